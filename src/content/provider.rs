//! Turns one profile into a [`Provider`]. Whether two share an address is for [`crate::guide`].

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::content::front_matter;
use crate::content::markdown::{self, Body, Reading};
use crate::content::sources::{self, SourceRef};
use crate::diagnostic::Reporter;
use crate::rules;
use crate::schema::{Field, Kind, Record, Schema, Understood};
use crate::source::{Source, Span};
use crate::vocabulary::Facet;

/// A provider of professional learning, as its profile describes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Provider {
    /// Its part of its address: `great-minds` in `/providers/great-minds/`.
    pub slug: String,
    /// Its file inside the content folder.
    pub file: Arc<str>,
    /// Its name.
    pub name: String,
    /// One or two sentences.
    pub summary: String,
    /// What kind of organization it is; may be empty.
    pub kind: String,
    /// Its website; empty when not stated.
    pub website: String,
    /// For each facet of the guide, the positions of its values, ascending; empty when not stated.
    pub values: Vec<Vec<usize>>,
    /// The facets, by id, whose values are only examples: the provider may have others as well.
    pub examples: Vec<String>,
    /// The year in which it was founded.
    pub founded: Option<i64>,
    /// Where its head office is; empty when not stated.
    pub headquarters: String,
    /// How to reach it.
    pub contact: Contact,
    /// When its facts were last checked: `2026-05-01`.
    pub reviewed: String,
    /// Where its facts can be checked.
    pub sources: Vec<SourceRef>,
    /// Remarks, by the key that they are about.
    pub notes: BTreeMap<String, String>,
    /// Other names that people search for.
    pub aliases: Vec<String>,
    /// Old addresses.
    pub redirect_from: Vec<(String, Span)>,
    /// GitHub users who are asked when somebody changes it.
    pub maintainers: Vec<String>,
    /// Whether it is shown only with `--drafts`.
    pub draft: bool,
    /// The text of the profile.
    pub body: Body,
}

/// Ways to reach a provider; each may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contact {
    /// An e-mail address.
    pub email: String,
    /// A telephone number.
    pub phone: String,
    /// The address of a contact form.
    pub form: String,
}

/// What a profile may say in a guide with these facets.
#[must_use]
pub fn schema(facets: &[Arc<Facet>]) -> Schema {
    let mut fields = vec![
        field("name", Kind::Text(120), true, "The organization's name, as it writes it.", "Example Learning Partners"),
        field(
            "summary",
            Kind::Text(300),
            true,
            "What it does and for whom, in one or two plain sentences.",
            "Coaches teachers who use new math materials.",
        ),
        field("website", Kind::Web, false, "Its own website.", "https://example.org/"),
        field("kind", Kind::Text(120), false, "What kind of organization it is, in a few words.", "Nonprofit"),
    ];
    fields.extend(facets.iter().map(facet_field));
    fields.extend([
        field(
            EXAMPLES,
            Kind::Keys,
            false,
            "Facets whose values are only examples: sources name these, and do not say that there are no others. Such a partner may fit other values, too.",
            "[states]",
        ),
        field("founded", Kind::Whole(1700, 2100), false, "The year in which it was founded.", "2010"),
        field("headquarters", Kind::Text(120), false, "The place of its head office.", "New Orleans, LA"),
        field("contact", Kind::Table(Box::new(contact_schema())), false, "How a district reaches it.", "{email: hello@example.org}"),
        field("reviewed", Kind::Day, true, "The day on which the facts were last checked against the sources.", "2026-05-01"),
        field(
            "notes",
            Kind::Notes,
            false,
            "What a reader must know to read a fact rightly, by the fact's key.",
            "{states: Named examples only.}",
        ),
        sources::field(true),
        field("aliases", Kind::List(Box::new(Kind::Text(80))), false, "Other names and short forms that people search for.", "[ELP]"),
        field("redirect_from", Kind::List(Box::new(Kind::Route)), false, "Old addresses that should lead here.", "[/partners/elp/]"),
        field(
            "maintainers",
            Kind::List(Box::new(Kind::Text(60))),
            false,
            "GitHub users who are asked when somebody changes the profile.",
            "[example-user]",
        ),
        field("draft", Kind::Flag, false, "Whether the profile is still hidden.", "true"),
    ]);
    Schema { name: "provider profile", open: false, fields }
}

fn field(key: &'static str, kind: Kind, required: bool, about: &'static str, example: &'static str) -> Field {
    Field { key: Cow::Borrowed(key), kind, required, about: Cow::Borrowed(about), example: Cow::Borrowed(example) }
}

/// The key that lists the facets whose values are only examples.
const EXAMPLES: &str = "examples";

/// What is said of such a facet when no remark does.
const ONLY_EXAMPLES: &str = "Examples that sources name, not a full list.";

impl Provider {
    /// Whether the values of a facet are only examples.
    #[must_use]
    pub fn gives_examples(&self, facet: &str) -> bool {
        self.examples.iter().any(|example| example == facet)
    }

