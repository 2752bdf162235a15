//! The closed lists: which values a facet has, and by which other names people know them.

use std::collections::BTreeMap;

use crate::content::text::fold;
use crate::schema::Record;
use crate::source::Span;

/// The value of `states` that stands for all of them.
pub const NATIONWIDE: &str = "nationwide";

/// One facet of the guide: a way to narrow the list of providers.
#[derive(Debug, Clone, PartialEq)]
pub struct Facet {
    /// The front-matter key, the parameter in addresses and the vocabulary's file name.
    pub id: String,
    /// Its name for readers.
    pub label: String,
    /// One sentence of help; may be empty.
    pub help: String,
    /// Whether any chosen value is enough, or all must hold.
    pub matching: Matching,
    /// What else its values can be chosen with.
    pub control: Control,
    /// Its values.
    pub vocabulary: Vocabulary,
}

/// What the values of a facet can be chosen with, beside the list of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Control {
    /// The list alone.
    #[default]
    List,
    /// From one value to another, in the order of the vocabulary.
    Range,
    /// A map of the states of the USA.
    Map,
}

impl Control {
    /// How `guide.toml` calls it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Control::List => "list",
            Control::Range => "range",
            Control::Map => "us-states",
        }
    }

    /// What `guide.toml` calls so; the list alone for anything else.
    #[must_use]
    pub fn of(word: &str) -> Control {
        [Control::Range, Control::Map].into_iter().find(|control| control.word() == word).unwrap_or_default()
    }
}

/// How the chosen values of one facet work together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Matching {
    /// One of the chosen values is enough.
    #[default]
    Any,
    /// All chosen values must hold.
    All,
}

impl Matching {
    /// The word for it in `guide.toml` and in pages.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::All => "all",
        }
    }
}

/// One value of a facet.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// Its id.
    pub id: String,
    /// Its name for readers.
    pub label: String,
    /// Other names, found by search and offered by "did you mean".
    pub aliases: Vec<String>,
    /// One or two sentences; may be empty.
    pub description: String,
    /// The heading that it stands under; may be empty.
    pub group: String,
    /// The facet's own keys: publisher, ratings, …
    pub details: Record,
    /// Where its id stands in the vocabulary.
    pub span: Span,
}

/// The values of one facet, in the order of the file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Vocabulary {
    terms: Vec<Term>,
    by_id: BTreeMap<String, usize>,
    by_name: BTreeMap<String, usize>,
}

/// What a written value turns out to be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reading<'v> {
    /// An id.
    Known(usize),
    /// A label or alias where the id belongs.
    OtherName(&'v Term),
    /// An id but for its hyphens or dashes (`6–8`).
    Misspelt(&'v Term),
    /// Nothing that the vocabulary has.
    Unknown,
}

impl Vocabulary {
    /// A vocabulary of these values. Of two with one id, the first counts.
    #[must_use]
    pub fn new(terms: Vec<Term>) -> Self {
        let mut by_id = BTreeMap::new();
        let mut by_name = BTreeMap::new();
        for (at, term) in terms.iter().enumerate() {
            by_id.entry(term.id.clone()).or_insert(at);
            for name in std::iter::once(&term.label).chain(&term.aliases) {
                by_name.entry(fold(name)).or_insert(at);
            }
        }
        Self { terms, by_id, by_name }
    }

    /// The values in order.
    #[must_use]
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// The position of the value with this id; letter case is free.
    #[must_use]
    pub fn position(&self, id: &str) -> Option<usize> {
        self.by_id.get(&id.to_ascii_lowercase()).copied()
    }

    /// The value with this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Term> {
        self.terms.get(self.position(id)?)
    }

    /// What an author meant by a written value.
    #[must_use]
    pub fn read(&self, written: &str) -> Reading<'_> {
        if let Some(at) = self.position(written) {
            return Reading::Known(at);
        }
        let plain: String = written
            .trim()
            .to_lowercase()
            .chars()
            .map(|c| if matches!(c, '–' | '—' | '‐' | '‑' | '−' | '_' | ' ') { '-' } else { c })
            .collect();
        if let Some(term) = self.get(&plain) {
            return Reading::Misspelt(term);
        }
        match self.by_name.get(&fold(written)).and_then(|at| self.terms.get(*at)) {
            Some(term) => Reading::OtherName(term),
            None => Reading::Unknown,
        }
    }

    /// The id nearest to what was written, by id, label or alias.
    #[must_use]
    pub fn nearest(&self, written: &str) -> Option<&Term> {
        if let Some(id) = crate::diagnostic::nearest(written, self.terms.iter().map(|term| term.id.as_str())) {
            return self.get(id);
        }
        let folded = fold(written);
        let name = crate::diagnostic::nearest(&folded, self.by_name.keys().map(String::as_str))?;
        self.terms.get(*self.by_name.get(name)?)
    }
}
