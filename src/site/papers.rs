//! The playbook as files to print: PDFs that a browser made of the pages for printing, handed to the build that
//! publishes them. Only what was handed over is published and linked to.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::guide::Guide;
use crate::site::Output;
use crate::site::assets::fingerprint;
use crate::site::route::output_path;

/// What the file of the whole playbook is called.
pub const WHOLE: &str = "playbook";

/// Documents by the name that each is of: a guide of the playbook, or [`WHOLE`].
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Papers(BTreeMap<String, Arc<[u8]>>);

/// Why a file is no paper of a guide.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAPaper {
    /// It is something else.
    #[error("it is not a PDF")]
    NoPdf,
    /// There is no such guide.
    #[error("the playbook has no part of that name; there could be {0}")]
    OfNothing(String),
}

impl Papers {
    /// Adds a document.
    ///
    /// # Errors
    ///
    /// [`NotAPaper::NoPdf`] for anything but a PDF.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) -> Result<(), NotAPaper> {
        if !bytes.starts_with(b"%PDF-") {
            return Err(NotAPaper::NoPdf);
        }
        self.0.insert(name.to_owned(), bytes.into());
        Ok(())
    }

    /// The first document of something that the guide does not have, with why.
    #[must_use]
    pub fn stray(&self, guide: &Guide) -> Option<(&str, NotAPaper)> {
        let known: Vec<&str> = names(guide).collect();
        let stray = self.0.keys().find(|name| !known.contains(&name.as_str()))?;
        let could: Vec<String> = known.iter().map(|name| format!("{name}.pdf")).collect();
        Some((stray, NotAPaper::OfNothing(could.join(", "))))
    }

    /// How large a document is, when there is one.
    #[must_use]
    pub fn size(&self, name: &str) -> Option<usize> {
        self.0.get(name).map(|bytes| bytes.len())
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The files.
    pub fn outputs(&self) -> impl Iterator<Item = Output> {
        self.0.iter().map(|(name, bytes)| Output { path: output_path(&paper_route(name)), bytes: bytes.to_vec() })
    }
}

/// By content, because what a build depends on is told apart by what is shown here.
impl fmt::Debug for Papers {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_map().entries(self.0.iter().map(|(name, bytes)| (name, fingerprint(bytes)))).finish()
    }
}

/// What there may be papers of.
pub fn names(guide: &Guide) -> impl Iterator<Item = &str> {
    guide.playbook.iter().map(|part| part.id.as_str()).chain(whole(guide))
}

/// The name of the whole playbook's paper. There is none for a playbook of one guide, whose own is the same, or when a
/// guide has that name for itself.
#[must_use]
pub fn whole(guide: &Guide) -> Option<&'static str> {
    (guide.playbook.len() > 1 && guide.playbook.iter().all(|part| part.id != WHOLE)).then_some(WHOLE)
}

/// Where a paper is published.
#[must_use]
pub fn paper_route(name: &str) -> String {
    if name == WHOLE { "/playbook/playbook.pdf".to_owned() } else { format!("/playbook/{name}/{name}.pdf") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_pdf_is_a_paper() {
        let mut papers = Papers::default();
        assert_eq!(papers.add("select", b"<html>".to_vec()), Err(NotAPaper::NoPdf));
        assert_eq!(papers.add("select", b"%PDF-1.4".to_vec()), Ok(()));
        assert_eq!((papers.size("select"), papers.size(WHOLE)), (Some(8), None));
    }

    #[test]
    fn papers_of_other_content_are_told_apart() {
        let of = |bytes: &[u8]| {
            let mut papers = Papers::default();
            papers.add("select", bytes.to_vec()).expect("it begins as a PDF does");
            format!("{papers:?}")
        };
        assert_ne!(of(b"%PDF-1.4 a"), of(b"%PDF-1.4 b"));
        assert_eq!(of(b"%PDF-1.4 a"), of(b"%PDF-1.4 a"));
    }
}
