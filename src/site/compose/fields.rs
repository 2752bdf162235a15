//! The page of all fields: what each kind of file may say, from the schemas that `check` uses.

use crate::content::text::escape;
use crate::json_schema::Subject;
use crate::schema::{Field, Kind, Schema};
use crate::site::plan::facet_route;
use crate::site::render::Shown;
use crate::site::view::{FieldGroupView, FieldValueView, FieldView, FieldsView};

use super::{Composer, link};

impl Composer {
    /// Every field of every kind of file, with its meaning, type, allowed values and an example.
    pub(super) fn fields(&self, route: &str) -> Shown {
        let way = if self.plan.routes.has("/contribute/") { vec![link("Contribute", "/contribute/")] } else { Vec::new() };
        let page = self.page(
            route,
            "fields",
            "All fields",
            "Every field that a profile, a page or a settings file can have: what it means, what may stand in it, and an example.",
            way,
        );
        let groups = Subject::ALL.into_iter().map(|subject| group(subject, &subject.schema(&self.guide.facets))).collect();
        Shown::new("fields.html", "fields", &FieldsView { groups }, page)
    }
}

fn group(subject: Subject, schema: &Schema) -> FieldGroupView {
    let (title, place, about, is_toml) = match subject {
        Subject::Provider => (
            "Profile of a provider",
            "providers/<name>.md",
            "The facts at the top of a profile. What is left out is shown as \"Not stated\".",
            false,
        ),
        Subject::Article => ("Article", "articles/<name>.md", "The facts at the top of a dated piece.", false),
        Subject::Page => {
            ("Other pages", "pages/<name>.md, case-studies/<name>.md, toolkit/<name>.md", "The facts at the top of any other page.", false)
        }
        Subject::Playbook => {
            ("Page of the playbook", "playbook/<guide>/<page>.md", "The facts at the top of a page of the playbook.", false)
        }
        Subject::Guide => ("Settings of the guide", "guide.toml", "The guide's name, address, facets and links.", true),
        Subject::Vocabulary => (
            "Values of a facet",
            "vocabulary/<facet>.toml",
            "Each value is a table of its own. Keys that are not listed here are kept as they are.",
            true,
        ),
        Subject::Worksheet => (
            "Worksheet",
            "worksheets/<name>.toml",
            "A tool: questions, and what is made of the answers. Conditions and computed values are written in a small language of numbers, ids, `+ - * /`, comparisons, `and`, `or`, `not` and the functions `min`, `max`, `sum`, `round`, `if`, `count` and `answered`.",
            true,
        ),
    };
    let fields = schema.fields.iter().map(|field| view(field, subject.name(), is_toml)).collect();
    FieldGroupView { id: subject.name(), title, place, about, fields }
}

fn view(field: &Field, prefix: &str, is_toml: bool) -> FieldView {
    let id = format!("{prefix}-{}", field.key);
    let parts = parts(&field.kind).map(|schema| schema.fields.iter().map(|part| view(part, &id, is_toml)).collect()).unwrap_or_default();
    let sign = if is_toml { " = " } else { ": " };
    // A table's example is the name of the table, not a value.
    let example = if is_toml && field.example.ends_with(" table") {
        field.example.trim_end_matches(" table").to_owned()
    } else {
        format!("{}{sign}{}", field.key, field.example)
    };
    FieldView {
        key: field.key.to_string(),
        required: field.required,
        about_html: with_code(&field.about),
        kind: kind(&field.kind),
        values: values(&field.kind),
        values_route: facet(&field.kind).unwrap_or_default(),
        example,
        parts,
        id,
    }
}

/// The fields inside a field.
fn parts(kind: &Kind) -> Option<&Schema> {
    match kind {
        Kind::Table(schema) | Kind::Short(_, schema) => Some(schema),
        Kind::List(inner) => parts(inner),
        _ => None,
    }
}

/// The route of the page that lists a facet's values.
fn facet(kind: &Kind) -> Option<String> {
    match kind {
        Kind::Ids(facet) | Kind::OneId(facet) => Some(facet_route(&facet.id)),
        _ => None,
    }
}

fn values(kind: &Kind) -> Vec<FieldValueView> {
    match kind {
        Kind::Ids(facet) | Kind::OneId(facet) => {
            facet.vocabulary.terms().iter().map(|term| FieldValueView { id: term.id.clone(), label: term.label.clone() }).collect()
        }
        Kind::OneOf(words) => words.iter().map(|word| FieldValueView { id: (*word).to_owned(), label: String::new() }).collect(),
        Kind::Flag => ["true", "false"].iter().map(|word| FieldValueView { id: (*word).to_owned(), label: String::new() }).collect(),
        Kind::List(inner) => values(inner),
        _ => Vec::new(),
    }
}

/// What may stand in a field, in words.
fn kind(kind: &Kind) -> String {
    match kind {
        Kind::Text(most) => format!("Text, at most {most} characters"),
        Kind::Whole(least, most) => format!("A whole number from {least} to {most}"),
        Kind::Decimal => "A number, with a decimal point where it needs one".to_owned(),
        Kind::Weights(least, most) => {
            format!("A table: on the left an id of this file, on the right a whole number from {least} to {most}")
        }
        Kind::Flag => "true or false".to_owned(),
        Kind::Day => "A day, written year-month-day".to_owned(),
        Kind::Moment => "A year, a month or a day: 2020, 2020-09 or 2020-09-15".to_owned(),
        Kind::Web => "A web address that begins with https:// or http://".to_owned(),
        Kind::Email => "An e-mail address".to_owned(),
        Kind::Phone => "A telephone number, in quotation marks".to_owned(),
        Kind::Route => "An address inside the guide that begins with /".to_owned(),
        Kind::Id => "An id of lower-case letters, digits and hyphens".to_owned(),
        Kind::OneOf(_) => "One of these words".to_owned(),
        Kind::Ids(_) => "A list of ids, or one id".to_owned(),
        Kind::OneId(_) => "One id".to_owned(),
        Kind::Table(_) => "A table with the keys below".to_owned(),
        Kind::Short(..) => "A web address, or a table with the keys below".to_owned(),
        Kind::Notes => "A table: on the left a key of this file, on the right a remark".to_owned(),
        Kind::Keys => "A list of keys of this file".to_owned(),
        Kind::List(inner) => match &**inner {
            Kind::Table(_) => "A list of tables with the keys below".to_owned(),
            Kind::Short(..) => "A list of web addresses, or of tables with the keys below".to_owned(),
            inner => format!("A list; each item: {}", lower_first(&self::kind(inner))),
        },
    }
}

fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}

/// Text in which what stands between backticks is code.
fn with_code(text: &str) -> String {
    let piece =
        |(position, piece): (usize, &str)| if position % 2 == 1 { format!("<code>{}</code>", escape(piece)) } else { escape(piece) };
    text.split('`').enumerate().map(piece).collect()
}
