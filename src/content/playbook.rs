//! Turns one file of the playbook into a [`Chapter`].

use std::borrow::Cow;
use std::sync::Arc;

use crate::content::chart::{self, Chart};
use crate::content::front_matter;
use crate::content::markdown::{self, Body, Reading};
use crate::content::page;
use crate::content::sources::{self, SourceRef};
use crate::diagnostic::Reporter;
use crate::schema::{Field, Kind, Schema};
use crate::source::{Source, Span};
use crate::vocabulary::Facet;

/// The facet whose values are the types of professional learning.
pub const TYPES: &str = "pl_types";

/// A page of the playbook.
#[derive(Debug, Clone, PartialEq)]
pub struct Chapter {
    /// The guide's folder: `interview`.
    pub guide: String,
    /// The page's part of its address; `index` is the guide's first page.
    pub slug: String,
    /// Its file inside the content folder.
    pub file: Arc<str>,
    /// Its title.
    pub title: String,
    /// What it is about; may be empty.
    pub summary: String,
    /// Its place in its guide (of an index page: the guide's place in the playbook).
    pub order: i64,
    /// The position of its type of professional learning, when it is about one.
    pub pl_type: Option<usize>,
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
}

impl Chapter {
    /// Whether this is its guide's first page.
    #[must_use]
    pub fn is_index(&self) -> bool {
        self.slug == "index"
    }

    /// Where it is published.
    #[must_use]
    pub fn route(&self) -> String {
        if self.is_index() { format!("/playbook/{}/", self.guide) } else { format!("/playbook/{}/{}/", self.guide, self.slug) }
    }
}

/// What a page of the playbook may say.
#[must_use]
pub fn schema(facets: &[Arc<Facet>]) -> Schema {
    let mut schema = page::schema();
    schema.name = "playbook page";
    schema.fields.retain(|field| field.key != "date");
    if let Some(types) = facets.iter().find(|facet| facet.id == TYPES) {
        let place = schema.fields.iter().position(|field| field.key == "sources").unwrap_or(schema.fields.len());
        let pl_type = Field {
            key: Cow::Borrowed("pl_type"),
            kind: Kind::OneId(types.clone()),
            required: false,
            about: Cow::Borrowed("The one type of professional learning that the page is about."),
            example: Cow::Borrowed("adoption"),
        };
        schema.fields.insert(place, pl_type);
    }
    schema
}

/// Reads a page of the playbook.
pub fn parse(source: &Source, guide: &str, file: &str, schema: &Schema, reporter: &mut Reporter) -> Option<Chapter> {
    let slug = super::slug_of(file, reporter);
    if !super::text::is_id(guide) || super::text::is_device(guide) {
        super::slug_of(&format!("{guide}.md"), reporter);
        return None;
    }
    let parts = front_matter::read(&source.text, reporter);
    let body = markdown::read(&source.text, parts.body_start, Reading { id_prefix: "", items: true }, reporter);
    let record = schema.check(&parts.front?, Span::new(0..source.text.lines().next().map_or(0, str::len)), reporter);
    let sources = sources::read(&record, schema, reporter);
    Some(Chapter {
        guide: guide.to_owned(),
        slug: slug?,
        file: source.path.clone(),
        title: record.text("title").to_owned(),
        summary: record.text("summary").to_owned(),
        order: record.whole("order").unwrap_or(i64::MAX),
        pl_type: record.ids("pl_type").first().copied(),
        charts: chart::read(&record, &body, sources.len(), reporter),
        sources,
        aliases: record.texts("aliases"),
        redirect_from: super::provider::routes(&record, "redirect_from"),
        draft: record.flag("draft"),
        body,
    })
}
