//! Which documents use each word. Words stand in the order in which an index has them, and know whether their documents
//! changed since they were last written, so that an edit costs what it touches.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::terms::Table;
use super::{DocumentTerms, terms, tiny};

/// The words of all documents.
#[derive(Debug, Default)]
pub(super) struct Postings {
    /// In the order of how they are stored.
    words: Vec<Word>,
    /// Words that no document uses any more since they were last written.
    gone: BTreeSet<String>,
}

/// A word and the documents that use it.
#[derive(Debug)]
pub(super) struct Word {
    /// As it is stored.
    pub(super) text: String,
    /// In order. There is one at least.
    used: Vec<Use>,
    /// How many of them are about it.
    about: usize,
    /// Whether that changed since it was last written.
    touched: bool,
}

/// A document's number, and in the lowest bit whether it is about a word: of a large guide there are millions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Use(u32);

impl Use {
    fn new(document: u32, about: bool) -> Self {
        Self(document << 1 | u32::from(about))
    }

    fn document(self) -> u32 {
        self.0 >> 1
    }

    fn is_about(self) -> bool {
        self.0 & 1 == 1
    }
}

impl Word {
    fn of(text: String, used: Vec<Use>) -> Self {
        let about = used.iter().filter(|used| used.is_about()).count();
        Self { text, used, about, touched: true }
    }

    /// How many documents use it, for whatever reason.
    pub(super) fn having(&self) -> usize {
        self.used.len()
    }

    /// Its terms: with the mark of each, and whether it lists the documents that are about the word. That matters for
    /// words that few but not very few of `documents` use; for the others one list is enough.
    pub(super) fn terms(&self, documents: usize) -> impl Iterator<Item = Term> {
        let having = self.used.len();
        let tells = having > 4 && having * 4 < documents;
        let about = if tells { self.about } else { 0 };
        let terms = [Term { about: false, tells, size: having - about }, Term { about: true, tells, size: about }];
        terms.into_iter().filter(|term| term.size > 0)
    }

    /// The documents that a term lists.
    pub(super) fn documents(&self, term: Term) -> Vec<u32> {
        let mut documents = Vec::with_capacity(term.size);
        let listed = self.used.iter().filter(|used| (term.tells && used.is_about()) == term.about);
        documents.extend(listed.map(|used| used.document()));
        documents
    }
}

/// One of the lists of a word's documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Term {
    /// Whether it lists those that are about the word.
    about: bool,
    /// Whether those have a list of their own.
    tells: bool,
    /// How many documents it lists.
    pub(super) size: usize,
}

impl Term {
    /// What a word that is stored has at its end in this list.
    pub(super) fn mark(self) -> &'static str {
        if self.about { "''" } else { "'" }
    }
}

/// Words as they are found, in one text, where looking them up stays close together.
#[derive(Default)]
struct Found {
    letters: String,
    /// Where each word ends in the text; the next one begins there.
    ends: Vec<u32>,
    used: Vec<Vec<Use>>,
}

impl Found {
    fn word(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.letters[start as usize..self.ends[number] as usize]
    }

    fn add(&mut self, word: &str) {
        self.letters.push_str(word);
        self.ends.push(self.letters.len() as u32);
        self.used.push(Vec::new());
    }
}

impl Postings {
    /// The words of documents that are in order. The terms of each are let go of once they are counted.
    pub(super) fn of(documents: impl ExactSizeIterator<Item = DocumentTerms>) -> Self {
        let mut table = Table::of(documents.len());
        let mut all = Found::default();
        for (document, found) in (0..).zip(documents) {
            for (word, about) in found.words() {
                let next = all.used.len();
                let is = |number: u32| all.word(number as usize).as_bytes() == word.as_bytes();
                let number = table.find(terms::hash(word.as_bytes()), next as u32, is).map_or(next, |number| number as usize);
                if number == next {
                    all.add(word);
                }
                all.used[number].push(Use::new(document, about));
            }
        }
        let used = std::mem::take(&mut all.used).into_iter().enumerate();
        // A copy of a list takes the room that it needs; one that grew has room to spare.
        let word = |(number, used): (usize, Vec<Use>)| Word::of(tiny::stored(all.word(number)), used.clone());
        let mut words: Vec<Word> = used.map(word).collect();
        words.sort_unstable_by(|one, other| one.text.cmp(&other.text));
        Self { words, gone: BTreeSet::new() }
    }

    pub(super) fn words(&self) -> &[Word] {
        &self.words
    }

    /// How many documents use a word, for whatever reason.
    pub(super) fn having(&self, word: &str) -> usize {
        self.find(&tiny::stored(word)).map_or(0, |at| self.words[at].having())
    }

    /// Whether anything changed since they were last written about the words from one to another, and between them.
    pub(super) fn is_touched(&self, from: usize, to: usize) -> bool {
        let words = &self.words[from..=to];
        let ends = words.first().zip(words.last());
        words.iter().any(|word| word.touched)
            || ends.is_some_and(|(from, to)| self.gone.range(from.text.clone()..=to.text.clone()).next().is_some())
    }

    /// Notes that all is written.
    pub(super) fn are_written(&mut self) {
        self.gone.clear();
        for word in &mut self.words {
            word.touched = false;
        }
    }

    /// Puts other terms in the place of those of a document.
    pub(super) fn replace(&mut self, document: u32, old: &DocumentTerms, new: &DocumentTerms) {
        let (before, now): (BTreeSet<_>, BTreeSet<_>) = (old.words().collect(), new.words().collect());
        for (word, _) in before.difference(&now) {
            self.take_out(word, document);
        }
        for (word, about) in now.difference(&before) {
            self.put_in(word, Use::new(document, *about));
        }
    }

    /// Moves a document to another number; those between make room.
    pub(super) fn shift(&mut self, from: u32, to: u32) {
        let (first, last) = (from.min(to), from.max(to));
        self.words.par_iter_mut().for_each(|word| {
            let start = word.used.partition_point(|used| used.document() < first);
            let between = word.used[start..].iter_mut().take_while(|used| used.document() <= last);
            let mut own = None;
            let mut count = 0;
            for used in between {
                count += 1;
                let document = used.document();
                let now = match document {
                    _ if document == from => {
                        own = Some(count - 1);
                        to
                    }
                    _ if from < to => document - 1,
                    _ => document + 1,
                };
                *used = Use::new(now, used.is_about());
            }
            word.touched |= count > 0;
            match own {
                Some(at) if from < to => word.used[start + at..start + count].rotate_left(1),
                Some(at) => word.used[start..=start + at].rotate_right(1),
                None => {}
            }
        });
    }

    fn find(&self, stored: &str) -> Result<usize, usize> {
        self.words.binary_search_by(|word| word.text.as_str().cmp(stored))
    }

    fn take_out(&mut self, word: &str, document: u32) {
        let Ok(at) = self.find(&tiny::stored(word)) else { return };
        let word = &mut self.words[at];
        word.touched = true;
        if let Ok(place) = word.used.binary_search_by_key(&document, |used| used.document()) {
            word.about -= usize::from(word.used.remove(place).is_about());
        }
        if word.used.is_empty() {
            self.gone.insert(self.words.remove(at).text);
        }
    }

    fn put_in(&mut self, word: &str, used: Use) {
        let text = tiny::stored(word);
        match self.find(&text) {
            Ok(at) => {
                let word = &mut self.words[at];
                let place = word.used.partition_point(|other| other.document() < used.document());
                word.used.insert(place, used);
                word.about += usize::from(used.is_about());
                word.touched = true;
            }
            Err(at) => self.words.insert(at, Word::of(text, vec![used])),
        }
    }
}
