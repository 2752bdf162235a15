//! Where facts can be checked: the `sources` of a file.

use std::borrow::Cow;

use crate::diagnostic::Reporter;
use crate::rules;
use crate::schema::{Field, Kind, Record, Schema};

/// A document that supports facts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceRef {
    /// Its address; empty for a document that has none.
    pub url: String,
    /// Its title; may be empty when there is an address.
    pub title: String,
    /// The keys of the file that it supports; empty when that is not told.
    pub facts: Vec<String>,
    /// When its facts date from; may be empty.
    pub as_of: String,
}

/// The field `sources`.
#[must_use]
pub fn field(required: bool) -> Field {
    Field {
        key: Cow::Borrowed("sources"),
        kind: Kind::List(Box::new(Kind::Short("url", Box::new(schema())))),
        required,
        about: Cow::Borrowed(
            "Where each fact can be checked: web addresses, or tables with `url` or `title`, the keys that the source supports (`facts`) and the time its facts date from (`as_of`).",
        ),
        example: Cow::Borrowed("[\"https://example.org/services\"]"),
    }
}

fn schema() -> Schema {
    let field = |key: &'static str, kind: Kind, about: &'static str, example: &'static str| Field {
        key: Cow::Borrowed(key),
        kind,
        required: false,
        about: Cow::Borrowed(about),
        example: Cow::Borrowed(example),
    };
    Schema {
        name: "source",
        open: false,
        fields: vec![
            field("url", Kind::Web, "The document's address.", "https://example.org/services"),
            field("title", Kind::Text(200), "What the document is, in your own words.", "Services page (Example Partners, 2024)"),
            field("facts", Kind::Keys, "The keys of this file that the document supports.", "[states, hqim]"),
            field("as_of", Kind::Moment, "The year, month or day that its facts date from.", "2024-05"),
        ],
    }
}

/// The sources of a checked file. One without address and title is reported.
pub fn read(record: &Record, known_keys: &Schema, reporter: &mut Reporter) -> Vec<SourceRef> {
    let mut sources = Vec::new();
    for (table, span) in record.tables("sources") {
        let source = SourceRef {
            url: table.text("url").to_owned(),
            title: table.text("title").to_owned(),
            facts: table.texts("facts"),
            as_of: table.text("as_of").to_owned(),
        };
        for given in table.list("facts") {
            if let crate::schema::Understood::Text(key) = &given.value
                && known_keys.field(key).is_none()
            {
                let near = crate::diagnostic::nearest(key, known_keys.fields.iter().map(|field| &*field.key));
                let note = reporter.report(&rules::UNKNOWN_FACT, given.span, format!("`{key}` is not a key of a {}", known_keys.name));
                if let Some(near) = near {
                    note.label(format!("did you mean `{near}`?"));
                }
            }
        }
        if source.url.is_empty() && source.title.is_empty() {
            if table.keys().next().is_some() {
                reporter
                    .report(&rules::MISSING_KEY, span, "a source needs `url` or `title`")
                    .help("give the address at which the fact can be checked");
            }
        } else {
            sources.push(source);
        }
    }
    sources
}
