//! Finds documents by what people type. Documents and facets go in; files come out that this engine and
//! its twin in the browser (`themes/default/js/search`) both read and answer from alike.
//!
//! Nothing here knows the disk, a template or the guide: the caller says what can be found.
//!
//! ```text
//! Document ─terms─▶ DocumentTerms ─▶ Index ─files─▶ SearchFiles ─open─▶ Engine ─query─▶ Answer
//!                     documents are replaced in it  names, values, text, words, excerpts
//! ```

mod files;
mod index;
mod language;
mod log;
mod names;
mod phrases;
mod postings;
mod query;
mod seal;
mod spelling;
mod terms;
mod text;
mod tiny;
mod vocabulary;
mod words;

use serde::{Deserialize, Serialize};

pub use files::{Role, SearchFile, SearchFiles};
pub use index::{Index, index, order, trim};
pub use query::{Answer, Engine, Found, Hit, Query, Suggestion, Via};
pub use terms::{DocumentTerms, terms};

/// What a document is; results are grouped by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A provider's profile.
    Provider,
    /// A page of the playbook.
    Page,
    /// A section of a page, with an address of its own.
    Section,
    /// A question to ask, or another item with an address of its own.
    Question,
    /// A term of the glossary.
    Term,
    /// A dated article.
    Article,
    /// A system studied.
    CaseStudy,
    /// A template to download.
    Toolkit,
    /// An interactive form.
    Tool,
    /// A facet value's own page.
    Value,
}

/// One thing that can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What it is.
    pub kind: Kind,
    /// Where it is: a root-relative address, perhaps with a fragment.
    pub url: String,
    /// Its name, shown as the result's heading.
    pub title: String,
    /// Other names people search for.
    pub aliases: Vec<String>,
    /// A sentence or two about it.
    pub summary: String,
    /// The headings inside it.
    pub headings: Vec<String>,
    /// Its text, without markup.
    pub body: String,
    /// The facet values that hold for it, as ordinals over all facets.
    pub values: Vec<u32>,
    /// What is shown beside the title, such as the guide a page belongs to.
    pub context: String,
}

/// One facet and what people call its values.
#[derive(Debug, Clone)]
pub struct FacetTerms {
    /// The facet's id, as in addresses.
    pub id: String,
    /// The facet's name.
    pub label: String,
    /// Its values.
    pub values: Vec<ValueTerms>,
}

/// One value of a facet and what people call it.
#[derive(Debug, Clone)]
pub struct ValueTerms {
    /// Its number over the values of all facets, from 0.
    pub ordinal: u32,
    /// Its id, as in addresses.
    pub id: String,
    /// Its name.
    pub label: String,
    /// Other names that mean it.
    pub aliases: Vec<String>,
    /// Names that hint at it, such as a curriculum's publisher.
    pub extra: Vec<String>,
}

/// Why bytes cannot be searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the search index is damaged: {0}")]
pub struct Damaged(pub(crate) &'static str);
