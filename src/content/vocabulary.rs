//! Reads `vocabulary/<facet>.toml`: the values that a facet may have.

use std::borrow::Cow;
use std::sync::Arc;

use crate::content::front_matter;
use crate::content::settings::{FILE, FacetSetting, Settings};
use crate::content::text::{is_device, is_id};
use crate::diagnostic::{Diagnostic, Reporter};
use crate::rules;
use crate::schema::{Field, Kind, Record, Schema};
use crate::source::{Source, Sources, Span};
use crate::vocabulary::{Facet, NATIONWIDE, Term, Vocabulary};

fn field(key: &'static str, kind: Kind, required: bool, about: &'static str, example: &'static str) -> Field {
    Field { key: Cow::Borrowed(key), kind, required, about: Cow::Borrowed(about), example: Cow::Borrowed(example) }
}

/// What a vocabulary may say.
#[must_use]
pub fn schema() -> Schema {
    Schema {
        name: "vocabulary",
        open: false,
        fields: vec![field(
            "value",
            Kind::List(Box::new(Kind::Table(Box::new(value_schema())))),
            true,
            "One value of the facet.",
            "[[value]] table",
        )],
    }
}

fn value_schema() -> Schema {
    let texts = || Kind::List(Box::new(Kind::Text(120)));
    Schema {
        name: "[[value]] table",
        // Facet-specific keys beyond these are allowed: a state may keep its own remarks with a value.
        open: true,
        fields: vec![
            field("id", Kind::Text(100), true, "The value's id in front matter and addresses.", "\"ela\""),
            field("label", Kind::Text(160), true, "Its name for readers.", "\"English language arts\""),
            field("aliases", texts(), false, "Other names, found by search and offered by \"did you mean\".", "[\"ELA\", \"literacy\"]"),
            field(
                "description",
                Kind::Text(600),
                false,
                "What the value means, in one or two sentences.",
                "\"Reading, writing, speaking and listening.\"",
            ),
            field("group", Kind::Text(80), false, "The heading that it stands under in long lists.", "\"Core subjects\""),
            field("publisher", Kind::Text(160), false, "Who publishes a curriculum.", "\"Example Press\""),
            field("subject", Kind::Text(60), false, "The id of a curriculum's subject.", "\"ela\""),
            field("grade_bands", texts(), false, "The ids of a curriculum's grade bands.", "[\"k-2\", \"3-5\"]"),
            field("licence", Kind::Text(160), false, "The license of a curriculum.", "\"CC BY\""),
            field("note", Kind::Text(600), false, "What else a reader should know.", "\"Second edition.\""),
            field("sources", Kind::List(Box::new(Kind::Web)), false, "Where these facts can be checked.", "[\"https://example.org\"]"),
            field(
                "ratings",
                Kind::List(Box::new(Kind::Table(Box::new(rating_schema())))),
                false,
                "What review bodies said of a curriculum.",
                "[{ body = \"…\" }]",
            ),
        ],
    }
}

fn rating_schema() -> Schema {
    Schema {
        name: "rating",
        open: false,
        fields: vec![
            field("body", Kind::Text(120), true, "Who rated.", "\"EdReports\""),
            field("bands", Kind::Text(60), true, "The grades that the rating is about.", "\"6-8\""),
            field("result", Kind::Text(160), true, "The rating, in the body's own words.", "\"Meets Expectations\""),
            field("source", Kind::Web, true, "Where the rating can be read.", "\"https://example.org/report\""),
            field("as_of", Kind::Moment, false, "When it was given (or give `tool`).", "\"2018-05\""),
            field("tool", Kind::Text(60), false, "The version of the review tool (or give `as_of`).", "\"v1.5\""),
            field("note", Kind::Text(400), false, "A remark.", "\"All grades.\""),
        ],
    }
}

/// Reads the vocabulary of every facet of the settings.
pub fn parse(sources: &Sources, settings: &Settings, problems: &mut Vec<Diagnostic>) -> Vec<Arc<Facet>> {
    report_strays(sources, settings, problems);
    settings.facets.iter().map(|facet| Arc::new(parse_facet(sources, facet, problems))).collect()
}

