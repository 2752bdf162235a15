//! Turns one document into the terms it is found by. Costs more than anything else in an index, knows
//! one document only.

use super::Document;
use super::words::scan;

/// So often in a text means that the text is about it.
const OFTEN: u32 = 4;
/// Glued words are no longer than this.
const LONGEST_GLUED: usize = 40;

/// The terms of one document, each once, in the order of their first use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentTerms {
    /// A word a line, and at its end whether the document mentions it or is about it.
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

impl DocumentTerms {
    /// Every word, and whether the document is about it.
    pub(crate) fn words(&self) -> impl Iterator<Item = (&str, bool)> {
        let mut rest = self.lines.as_str();
        std::iter::from_fn(move || {
            // Words are short: looking at each byte is quicker than to search for the end.
            let end = rest.bytes().position(|byte| byte == b'\n').unwrap_or(rest.len());
            let line = &rest[..end];
            rest = rest.get(end + 1..).unwrap_or_default();
            let (mark, length) = (line.bytes().next_back()?, line.len() - 1);
            Some(if matches!(mark, b'\'' | b'"') { (&line[..length], mark == b'"') } else { (line, false) })
        })
    }
}

/// The marks at the end of a line.
const MENTIONS: &str = "'\n";
const IS_ABOUT: &str = "\"\n";

/// The terms of a document: what its title, summary and headings say is what it is about, the rest is
/// what it mentions.
#[must_use]
pub fn terms(document: &Document) -> DocumentTerms {
    let mut collector = Collector::new(document.body.len());
    for text in [&document.title, &document.summary].into_iter().chain(&document.aliases).chain(&document.headings) {
        collector.add(text, true);
    }
    collector.add(&document.body, false);
    DocumentTerms { lines: collector.lines() }
}

/// A word seen: where its letters are, and how often it was used.
struct Seen {
    start: u32,
    end: u32,
    uses: u32,
}

/// Collects distinct words in one buffer of letters.
struct Collector {
    letters: String,
    seen: Vec<Seen>,
    table: Table,
}

/// Finds things by their hash: an open-addressed table of hashes and numbers.
pub(crate) struct Table {
    slots: Vec<(u32, u32)>,
    used: usize,
}

const EMPTY: (u32, u32) = (0, u32::MAX);

impl Table {
    pub(crate) fn of(expected: usize) -> Table {
        Table { slots: vec![EMPTY; (2 * expected).next_power_of_two().max(64)], used: 0 }
    }

    /// The number of what has this hash and `is` what is looked for; else `next` becomes its number.
    pub(crate) fn find(&mut self, hash: u32, next: u32, is: impl Fn(u32) -> bool) -> Option<u32> {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots[at] != EMPTY {
            let (known, number) = self.slots[at];
            if known == hash && is(number) {
                return Some(number);
            }
            at = (at + 1) & mask;
        }
        self.slots[at] = (hash, next);
        self.used += 1;
        if self.used * 2 > self.slots.len() {
            self.grow();
        }
        None
    }

    fn grow(&mut self) {
        let mask = self.slots.len() * 2 - 1;
        let old = std::mem::replace(&mut self.slots, vec![EMPTY; mask + 1]);
        for slot in old.into_iter().filter(|slot| *slot != EMPTY) {
            let mut at = slot.0 as usize & mask;
            while self.slots[at] != EMPTY {
                at = (at + 1) & mask;
            }
            self.slots[at] = slot;
        }
    }
}

impl Collector {
    fn new(length: usize) -> Collector {
        Collector { letters: String::with_capacity(length + 256), seen: Vec::with_capacity(length / 8), table: Table::of(length / 10) }
    }

    /// Adds the words of a text, and words joined by hyphens also as one.
    fn add(&mut self, text: &str, about: bool) {
        let uses = if about { OFTEN } else { 1 };
        let mut glued = String::new();
        let mut last = 0;
        scan(text, &mut |word, joined, _| {
            if !joined {
                self.use_glued(&mut glued, uses);
            } else if glued.is_empty() {
                glued.push_str(self.letters_of(last));
            }
            if joined {
                glued.push_str(word);
            }
            last = self.use_word(word, uses);
        });
        self.use_glued(&mut glued, uses);
    }

