//! What follows from a value that never changes, kept beside it from when it was first asked for.
//!
//! A theme that is the same one in two builds brings along what was made of it before, and when another takes its
//! place, that is gone with it. So there is nothing to look up and nothing that could be out of date.

use std::sync::OnceLock;

/// Something that follows from its owner's other fields. Whoever compares owners compares those.
pub(crate) struct Derived<T>(OnceLock<T>);

impl<T> Derived<T> {
    /// It, made now if nobody asked for it before.
    pub(crate) fn get(&self, make: impl FnOnce() -> T) -> &T {
        self.0.get_or_init(make)
    }
}

impl<T> Default for Derived<T> {
    fn default() -> Self {
        Self(OnceLock::new())
    }
}

/// A copy may be changed before it is used, so it begins with nothing.
impl<T> Clone for Derived<T> {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl<T> PartialEq for Derived<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<T> Eq for Derived<T> {}

impl<T> std::fmt::Debug for Derived<T> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Derived")
    }
}
