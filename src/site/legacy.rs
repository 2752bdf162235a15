//! What one edition of a guide leaves to the next, so that an edit costs what it changes.
//!
//! Each thing is kept with the guide that it was made from, and used again only for a guide of which it would be made
//! just the same.

use std::sync::{Arc, Mutex, PoisonError};

use crate::findable::Index;
use crate::guide::Guide;
use crate::partners;
use crate::search::SearchFile;

/// What was left by the last edition that made it.
#[derive(Debug, Default)]
pub(crate) struct Legacy {
    directory: Mutex<Option<(Arc<Guide>, Directory)>>,
    index: Mutex<Option<Index>>,
}

/// The files of a directory that is cut into pages; nothing for another.
pub(crate) type Directory = Option<Arc<partners::Files>>;

impl Legacy {
    /// The directory of the last edition where it is that of this guide too, or else a new one.
    pub(crate) fn directory(&self, guide: &Arc<Guide>, make: impl FnOnce() -> Directory) -> Directory {
        let mut left = self.directory.lock().unwrap_or_else(PoisonError::into_inner);
        let same = left.take().filter(|(old, _)| partners::are_same(old, guide)).map(|(_, directory)| directory);
        let directory = same.unwrap_or_else(make);
        *left = Some((guide.clone(), directory.clone()));
        directory
    }

    /// The files of the search index, made from the last edition's as far as this guide is the same.
    pub(crate) fn search(&self, guide: &Arc<Guide>) -> Vec<Arc<SearchFile>> {
        let mut left = self.index.lock().unwrap_or_else(PoisonError::into_inner);
        let mut index = left.take().map_or_else(|| Index::of(guide), |index| index.follow(guide));
        let files = index.files();
        *left = Some(index);
        files
    }
}
