//! Turns one document into the terms it is found by. Costs more than anything else in an index, knows
//! one document only, and so is what a caller remembers.

use super::tiny::store;
use super::words::scan;
use super::Document;

/// So often in a text means that the text is about it.
const OFTEN: u32 = 4;
/// Glued words are no longer than this.
const LONGEST_GLUED: usize = 40;

/// The terms of one document, each once, in the order of their first use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentTerms {
    /// One stored term a line, mark included.
    pub(crate) lines: String,
}

impl DocumentTerms {
    /// As text, to keep; [`DocumentTerms::from_text`] takes it back.
    #[must_use]
    pub fn as_text(&self) -> &str {
        &self.lines
    }

    /// From what [`DocumentTerms::as_text`] gave.
    #[must_use]
    pub fn from_text(lines: String) -> DocumentTerms {
        DocumentTerms { lines }
    }
}

/// The terms of a document: what its title, summary and headings say is what it is about, the rest is
/// what it mentions.
#[must_use]
pub fn terms(document: &Document) -> DocumentTerms {
    let mut collector = Collector::new(document.body.len());
    collector.add(&document.title, true);
    for text in document.aliases.iter().chain(once(&document.summary)).chain(&document.headings) {
        collector.add(text, true);
    }
    collector.add(&document.body, false);
    DocumentTerms { lines: collector.lines() }
}

use std::iter::once;

/// A term seen: where its letters are, and how it was used.
struct Seen {
    start: u32,
    end: u32,
    hash: u32,
    uses: u32,
}

/// Collects distinct words: an open-addressed table over one buffer of letters.
struct Collector {
    letters: String,
    seen: Vec<Seen>,
    table: Vec<u32>,
}

const EMPTY: u32 = u32::MAX;

impl Collector {
    fn new(length: usize) -> Collector {
        let table = (length / 5).next_power_of_two().max(64);
        Collector { letters: String::with_capacity(length / 2 + 256), seen: Vec::new(), table: vec![EMPTY; table] }
    }

    /// Adds the words of a text, and words joined by hyphens also as one.
    fn add(&mut self, text: &str, about: bool) {
        let uses = if about { OFTEN } else { 1 };
        let mut glued = String::new();
        let mut parts = 0;
        let mut last = String::new();
        scan(text, &mut |word, joined, _| {
            if joined {
                if parts == 1 {
                    glued.clear();
                    glued.push_str(&last);
                }
                glued.push_str(word);
                parts += 1;
            } else {
                if parts > 1 && glued.len() <= LONGEST_GLUED {
                    self.use_word(&glued, uses);
                }
                parts = 1;
            }
            last.clear();
            last.push_str(word);
            self.use_word(word, uses);
        });
        if parts > 1 && glued.len() <= LONGEST_GLUED {
            self.use_word(&glued, uses);
        }
    }

    fn use_word(&mut self, word: &str, uses: u32) {
        let hash = hash(word.as_bytes());
        let mask = self.table.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            match self.table[at] {
                EMPTY => break,
                number => {
                    let seen = &mut self.seen[number as usize];
                    if seen.hash == hash && self.letters[seen.start as usize..seen.end as usize] == *word {
                        seen.uses = seen.uses.saturating_add(uses);
                        return;
                    }
                }
            }
            at = (at + 1) & mask;
        }
        self.table[at] = self.seen.len() as u32;
        let start = self.letters.len() as u32;
        self.letters.push_str(word);
        self.seen.push(Seen { start, end: self.letters.len() as u32, hash, uses });
        if self.seen.len() * 2 > self.table.len() {
            self.grow();
        }
    }

    fn grow(&mut self) {
        self.table = vec![EMPTY; self.table.len() * 2];
        let mask = self.table.len() - 1;
        for (number, seen) in self.seen.iter().enumerate() {
            let mut at = seen.hash as usize & mask;
            while self.table[at] != EMPTY {
                at = (at + 1) & mask;
            }
            self.table[at] = number as u32;
        }
    }

    fn lines(&self) -> String {
        let mut lines = String::with_capacity(self.letters.len() + 3 * self.seen.len());
        for seen in &self.seen {
            store(&self.letters[seen.start as usize..seen.end as usize], &mut lines);
            lines.push_str(if seen.uses >= OFTEN { "''\n" } else { "'\n" });
        }
        lines
    }
}

/// Spreads the bytes of a word over 32 bits. Where a term stands in a table is never seen outside.
pub(crate) fn hash(bytes: &[u8]) -> u32 {
    const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut sum = bytes.len() as u64;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let mut eight = [0; 8];
        eight.copy_from_slice(chunk);
        sum = (sum.rotate_left(5) ^ u64::from_le_bytes(eight)).wrapping_mul(SPREAD);
    }
    let mut last = 0;
    for &byte in chunks.remainder() {
        last = last << 8 | u64::from(byte);
    }
    sum = (sum.rotate_left(5) ^ last).wrapping_mul(SPREAD);
    (sum >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::super::Kind;
    use super::*;

    fn example(title: &str, body: &str) -> Document {
        let (title, body) = (title.to_owned(), body.to_owned());
        Document { kind: Kind::Page, url: "/a/".to_owned(), title, aliases: vec![], summary: String::new(), headings: vec![], body, values: vec![], context: String::new() }
    }

    #[test]
    fn each_term_comes_once_and_is_marked_by_its_use() {
        let terms = terms(&example("Coaching", "On-site coaching, on site. The the the the"));
        assert_eq!(terms.as_text(), "coaching''\non'\nsite'\nonsite'\nthe''\n");
    }

    #[test]
    fn digits_become_letters_and_joined_words_stay_findable() {
        let terms = terms(&example("", "K-2 plan-do-study"));
        assert_eq!(terms.as_text(), "k'\n\u{252}'\nk\u{252}'\nplan'\ndo'\nstudy'\nplandostudy'\n");
    }

    #[test]
    fn many_words_grow_the_table() {
        let body: String = (0..5000).map(|number| format!("w{} ", number % 2500)).collect();
        assert_eq!(terms(&example("", &body)).as_text().lines().count(), 2500);
    }
}
