//! What is written for search to work: a handful of files, each named by its content.

use super::seal;

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Names, facet values and the list of all other files. Read first, it answers the first key pressed.
    Names,
    /// Which documents a facet value holds for.
    Values,
    /// Which documents use a word.
    Text,
    /// The words there are, for correcting a word there is not.
    Words,
    /// Summaries and texts, to show where a result matches.
    Excerpts,
    /// Which facet values hold for which providers.
    Facets,
    /// What the cards of some providers say.
    Cards,
    /// When each profile was checked.
    Dates,
}

/// One file of the search index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchFile {
    /// Its name without an extension. Every name but `names` changes with the content, so those files may
    /// be kept for ever; `names` must be asked for afresh.
    pub name: String,
    /// What it is for.
    pub role: Role,
    /// Its bytes, checksum included: what [`super::Engine`] reads.
    pub bytes: Vec<u8>,
}

impl SearchFile {
    /// A file whose name tells its content.
    pub(crate) fn named_by_content(role: Role, letter: char, content: &[u8]) -> SearchFile {
        let (bytes, sum) = seal::seal(content);
        SearchFile { name: format!("{letter}{sum:08x}"), role, bytes }
    }

    /// The file as it is served: a classic script, so that it also loads from a folder on disk.
    /// Write it as `<name>.js`, all files of one index in one folder.
    #[must_use]
    pub fn script(&self) -> String {
        seal::script(&self.name, &self.bytes)
    }
}

/// All files of one index; the first is `names`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchFiles {
    /// The files, each name once.
    pub files: Vec<SearchFile>,
}
