//! What is remembered between two builds of one guide. It knows values and the
//! texts that they came from, not what they mean.
//!
//! An entry is used only when the text that it came from is the same to the byte,
//! and the facets that it was read with are the same too. So a build that
//! remembers cannot differ from one that does not.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::content::Document;
use crate::content::settings::Settings;
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Sources};
use crate::vocabulary::Facet;

/// Remembered values of the last build.
#[derive(Debug, Default)]
pub struct Memo {
    basis: Option<(Arc<Settings>, Vec<Arc<Facet>>)>,
    documents: BTreeMap<Arc<str>, Remembered>,
}

#[derive(Debug, Clone)]
struct Remembered {
    text: Arc<str>,
    document: Document,
    problems: Arc<Vec<Diagnostic>>,
}

impl Memo {
    /// A memo that remembers nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Forgets every document when the settings or facets are not those of the last build.
    pub fn start(&mut self, settings: &Arc<Settings>, facets: &[Arc<Facet>]) {
        let same = self.basis.as_ref().is_some_and(|(old_settings, old_facets)| old_settings == settings && old_facets == facets);
        if !same {
            self.documents.clear();
            self.basis = Some((settings.clone(), facets.to_vec()));
        }
    }

    /// What this very text turned out to be last time.
    #[must_use]
    pub fn document(&self, source: &Source) -> Option<(Document, Arc<Vec<Diagnostic>>)> {
        let known = self.documents.get(&source.path)?;
        let same = Arc::ptr_eq(&known.text, &source.text) || known.text == source.text;
        same.then(|| (known.document.clone(), known.problems.clone()))
    }

    /// Remembers what a text turned out to be.
    pub fn keep_document(&mut self, source: &Source, document: &Document, problems: &Arc<Vec<Diagnostic>>) {
        let entry = Remembered { text: source.text.clone(), document: document.clone(), problems: problems.clone() };
        self.documents.insert(source.path.clone(), entry);
    }

    /// Forgets files that are gone.
    pub fn forget_others(&mut self, sources: &Sources) {
        if self.documents.len() > sources.len() {
            self.documents.retain(|path, _| sources.get(path).is_some());
        }
    }
}
