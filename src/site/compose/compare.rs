//! The page that sets partners side by side, and what it says of each of them.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use crate::content::markdown::{Body, Heading, ItemKind, Piece};
use crate::content::provider::Provider;
use crate::content::text::date_in_words;
use crate::guide::PlaybookGuide;
use crate::site::Output;
use crate::site::compare;
use crate::site::render::Shown;
use crate::site::view::{
    CompareRowView, CompareView, ComparedFactView, ComparedView, LinkView, MaterialView, QuestionLinkView, RatingView,
};

use super::profile::first_question;
use super::{Composer, link};

impl Composer {
    pub(super) fn compare(&self, route: &str) -> Shown {
        let page = self.page(
            route,
            "compare",
            "Compare partners",
            "Two to five partners side by side, with your own criteria. What you write stays on your device.",
            vec![link("Find partners", "/providers/")],
        );
        let mut rows: Vec<CompareRowView> =
            self.guide.facets.iter().map(|facet| CompareRowView { id: facet.id.clone(), label: facet.label.clone() }).collect();
        rows.extend([("headquarters", "Headquarters"), ("founded", "Founded")].map(|(id, label)| row(id, label)));
        let view = CompareView {
            rows,
            criteria: self.deciding_questions(),
            shards: compare::shards(self.guide.providers.len()),
            facets: (0..self.guide.facets.len()).map(|facet| self.facet_link(facet)).collect(),
            interviews: self.guide.playbook.iter().find(|guide| guide.id == "interview").map(guide_link),
            tools: self.shortlist_tools(),
        };
        Shown::new("compare.html", "compare", &view, page)
    }

    /// The questions of the playbook that settle a choice, offered as criteria to start from.
    fn deciding_questions(&self) -> Vec<QuestionLinkView> {
        let chapters = self.guide.playbook.iter().flat_map(PlaybookGuide::all);
        let decisions = chapters.flat_map(|chapter| {
            let route = chapter.route();
            let items = chapter.body.items.iter().filter(|item| item.kind == ItemKind::Decision);
            items.map(move |item| QuestionLinkView { route: format!("{route}#{}", item.id), ask: first_question(&item.ask_text) })
        });
        decisions.collect()
    }

    /// What the comparison says of every provider, a few to a file.
    #[must_use]
    pub fn files_to_compare(&self) -> Vec<Output> {
        let ratings = self.ratings();
        let providers = &self.guide.providers;
        compare::files(providers.iter().map(|provider| provider.slug.as_str()), |at| self.compared_provider(&providers[at], &ratings))
    }

    /// The file at a path, when it is one of those.
    #[must_use]
    pub fn file_to_compare(&self, path: &str) -> Option<Output> {
        let providers = &self.guide.providers;
        let ratings = OnceCell::new();
        let partner = |at: usize| self.compared_provider(&providers[at], ratings.get_or_init(|| self.ratings()));
        compare::file_at(path, providers.iter().map(|provider| provider.slug.as_str()), partner)
    }

    /// The ratings of each curriculum, a line each.
    fn ratings(&self) -> Vec<Vec<String>> {
        let facet = self.guide.facet(MATERIALS).map(|facet| &self.guide.facets[facet]);
        let terms = facet.into_iter().flat_map(|facet| facet.vocabulary.terms());
        terms.map(|term| super::material::of_term(&self.guide, term, "").as_ref().map(ratings).unwrap_or_default()).collect()
    }

    fn compared_provider(&self, provider: &Provider, ratings: &[Vec<String>]) -> ComparedView {
        let materials = self.guide.facet(MATERIALS).and_then(|facet| provider.values.get(facet)).into_iter().flatten();
        ComparedView {
            slug: provider.slug.clone(),
            name: provider.name.clone(),
            summary: provider.summary.clone(),
            website: provider.website.clone(),
            reviewed: date_in_words(&provider.reviewed),
            sources: provider.sources.len(),
            facts: self.compared_facts(provider),
            ratings: materials.filter_map(|value| ratings.get(*value)).flatten().cloned().collect(),
            questions: own_questions(&provider.body),
        }
    }

    /// What a profile states, by key.
    fn compared_facts(&self, provider: &Provider) -> BTreeMap<String, ComparedFactView> {
        let facets = self.guide.facets.iter().zip(&provider.values).map(|(facet, values)| {
            let terms = values.iter().filter_map(|value| facet.vocabulary.terms().get(*value));
            (facet.id.as_str(), terms.map(|term| term.label.clone()).collect())
        });
        let headquarters = Some(provider.headquarters.clone()).filter(|place| !place.is_empty());
        let founded = provider.founded.map(|year| year.to_string());
        let others = [("headquarters", headquarters), ("founded", founded)].map(|(id, text)| (id, text.into_iter().collect()));
        let stated = facets.chain(others).filter(|(_, values): &(&str, Vec<String>)| !values.is_empty());
        stated.map(|(id, values)| (id.to_owned(), ComparedFactView { values, note: provider.remark(id) })).collect()
    }
}

/// The id of the heading in a profile under which its own questions stand, as `guidepost new` writes it.
const QUESTIONS: &str = "questions-to-ask";

/// The items of the list under that heading as plain text, each up to its last question mark: what follows says where else to read.
fn own_questions(body: &Body) -> Vec<String> {
    let is_named = |piece: &Piece<'_>| matches!(piece, Piece::Heading(number) if body.headings.get(*number).is_some_and(is_questions));
    let below = body.pieces.iter().skip_while(|piece| !is_named(piece)).skip(1).take_while(|piece| !matches!(piece, Piece::Heading(_)));
    let mut questions: Vec<String> = Vec::new();
    for piece in below {
        match piece {
            Piece::Html(html) if html.contains("<li>") => questions.push(String::new()),
            Piece::Html(html) if html.contains("</ul>") => break,
            Piece::Text(text) => {
                if let Some(question) = questions.last_mut() {
                    question.push_str(text);
                }
            }
            _ => {}
        }
    }
    for question in &mut questions {
        question.truncate(question.rfind('?').map_or(question.len(), |mark| mark + 1));
    }
    questions.retain(|question| !question.trim().is_empty());
    questions
}

fn is_questions(heading: &Heading) -> bool {
    heading.id.ends_with(QUESTIONS)
}

/// The facet whose values are curricula.
const MATERIALS: &str = "hqim";

fn row(id: &str, label: &str) -> CompareRowView {
    CompareRowView { id: id.to_owned(), label: label.to_owned() }
}

fn guide_link(guide: &PlaybookGuide) -> LinkView {
    link(&guide.index.title, &guide.index.route())
}

/// Each rating of a curriculum in one line: the words of the body come first, then who said it of what, and when.
fn ratings(material: &MaterialView) -> Vec<String> {
    let line = |rating: &RatingView| {
        let when = [rating.as_of.as_str(), rating.tool.as_str()].into_iter().find(|text| !text.is_empty()).unwrap_or("date not stated");
        format!("{}: {} ({}, grades {}, {when})", material.label, rating.result, rating.body, rating.bands)
    };
    material.ratings.iter().map(line).collect()
}
