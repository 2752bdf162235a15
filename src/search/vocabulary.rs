//! A small sorted dictionary from words to numbers, made when an index is opened.

use std::collections::BTreeMap;
use std::ops::Bound;

/// Words and the numbers (documents, facet values) each stands for, in ascending order.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    words: BTreeMap<String, Vec<u32>>,
}

impl Vocabulary {
    /// Adds one use of a word. The numbers of one word come in ascending order.
    pub(crate) fn add(&mut self, word: &str, number: u32) {
        let numbers = match self.words.get_mut(word) {
            Some(numbers) => numbers,
            None => self.words.entry(word.to_owned()).or_default(),
        };
        if numbers.last() != Some(&number) {
            numbers.push(number);
        }
    }

    /// The numbers of exactly this word.
    pub(crate) fn exact(&self, word: &str) -> &[u32] {
        self.words.get(word).map_or(&[], Vec::as_slice)
    }

    /// The words that begin so, with their numbers.
    pub(crate) fn prefix<'v>(&'v self, start: &'v str) -> impl Iterator<Item = (&'v str, &'v [u32])> {
        let from = self.words.range::<str, _>((Bound::Included(start), Bound::Unbounded));
        from.map(|(word, numbers)| (word.as_str(), numbers.as_slice())).take_while(move |(word, _)| word.starts_with(start))
    }

    /// Every word, sorted.
    pub(crate) fn all(&self) -> impl Iterator<Item = &str> {
        self.words.keys().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole_and_by_their_beginning() {
        let mut vocabulary = Vocabulary::default();
        for (word, number) in [("coach", 1), ("coaching", 1), ("coach", 1), ("coach", 4), ("cost", 2)] {
            vocabulary.add(word, number);
        }
        assert_eq!(vocabulary.exact("coach"), [1, 4]);
        assert!(vocabulary.exact("coac").is_empty());
        let begun: Vec<_> = vocabulary.prefix("coac").collect();
        assert_eq!(begun, [("coach", [1, 4].as_slice()), ("coaching", [1].as_slice())]);
    }
}
