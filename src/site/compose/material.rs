//! Curricula with what review bodies said of them.

use crate::content::text::date_in_words;
use crate::guide::Guide;
use crate::schema::Record;
use crate::site::view::{MaterialView, RatingView};
use crate::vocabulary::Term;

/// What is known of a value as a curriculum; `None` when it is none.
pub(super) fn of_term(guide: &Guide, term: &Term, route: &str) -> Option<MaterialView> {
    let details = &term.details;
    let keys = ["publisher", "subject", "grade_bands", "licence", "note", "sources", "ratings"];
    keys.iter().any(|key| details.get(key).is_some()).then(|| MaterialView {
        id: term.id.clone(),
        label: term.label.clone(),
        route: route.to_owned(),
        publisher: details.text("publisher").to_owned(),
        subject: label_of(guide, "subjects", details.text("subject")),
        grade_bands: details.texts("grade_bands").iter().map(|id| label_of(guide, "grade_bands", id)).collect(),
        licence: details.text("licence").to_owned(),
        note: details.text("note").to_owned(),
        ratings: details.tables("ratings").map(|(rating, _)| rating_view(rating)).collect(),
        sources: details.texts("sources"),
    })
}

/// The label of a facet's value; the id itself where the guide has no such value.
fn label_of(guide: &Guide, facet: &str, id: &str) -> String {
    let term = guide.facet(facet).and_then(|facet| guide.facets[facet].vocabulary.get(id));
    term.map_or_else(|| id.to_owned(), |term| term.label.clone())
}

fn rating_view(rating: &Record) -> RatingView {
    RatingView {
        body: rating.text("body").to_owned(),
        bands: rating.text("bands").replace('-', "–"),
        result: rating.text("result").to_owned(),
        tone: tone(rating.text("result")),
        as_of: date_in_words(rating.text("as_of")),
        tool: rating.text("tool").to_owned(),
        note: rating.text("note").to_owned(),
        source: rating.text("source").to_owned(),
    }
}

/// Which mark stands beside a rating's words: EdReports' three words and state tiers are known, all else is `other`.
fn tone(result: &str) -> &'static str {
    let result = result.to_lowercase();
    if result.starts_with("does not meet") || result.starts_with("tier 3") {
        "poor"
    } else if result.starts_with("partially meets") || result.starts_with("tier 2") {
        "mixed"
    } else if result.starts_with("meets") || result.starts_with("tier 1") {
        "good"
    } else {
        "other"
    }
}
