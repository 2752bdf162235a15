//! The texts of new files, made from the schemas: what `new` and `init` write.

mod guide;

use jiff::civil::Date;

use crate::content::Schemas;
use crate::content::text::slugify;
use crate::format::value;
use crate::schema::{Field, Kind, Schema};

pub use guide::{Install, beside, guide};

/// Comments are not wider than this.
const WIDTH: usize = 96;
/// A list of allowed values that is longer is not repeated in a file.
const MOST_VALUES: usize = 16;

/// A file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// Its path inside the content folder.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// What can be started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What<'w> {
    /// A profile.
    Provider,
    /// A dated piece.
    Article,
    /// A page at the root of the site.
    Page,
    /// A system studied.
    CaseStudy,
    /// A template or protocol.
    Toolkit,
    /// A tool.
    Worksheet,
    /// A page of a guide of the playbook, by the guide's folder and the name of the file.
    Chapter(&'w str),
}

/// A valid, commented file to start from. It carries `TODO` wherever somebody must still write something, and is a
/// draft until then.
#[must_use]
pub fn start(what: What<'_>, name: &str, slug: &str, schemas: &Schemas, today: Date) -> Start {
    let (folder, body) = match what {
        What::Provider => return provider(name, slug, schemas, today),
        What::Worksheet => return worksheet(name, slug),
        What::Article => ("articles".to_owned(), ARTICLE),
        What::Page => ("pages".to_owned(), PAGE),
        What::CaseStudy => ("case-studies".to_owned(), CASE_STUDY),
        What::Toolkit => ("toolkit".to_owned(), TOOLKIT),
        What::Chapter(guide) => (format!("playbook/{guide}"), CHAPTER),
    };
    let schema = if matches!(what, What::Chapter(_)) { &schemas.chapter } else { &schemas.page };
    let today = today.to_string();
    let mut given = vec![("title", name), ("summary", "TODO: say in one sentence what the page is about."), ("draft", "true")];
    if what == What::Article {
        given.push(("date", &today));
    }
    Start { path: format!("{folder}/{slug}.md"), text: format!("---\n{}---\n{body}", front(schema, &given)) }
}

/// The file name for a title; nothing when the title has no letters that an address may hold.
#[must_use]
pub fn slug_of(name: &str) -> Option<String> {
    let plain = crate::content::text::fold(name).chars().any(|c| c.is_ascii_alphanumeric());
    let mut slug = slugify(name);
    slug.truncate(100);
    plain.then(|| slug.trim_end_matches('-').to_owned())
}

fn worksheet(name: &str, slug: &str) -> Start {
    let title = serde_json::Value::from(name).to_string();
    Start { path: format!("worksheets/{slug}.toml"), text: include_str!("scaffold/files/worksheet.toml").replace("{title}", &title) }
}

fn provider(name: &str, slug: &str, schemas: &Schemas, today: Date) -> Start {
    let today = today.to_string();
    let given = [
        ("name", name),
        ("summary", "TODO: say what it does and for whom, in one or two plain sentences."),
        ("reviewed", &today),
        ("sources", "TODO: the document's title, with its publisher and year"),
        ("draft", "true"),
    ];
    Start {
        path: format!("providers/{slug}.md"),
        text: format!("---\n{PROVIDER_INTRO}\n{}---\n{PROVIDER}", front(&schemas.provider, &given)),
    }
}

/// Every field with its comment: given ones as they are, others behind a `#`.
fn front(schema: &Schema, given: &[(&str, &str)]) -> String {
    let mut lines = String::new();
    for (position, field) in schema.fields.iter().enumerate() {
        let value = given.iter().find(|(key, _)| *key == field.key).map(|(_, value)| *value);
        if position > 0 {
            lines.push('\n');
        }
        comment(&mut lines, &explanation(field, value.is_some()));
        match value {
            Some(title) if field.key == "sources" => {
                lines.push_str(&format!("sources:\n  - url: https://example.org/\n    title: {}\n", crate::format::value(title)))
            }
            Some(text) if matches!(field.kind, Kind::Day | Kind::Flag) => lines.push_str(&format!("{}: {text}\n", field.key)),
            Some(text) => lines.push_str(&format!("{}: {}\n", field.key, self::value(text))),
            None => lines.push_str(&format!("# {}: {}\n", field.key, field.example)),
        }
    }
    lines
}