fn parse_facet(sources: &Sources, setting: &FacetSetting, problems: &mut Vec<Diagnostic>) -> Facet {
    let path = format!("vocabulary/{}.toml", setting.id);
    let mut terms = match sources.get(&path) {
        Some(source) => parse_file(source, problems),
        None => {
            let mut reporter = Reporter::new(FILE.into());
            reporter
                .report(
                    &rules::MISSING_VOCABULARY,
                    setting.span,
                    format!("the facet `{}` has no values: {path} does not exist", setting.id),
                )
                .help("make that file, with a `[[value]]` table for each value");
            problems.extend(reporter.finish());
            Vec::new()
        }
    };
    if setting.id == "states" && !terms.iter().any(|term| term.id == NATIONWIDE) {
        terms.insert(0, nationwide());
    }
    Facet {
        id: setting.id.clone(),
        label: setting.label.clone(),
        help: setting.help.clone(),
        matching: setting.matching,
        control: setting.control,
        vocabulary: Vocabulary::new(terms),
    }
}

/// The value that stands for all states, for vocabularies that do not list it.
fn nationwide() -> Term {
    Term {
        id: NATIONWIDE.to_owned(),
        label: "Nationwide".to_owned(),
        aliases: Vec::new(),
        description: String::new(),
        group: String::new(),
        details: Record::default(),
        span: Span::default(),
    }
}

fn parse_file(source: &Source, problems: &mut Vec<Diagnostic>) -> Vec<Term> {
    let mut reporter = Reporter::new(source.path.clone());
    let node = front_matter::read_toml(&source.text, &mut reporter);
    let opening = Span::new(0..source.text.lines().next().map_or(0, str::len));
    let record = schema().check(&node, opening, &mut reporter);
    let mut terms: Vec<Term> = Vec::new();
    for (table, span) in record.tables("value") {
        let id_span = table.span("id").unwrap_or(span);
        let id = table.text("id");
        if id.is_empty() {
            continue;
        }
        if !is_id(id) || is_device(id) {
            reporter
                .report(&rules::BAD_ID, id_span, format!("`{id}` is not an id"))
                .label(format!("did you mean `{}`?", crate::content::text::slugify(id)))
                .help("an id has lower-case letters, digits and hyphens");
            continue;
        }
        if terms.iter().any(|known| known.id == id) {
            reporter
                .report(&rules::DUPLICATE_VALUE, id_span, format!("the value `{id}` is given twice"))
                .help("give one of the two another id, or take it out");
            continue;
        }
        check_ratings(table, &mut reporter);
        terms.push(term(table, id_span));
    }
    problems.extend(reporter.finish());
    terms
}

fn term(table: &Record, span: Span) -> Term {
    let id = table.text("id").to_owned();
    let label = if table.text("label").is_empty() { id.clone() } else { table.text("label").to_owned() };
    Term {
        id,
        label,
        aliases: table.texts("aliases"),
        description: table.text("description").to_owned(),
        group: table.text("group").to_owned(),
        details: table.clone(),
        span,
    }
}

fn check_ratings(table: &Record, reporter: &mut Reporter) {
    for (rating, span) in table.tables("ratings") {
        if rating.text("as_of").is_empty() && rating.text("tool").is_empty() {
            reporter
                .report(&rules::RATING_WITHOUT_DATE, span, "this rating has neither a date (`as_of`) nor a tool version (`tool`)")
                .help("ratings of different times cannot be compared; add one of the two, or move the remark to `note`");
        }
    }
}

fn report_strays(sources: &Sources, settings: &Settings, problems: &mut Vec<Diagnostic>) {
    for source in sources.below("vocabulary/") {
        let name = source.path.trim_start_matches("vocabulary/").trim_end_matches(".toml");
        if settings.facets.iter().any(|facet| facet.id == name) {
            continue;
        }
        let mut reporter = Reporter::new(source.path.clone());
        let near = crate::diagnostic::nearest(name, settings.facets.iter().map(|facet| facet.id.as_str()));
        let note = reporter
            .report(&rules::UNUSED_VOCABULARY, Span::default(), format!("no facet of guide.toml is called `{name}`"))
            .help(format!("add a `[[facet]]` with `id = \"{name}\"` to guide.toml, or remove this file"));
        if let Some(near) = near {
            note.label(format!("did you mean `{near}.toml`?"));
        }
        problems.extend(reporter.finish());
    }
}
