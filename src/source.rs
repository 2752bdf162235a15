//! A file's path and text, and places in it.
//!
//! Everything that is said to an author points at a [`Place`]: a file of the
//! content folder and a [`Span`] of its bytes. Lines and columns are worked out
//! only when a place is shown.

use std::ops::Range;
use std::sync::Arc;

/// A half-open range of bytes in one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Where it begins.
    pub start: u32,
    /// Where it ends; the byte here is no longer part of it.
    pub end: u32,
}

impl Span {
    /// The span of a byte range. Files are far smaller than 4 GiB; what lies beyond is cut off.
    #[must_use]
    pub fn new(range: Range<usize>) -> Self {
        let cut = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { start: cut(range.start), end: cut(range.end.max(range.start)) }
    }

    /// The same span, counted from `offset` bytes earlier.
    #[must_use]
    pub fn shifted(self, offset: usize) -> Self {
        Self::new(self.start as usize + offset..self.end as usize + offset)
    }

    /// The byte range, for slicing.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A span of one file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file's path inside the content folder, with `/` between folders.
    pub file: Arc<str>,
    /// The bytes that are meant.
    pub span: Span,
}

/// A position as people count it: from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

/// Where the byte `offset` of `text` stands. An offset past the end is the end.
#[must_use]
pub fn position(text: &str, offset: usize) -> Position {
    let before = &text[..floor_boundary(text, offset)];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    Position { line: before.bytes().filter(|byte| *byte == b'\n').count() + 1, column: before[line_start..].chars().count() + 1 }
}

/// The nearest character boundary of `text` at or before `offset`.
#[must_use]
pub fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// One text file of the guide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The path inside the content folder, with `/` between folders.
    pub path: Arc<str>,
    /// The text.
    pub text: Arc<str>,
}

/// One picture of the guide, as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The path inside the content folder, with `/` between folders.
    pub path: Arc<str>,
    /// What is in the file.
    pub bytes: Arc<[u8]>,
}

/// All files of a guide, sorted by path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    files: Vec<Source>,
    unread: Vec<Source>,
    pictures: Vec<Picture>,
}

impl Sources {
    /// Sorts files by path, so that nothing later depends on the order in which a disk lists them.
    #[must_use]
    pub fn new(mut files: Vec<Source>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self { files, unread: Vec::new(), pictures: Vec::new() }
    }

    /// Adds files that are no content because they could not be read whole. They are there to be pointed at.
    #[must_use]
    pub fn with_unread(self, unread: Vec<Source>) -> Self {
        Self { unread, ..self }
    }

    /// Adds the pictures.
    #[must_use]
    pub fn with_pictures(self, mut pictures: Vec<Picture>) -> Self {
        pictures.sort_by(|a, b| a.path.cmp(&b.path));
        Self { pictures, ..self }
    }

    /// The pictures in the order of their paths.
    #[must_use]
    pub fn pictures(&self) -> &[Picture] {
        &self.pictures
    }

    /// Lets go of the texts of all files but those that `wanted` names by their path; the files themselves stay listed.
    pub fn forget_texts(&mut self, wanted: impl Fn(&str) -> bool) {
        let nothing: Arc<str> = "".into();
        for file in self.files.iter_mut().filter(|file| !wanted(&file.path)) {
            file.text = nothing.clone();
        }
    }

    /// What can be shown of the file at `path`; nothing of a file that is not known.
    #[must_use]
    pub fn text(&self, path: &str) -> &str {
        let file = self.get(path).or_else(|| self.unread.iter().find(|file| &*file.path == path));
        file.map_or("", |file| &file.text)
    }

    /// The file at `path`.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Source> {
        let at = self.files.binary_search_by(|file| (*file.path).cmp(path)).ok()?;
        self.files.get(at)
    }

    /// The files in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.files.iter()
    }

    /// The files below a folder, such as `providers/`, in order.
    #[must_use]
    pub fn below(&self, folder: &str) -> &[Source] {
        let start = self.files.partition_point(|file| &*file.path < folder);
        let count = self.files[start..].partition_point(|file| file.path.starts_with(folder));
        &self.files[start..start + count]
    }

    /// How many text files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no text file.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(path: &str) -> Source {
        Source { path: path.into(), text: "".into() }
    }

    #[test]
    fn positions_count_characters_from_one() {
        let text = "a: é–x\nb";
        assert_eq!(position(text, 0), Position { line: 1, column: 1 });
        assert_eq!(position(text, text.find('x').unwrap_or(0)), Position { line: 1, column: 6 });
        assert_eq!(position(text, 999), Position { line: 2, column: 2 });
    }

    #[test]
    fn a_folder_is_a_run_of_the_sorted_files() {
        let sources = Sources::new(vec![source("providers/b.md"), source("guide.toml"), source("providers/a.md"), source("providers.md")]);
        let names: Vec<&str> = sources.below("providers/").iter().map(|file| &*file.path).collect();
        assert_eq!(names, ["providers/a.md", "providers/b.md"]);
    }
}
