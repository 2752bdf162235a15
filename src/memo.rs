//! What is remembered between two builds of one guide. It knows values and the
//! texts that they came from, not what they mean.
//!
//! An entry is used only when the text that it came from is the same to the byte,
//! and the facets that it was read with are the same too. So a build that
//! remembers cannot differ from one that does not.

use std::sync::Arc;

use crate::content::Document;
use crate::content::logo::Logo;
use crate::content::settings::Settings;
use crate::diagnostic::Diagnostic;
use crate::guide::lineup::Lineup;
use crate::site::legacy::Legacy;
use crate::site::replan::Replan;
use crate::source::{Picture, Source};
use crate::vocabulary::Facet;

/// Remembered values of the last build.
#[derive(Debug, Default)]
pub struct Memo {
    basis: Option<(Arc<Settings>, Vec<Arc<Facet>>)>,
    /// By path.
    documents: Vec<Remembered>,
    /// By path.
    drawn: Vec<Drawn>,
    /// The order of the profiles.
    pub(crate) lineup: Lineup,
    /// The last plan.
    pub(crate) plan: Replan,
    pub(crate) legacy: Arc<Legacy>,
}

/// A file, and what it turned out to be.
#[derive(Debug, Clone)]
pub struct Remembered {
    /// The file.
    pub source: Source,
    /// What it says.
    pub document: Document,
    /// What is wrong with it.
    pub problems: Arc<Vec<Diagnostic>>,
}

/// A picture, and the logo that it turned out to be, or why it is none.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// The picture.
    pub picture: Picture,
    /// The logo, or what to say of it.
    pub logo: Result<Arc<Logo>, Box<Diagnostic>>,
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

    /// For each of these files, which are in the order of their paths, what this very text turned out to be last time. It
    /// is handed out for good: [`Memo::keep`] gives it back.
    /// Both lists are gone through once, side by side: looking each file up would cost a large guide more.
    #[must_use]
    pub fn recall(&mut self, files: &[&Source]) -> Vec<Option<Remembered>> {
        let mut known = std::mem::take(&mut self.documents).into_iter().peekable();
        let same = |file: &&Source| {
            if let Some(same) = known.next_if(|old| Arc::ptr_eq(&old.source.path, &file.path) && Arc::ptr_eq(&old.source.text, &file.text))
            {
                return Some(same);
            }
            while known.next_if(|old| old.source.path < file.path).is_some() {}
            known.next_if(|old| old.source.path == file.path).filter(|old| old.source.text == file.text)
        };
        files.iter().map(same).collect()
    }

    /// Remembers what all files turned out to be, and forgets those that are gone.
    pub fn keep(&mut self, documents: Vec<Remembered>) {
        self.documents = documents;
    }

    /// What this very picture turned out to be last time.
    #[must_use]
    pub fn drawn(&self, picture: &Picture) -> Option<Drawn> {
        let at = self.drawn.binary_search_by(|old| old.picture.path.cmp(&picture.path)).ok()?;
        self.drawn.get(at).filter(|old| old.picture == *picture).cloned()
    }

    /// Remembers what all pictures turned out to be, in the order of their paths, and forgets those that are gone.
    pub fn keep_drawn(&mut self, drawn: Vec<Drawn>) {
        self.drawn = drawn;
    }
}
