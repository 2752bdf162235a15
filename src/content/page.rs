//! Turns a file of `pages/`, `articles/`, `case-studies/` or `toolkit/` into a [`Page`].

use std::borrow::Cow;
use std::sync::Arc;

use crate::content::chart::{self, Chart};
use crate::content::front_matter;
use crate::content::markdown::{self, Body, Reading};
use crate::content::sources::{self, SourceRef};
use crate::diagnostic::Reporter;
use crate::rules;
use crate::schema::{Field, Kind, Schema};
use crate::source::{Source, Span};

/// Which folder a page stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// `pages/`: about, glossary, contribute, …; published at the root.
    Pages,
    /// `articles/`: dated pieces.
    Articles,
    /// `case-studies/`: systems studied.
    CaseStudies,
    /// `toolkit/`: templates and protocols.
    Toolkit,
}

impl Section {
    /// All sections.
    pub const ALL: [Self; 4] = [Self::Pages, Self::Articles, Self::CaseStudies, Self::Toolkit];

    /// Its folder in the content and in addresses.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Self::Pages => "pages",
            Self::Articles => "articles",
            Self::CaseStudies => "case-studies",
            Self::Toolkit => "toolkit",
        }
    }

    /// Its name for readers.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Pages => "Pages",
            Self::Articles => "Articles",
            Self::CaseStudies => "Case studies",
            Self::Toolkit => "Templates",
        }
    }

    /// What is in it, in a sentence below its name.
    #[must_use]
    pub fn summary(self) -> &'static str {
        match self {
            Self::Pages => "",
            Self::Articles => "Longer reads on professional learning: what studies found, and what follows for those who buy it.",
            Self::CaseStudies => "How school systems went about it: what is known of each, and where that comes from.",
            Self::Toolkit => "Agendas, checklists and forms to copy, change and print, or to save as a Word file.",
        }
    }

    /// The section of a folder.
    #[must_use]
    pub fn of_folder(folder: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.folder() == folder)
    }
}

/// A page of text outside the playbook.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Its folder.
    pub section: Section,
    /// Its part of its address.
    pub slug: String,
    /// Its file inside the content folder.
    pub file: Arc<str>,
    /// Its title.
    pub title: String,
    /// What it is about; may be empty.
    pub summary: String,
    /// Its place among its neighbours.
    pub order: i64,
    /// Its date as `2026-05-01`; empty when it has none.
    pub date: String,
    /// Other words that people search for.
    pub aliases: Vec<String>,
    /// Where its facts can be checked.
    pub sources: Vec<SourceRef>,
    /// Old addresses.
    pub redirect_from: Vec<(String, Span)>,
    /// Whether it is shown only with `--drafts`.
    pub draft: bool,
    /// Figures to draw.
    pub charts: Vec<Chart>,
    /// The text.
    pub body: Body,
    /// The whole file as it was written.
    pub written: Arc<str>,
    /// Where in it the text begins.
    pub body_start: usize,
}

impl Page {
    /// Where it is published.
    #[must_use]
    pub fn route(&self) -> String {
        match self.section {
            Section::Pages => format!("/{}/", self.slug),
            section => format!("/{}/{}/", section.folder(), self.slug),
        }
    }
}

/// What such a page may say.
#[must_use]
pub fn schema() -> Schema {
    let field = |key: &'static str, kind: Kind, required: bool, about: &'static str, example: &'static str| Field {
        key: Cow::Borrowed(key),
        kind,
        required,
        about: Cow::Borrowed(about),
        example: Cow::Borrowed(example),
    };
    Schema {
        name: "page",
        open: false,
        fields: vec![
            field("title", Kind::Text(120), true, "The page's title.", "About this guide"),
            field("summary", Kind::Text(300), false, "What the page is about, in one sentence.", "Who makes this guide, and how."),
            field("order", Kind::Whole(0, 10_000), false, "Its place among its neighbours; small numbers come first.", "10"),
            field("date", Kind::Day, false, "The day it was written (articles need one).", "2026-05-01"),
            field(
                "aliases",
                Kind::List(Box::new(Kind::Text(80))),
                false,
                "Other words that people search for when they need this page.",
                "[imprint, contact]",
            ),
            sources::field(false),
            chart::field(),
            field("redirect_from", Kind::List(Box::new(Kind::Route)), false, "Old addresses that should lead here.", "[/about-us/]"),
            field("draft", Kind::Flag, false, "Whether the page is still hidden.", "true"),
        ],
    }
}

/// Reads such a page.
pub fn parse(source: &Source, folder: &str, file: &str, schema: &Schema, reporter: &mut Reporter) -> Option<Page> {
    let section = Section::of_folder(folder)?;
    let slug = super::slug_of(file, reporter);
    let parts = front_matter::read(&source.text, reporter);
    let body = markdown::read(&source.text, parts.body_start, Reading { id_prefix: "", items: false }, reporter);
    let opening = Span::new(0..source.text.lines().next().map_or(0, str::len));
    let record = schema.check(&parts.front?, opening, reporter);
    if section == Section::Articles && record.get("date").is_none() {
        reporter.report(&rules::MISSING_KEY, opening, "an article needs `date`").help("add a line `date: 2026-05-01`");
    }
    let sources = sources::read(&record, schema, reporter);
    Some(Page {
        section,
        slug: slug?,
        file: source.path.clone(),
        title: record.text("title").to_owned(),
        summary: record.text("summary").to_owned(),
        order: record.whole("order").unwrap_or(i64::MAX),
        date: record.day("date").map(|day| day.to_string()).unwrap_or_default(),
        aliases: record.texts("aliases"),
        charts: chart::read(&record, &body, sources.len(), reporter),
        sources,
        redirect_from: super::provider::routes(&record, "redirect_from"),
        draft: record.flag("draft"),
        body,
        written: source.text.clone(),
        body_start: parts.body_start,
    })
}