    fn use_glued(&mut self, glued: &mut String, uses: u32) {
        if !glued.is_empty() && glued.len() <= LONGEST_GLUED {
            self.use_word(glued, uses);
        }
        glued.clear();
    }

    fn letters_of(&self, number: usize) -> &str {
        self.seen.get(number).map_or("", |seen| &self.letters[seen.start as usize..seen.end as usize])
    }

    /// Counts a word, and says under which number.
    fn use_word(&mut self, word: &str, uses: u32) -> usize {
        let (seen, letters) = (&mut self.seen, &mut self.letters);
        let is = |number: u32| {
            seen.get(number as usize).is_some_and(|seen| letters.as_bytes()[seen.start as usize..seen.end as usize] == *word.as_bytes())
        };
        if let Some(number) = self.table.find(hash(word.as_bytes()), seen.len() as u32, is) {
            let number = number as usize;
            seen[number].uses = seen[number].uses.saturating_add(uses);
            return number;
        }
        let start = letters.len() as u32;
        letters.push_str(word);
        seen.push(Seen { start, end: letters.len() as u32, uses });
        letters.push_str(MENTIONS);
        seen.len() - 1
    }

    fn lines(self) -> String {
        let mut lines = String::with_capacity(self.letters.len());
        let mut done = 0;
        for seen in self.seen.iter().filter(|seen| seen.uses >= OFTEN) {
            let end = seen.end as usize;
            lines.push_str(&self.letters[done..end]);
            lines.push_str(IS_ABOUT);
            done = end + MENTIONS.len();
        }
        lines.push_str(&self.letters[done..]);
        lines
    }
}

/// Spreads the bytes of a word over 32 bits. Where a term stands in a table is never seen outside.
pub(crate) fn hash(bytes: &[u8]) -> u32 {
    const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut sum = bytes.len() as u64;
    let mut mix = |part: u64| sum = (sum.rotate_left(23) ^ part).wrapping_mul(SPREAD);
    let four = |at: usize| bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map_or(0, u32::from_le_bytes);
    let length = bytes.len();
    if length < 4 {
        mix(bytes.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte)));
    } else {
        for at in (0..length - 4).step_by(4) {
            mix(u64::from(four(at)));
        }
        mix(u64::from(four(length - 4)));
    }
    (sum ^ sum >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::super::Kind;
    use super::*;

    fn example(title: &str, body: &str) -> Document {
        let (title, body) = (title.to_owned(), body.to_owned());
        Document {
            kind: Kind::Page,
            url: "/a/".to_owned(),
            title,
            aliases: vec![],
            summary: String::new(),
            headings: vec![],
            body,
            values: vec![],
            context: String::new(),
        }
    }

    #[test]
    fn each_term_comes_once_and_is_marked_by_its_use() {
        let terms = terms(&example("Coaching", "On-site coaching, on site. The the the the"));
        assert_eq!(terms.as_text(), "coaching\"\non'\nsite'\nonsite'\nthe\"\n");
        let words: Vec<(&str, bool)> = terms.words().collect();
        assert_eq!(words, [("coaching", true), ("on", false), ("site", false), ("onsite", false), ("the", true)]);
    }

    #[test]
    fn joined_words_are_also_found_as_one() {
        let terms = terms(&example("", "K-2 plan-do-study"));
        assert_eq!(terms.as_text(), "k'\n2'\nk2'\nplan'\ndo'\nstudy'\nplandostudy'\n");
    }

    #[test]
    fn many_words_grow_the_table() {
        let body: String = (0..5000).map(|number| format!("w{} ", number % 2500)).collect();
        assert_eq!(terms(&example("", &body)).as_text().lines().count(), 2500);
    }
}
