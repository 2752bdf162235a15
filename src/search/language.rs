//! How a language asks, counts and speaks of schools, whatever a guide is about. Goes into the names, so
//! that both engines know the same.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::words::stem;

/// The language as its file has it.
#[derive(Deserialize)]
struct File {
    asking: String,
    common: String,
    ordinals: String,
    cardinals: String,
    grades: Vec<Grades>,
}

/// A kind of school, its first grade and its last.
type Grades = (String, String, String);

/// How grades are said.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Language {
    /// From kindergarten to the twelfth.
    pub(crate) ordinals: Vec<String>,
    /// The same by number.
    pub(crate) cardinals: Vec<String>,
    /// Kinds of schools.
    pub(crate) grades: Vec<Grades>,
}

/// Words of a language, whatever a guide is about.
pub(crate) struct Plain {
    /// Those that ask.
    pub(crate) asking: Vec<String>,
    /// The stems of those that are never taken for a slip of another word. Sorted.
    pub(crate) common: Vec<String>,
}

/// English, with its plain words.
pub(crate) fn english() -> (Language, Plain) {
    let file: File = serde_json::from_str(include_str!("language/en.json")).expect("the file is ours, and a test reads it");
    let list = |text: &str| text.split_whitespace().map(str::to_owned).collect();
    let language = Language { ordinals: list(&file.ordinals), cardinals: list(&file.cardinals), grades: file.grades };
    let common: BTreeSet<String> = file.common.split_whitespace().map(stem).collect();
    (language, Plain { asking: list(&file.asking), common: common.into_iter().collect() })
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    #[test]
    fn the_file_says_each_word_as_the_search_reads_it() {
        let (language, Plain { asking, .. }) = english();
        assert_eq!((language.ordinals.len(), language.cardinals.len()), (13, 13));
        for word in asking.iter().chain(&language.ordinals).chain(&language.cardinals) {
            assert_eq!(words(word).iter().map(|word| word.text.as_str()).collect::<Vec<_>>(), [word]);
        }
    }
}
