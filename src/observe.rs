//! Who may watch a build. The stages say when they begin and end; what a moment is, and whether anybody
//! writes it down, is for the watcher: nothing here reads a clock.

/// A part of the work of a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Reading files from the disk.
    Read,
    /// Understanding each file by itself.
    Parse,
    /// Bringing the files together.
    Assemble,
    /// Deciding on pages and checking links.
    Plan,
    /// Making the views of pages.
    Compose,
    /// Turning views into bytes.
    Render,
    /// Making the search index.
    Index,
    /// Making feeds, data and the other files beside the pages.
    Files,
    /// Drawing pictures of pages.
    Draw,
    /// Making smaller forms of files.
    Compress,
    /// Comparing and writing files.
    Write,
}

impl Stage {
    /// All of them, in the order of a build.
    pub const ALL: [Self; 11] = [
        Self::Read,
        Self::Parse,
        Self::Assemble,
        Self::Plan,
        Self::Compose,
        Self::Render,
        Self::Index,
        Self::Files,
        Self::Draw,
        Self::Compress,
        Self::Write,
    ];

    /// Its name in a report.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Parse => "parse",
            Self::Assemble => "assemble",
            Self::Plan => "plan",
            Self::Compose => "compose",
            Self::Render => "render",
            Self::Index => "index",
            Self::Files => "files",
            Self::Draw => "draw",
            Self::Compress => "compress",
            Self::Write => "write",
        }
    }
}

/// Watches a build from several threads at once.
pub trait Observer: Sync {
    /// A moment, in nanoseconds from any beginning.
    fn now(&self) -> u64;
    /// A stage, or one item of it, began at `since` and ended now.
    fn took(&self, stage: Stage, since: u64);
    /// So many files of so many are finished.
    fn finished(&self, files: usize, of: usize);
}

/// Nobody watches.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unobserved;

impl Observer for Unobserved {
    fn now(&self) -> u64 {
        0
    }

    fn took(&self, _: Stage, _: u64) {}

    fn finished(&self, _: usize, _: usize) {}
}

/// Does a piece of work under the eyes of `observer`.
pub fn stage<T>(observer: &dyn Observer, stage: Stage, work: impl FnOnce() -> T) -> T {
    let since = observer.now();
    let result = work();
    observer.took(stage, since);
    result
}
