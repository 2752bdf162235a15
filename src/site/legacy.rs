//! What one edition of a guide leaves to the next, so that an edit costs what it changes.
//!
//! Each thing is kept with the guide that it was made from, and used again only for a guide of which it would be made
//! just the same.

use std::sync::{Arc, Mutex, PoisonError};

use crate::guide::Guide;
use crate::partners;

/// What was left by the last edition that made it.
#[derive(Debug, Default)]
pub(crate) struct Legacy {
    directory: Mutex<Option<(Arc<Guide>, Directory)>>,
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
}