    /// What a reader must know to read a fact rightly; may be empty.
    #[must_use]
    pub fn remark(&self, key: &str) -> String {
        match self.notes.get(key) {
            Some(note) => note.clone(),
            None if self.gives_examples(key) => ONLY_EXAMPLES.to_owned(),
            None => String::new(),
        }
    }
}

fn facet_field(facet: &Arc<Facet>) -> Field {
    let ids: Vec<&str> = facet.vocabulary.terms().iter().take(2).map(|term| term.id.as_str()).collect();
    let about = if facet.help.is_empty() { format!("{}: ids from vocabulary/{}.toml.", facet.label, facet.id) } else { facet.help.clone() };
    Field {
        key: Cow::Owned(facet.id.clone()),
        kind: Kind::Ids(facet.clone()),
        required: false,
        about: Cow::Owned(about),
        example: Cow::Owned(format!("[{}]", ids.join(", "))),
    }
}

fn contact_schema() -> Schema {
    Schema {
        name: "contact",
        open: false,
        fields: vec![
            field("email", Kind::Email, false, "An e-mail address for districts.", "hello@example.org"),
            field("phone", Kind::Phone, false, "A telephone number, in quotation marks.", "\"+1 504 555 0100\""),
            field("form", Kind::Web, false, "The address of a contact form.", "https://example.org/contact"),
        ],
    }
}

/// Reads a profile. `None` means that it cannot be understood at all; what is wrong has been reported.
pub fn parse(source: &Source, file: &str, facets: &[Arc<Facet>], schema: &Schema, reporter: &mut Reporter) -> Option<Provider> {
    let slug = super::slug_of(file, reporter);
    let parts = front_matter::read(&source.text, reporter);
    let reading = Reading { id_prefix: "about-", items: false };
    let body = markdown::read(&source.text, parts.body_start, reading, reporter);
    let front = parts.front?;
    let opening = Span::new(0..source.text.lines().next().map_or(0, str::len));
    let record = schema.check(&front, opening, reporter);
    let sources = sources::read(&record, schema, reporter);
    let examples = examples(&record, facets, schema, reporter);
    Some(Provider {
        slug: slug?,
        file: source.path.clone(),
        name: record.text("name").to_owned(),
        summary: record.text("summary").to_owned(),
        kind: record.text("kind").to_owned(),
        website: record.text("website").to_owned(),
        values: facets.iter().map(|facet| record.ids(&facet.id).to_vec()).collect(),
        examples,
        founded: record.whole("founded"),
        headquarters: record.text("headquarters").to_owned(),
        contact: contact(record.table("contact")),
        reviewed: record.day("reviewed").map(|day| day.to_string()).unwrap_or_default(),
        sources,
        notes: notes(record.table("notes")),
        aliases: record.texts("aliases"),
        redirect_from: routes(&record, "redirect_from"),
        maintainers: record.texts("maintainers"),
        draft: record.flag("draft"),
        body,
    })
}

fn contact(record: Option<&Record>) -> Contact {
    let text = |key: &str| record.map_or("", |record| record.text(key)).to_owned();
    Contact { email: text("email"), phone: text("phone"), form: text("form") }
}

/// The facets whose values are only examples. One that is none, or has no value here, is reported and left out.
fn examples(record: &Record, facets: &[Arc<Facet>], schema: &Schema, reporter: &mut Reporter) -> Vec<String> {
    let mut examples = Vec::new();
    for given in record.list(EXAMPLES) {
        let Understood::Text(key) = &given.value else { continue };
        if schema.field(key).is_none() {
            // That is reported already.
        } else if !facets.iter().any(|facet| facet.id == *key) {
            let names: Vec<&str> = facets.iter().map(|facet| facet.id.as_str()).collect();
            reporter
                .report(&rules::UNKNOWN_FACT, given.span, format!("`{key}` is not a facet of this guide"))
                .help(format!("`{EXAMPLES}` names facets: {}", names.join(", ")));
        } else if record.ids(key).is_empty() {
            reporter
                .report(&rules::EXAMPLES_OF_NOTHING, given.span, format!("`{key}` has no values here that could be examples"))
                .help(format!("name the examples under `{key}`, or take it out of `{EXAMPLES}`"));
        } else if !examples.contains(key) {
            examples.push(key.clone());
        }
    }
    examples
}

fn notes(record: Option<&Record>) -> BTreeMap<String, String> {
    let keys = record.into_iter().flat_map(|record| record.keys().map(move |key| (key.to_owned(), record.text(key).to_owned())));
    keys.filter(|(_, note)| !note.is_empty()).collect()
}

/// The addresses of a list with their places.
pub(super) fn routes(record: &Record, key: &str) -> Vec<(String, Span)> {
    let route = |given: &crate::schema::Given| match &given.value {
        Understood::Text(route) => Some((route.clone(), given.span)),
        _ => None,
    };
    record.list(key).iter().filter_map(route).collect()
}