fn explanation(field: &Field, given: bool) -> String {
    let mut text = field.about.to_string();
    if let Some(allowed) = allowed(&field.kind) {
        text = format!("{text} {allowed}");
    }
    match given {
        true if field.required => format!("{text} Required."),
        true if field.key == "draft" => format!("{text} Delete the next line when no TODO is left."),
        _ => text,
    }
}

/// What a value may be, as a sentence; nothing when the key's meaning says it all.
#[must_use]
pub fn allowed(kind: &Kind) -> Option<String> {
    match kind {
        Kind::Text(most) => Some(format!("At most {most} characters.")),
        Kind::Ids(facet) => {
            let terms = facet.vocabulary.terms();
            let ids: Vec<&str> = terms.iter().map(|term| term.id.as_str()).collect();
            let place = format!("vocabulary/{}.toml", facet.id);
            Some(if ids.len() <= MOST_VALUES { format!("Any of: {}.", ids.join(", ")) } else { format!("The ids stand in {place}.") })
        }
        Kind::OneId(facet) => {
            Some(format!("One of: {}.", facet.vocabulary.terms().iter().map(|term| term.id.as_str()).collect::<Vec<_>>().join(", ")))
        }
        Kind::OneOf(words) => Some(format!("One of: {}.", words.join(", "))),
        _ => None,
    }
}

fn comment(lines: &mut String, text: &str) {
    let mut width = 0;
    for word in text.split_whitespace() {
        if width == 0 || width + 1 + word.chars().count() > WIDTH {
            lines.push_str(if width == 0 { "#" } else { "\n#" });
            width = 1;
        }
        lines.push(' ');
        lines.push_str(word);
        width += 1 + word.chars().count();
    }
    lines.push('\n');
}

const PROVIDER_INTRO: &str = "\
# A new profile. A line behind a # is a remark: take the # away and write your own value to state a
# fact. Leave out what no source states; the page then says \"Not stated\". Never guess. Replace every
# TODO, delete the line `draft: true`, then run `guidepost check`. The remarks may be deleted.
";

const PROVIDER: &str = "\
## What they do

TODO: say in your own words what the organization does. No marketing: tell a neighbor.

## Who they work with

TODO: grades, subjects, roles and places that a source names. Say what no source states.

## What the evidence says

TODO: results that a source reports, good or bad, with the source. \"No source we read gives results\" is an answer too.

## Questions to ask

- TODO: a question that a district should ask this organization.
";

const ARTICLE: &str = "TODO: write the article. Begin headings with `##`.\n";
const PAGE: &str = "TODO: write the page. Begin headings with `##`.\n";

const CASE_STUDY: &str = "\
## The system

TODO: who and where, with figures and their dates.

## What they did

TODO: what was done, by whom, when.

## What came of it

TODO: results, good or bad, with their sources.
";

const TOOLKIT: &str = "\
## What it is for

TODO: when to use it, and who takes part.

## Steps

1. TODO: the first step.
";

const CHAPTER: &str = "\
TODO: say what the reader will have done at the end of this page.

## First step {#first-step}

TODO: write the step.
";

/// A CODEOWNERS file: who is asked when somebody changes a profile. Names that GitHub could not know are left out.
#[must_use]
pub fn code_owners(documents: &crate::content::Documents) -> String {
    let folder = if documents.settings.content_path.is_empty() { String::new() } else { format!("{}/", documents.settings.content_path) };
    let mut lines = String::from("# Written by `guidepost export --format codeowners` from the `maintainers` of the profiles.\n");
    for provider in &documents.providers {
        let names: Vec<String> = provider
            .maintainers
            .iter()
            .map(|name| name.trim_start_matches('@'))
            .filter(|name| is_user(name))
            .map(|name| format!("@{name}"))
            .collect();
        if !names.is_empty() {
            lines.push_str(&format!("/{folder}{} {}\n", provider.file, names.join(" ")));
        }
    }
    lines
}

/// Whether text is a GitHub user or team: `user`, `organisation/team`.
fn is_user(text: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty() && part.len() <= 100 && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    text.split('/').count() <= 2 && text.split('/').all(plain)
}
