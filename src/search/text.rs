//! The files that say which documents use each term: consecutive terms each, and written anew only where a word of theirs
//! changed.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::files::{Role, SearchFile};
use super::postings::{Postings, Term};
use super::tiny;

/// A file is closed, where the third or fourth letter changes, once it has so many postings.
const POSTINGS_PER_FILE: usize = 5_000;
/// About so many are written at once: a list of all documents stands before those of the terms each time.
const POSTINGS_AT_ONCE: usize = 250_000;

/// The files as they were last written, in the order of their terms.
#[derive(Debug, Default)]
pub(super) struct Text(Vec<Written>);

#[derive(Debug)]
struct Written {
    first: String,
    last: String,
    file: Arc<SearchFile>,
}

/// The place of a term's word, and the term.
type Place = (usize, Term);

impl Text {
    /// The files of all words, each with its first term.
    pub(super) fn files(&mut self, postings: &mut Postings, documents: usize) -> Vec<(String, Arc<SearchFile>)> {
        let words = postings.words().iter().enumerate();
        let terms: Vec<Place> = words.flat_map(|(at, word)| word.terms(documents).map(move |term| (at, term))).collect();
        let name = |at: usize| spelled(postings, terms[at]);
        let wanted = cut(&terms, name);
        let mut before = std::mem::take(&mut self.0).into_iter().peekable();
        let mut kept = |range: &Range<usize>| {
            let first = name(range.start);
            while before.next_if(|written| written.first < first).is_some() {}
            let same = before.next_if(|written| written.first == first)?;
            let is_whole = same.last == name(range.end - 1) && !postings.is_touched(terms[range.start].0, terms[range.end - 1].0);
            is_whole.then_some(same)
        };
        let kept: Vec<Option<Written>> = wanted.iter().map(&mut kept).collect();
        let missing: Vec<&[Place]> =
            wanted.iter().zip(&kept).filter(|(_, kept)| kept.is_none()).map(|(range, _)| &terms[range.clone()]).collect();
        let mut new = write(postings, &missing, documents).into_iter();
        self.0 = kept.into_iter().filter_map(|kept| kept.or_else(|| new.next())).collect();
        postings.are_written();
        self.0.iter().map(|written| (written.first.clone(), written.file.clone())).collect()
    }
}

fn spelled(postings: &Postings, (at, term): Place) -> String {
    format!("{}{}", postings.words()[at].text, term.mark())
}

/// Which terms are in one file: words that begin with the same four letters are together.
fn cut(terms: &[Place], name: impl Fn(usize) -> String) -> Vec<Range<usize>> {
    let mut files: Vec<Range<usize>> = Vec::new();
    let mut size = 0;
    for (at, (_, term)) in terms.iter().enumerate() {
        let shared = || name(at - 1).chars().zip(name(at).chars()).take_while(|(one, other)| one == other).count();
        let opens = match size / POSTINGS_PER_FILE {
            0 => at == 0,
            1 => shared() < 3,
            _ => shared() < 4,
        };
        if opens {
            files.push(at..at);
            size = 0;
        }
        if let Some(file) = files.last_mut() {
            file.end = at + 1;
        }
        size += term.size;
    }
    files
}

/// Writes files of these terms.
fn write(postings: &Postings, files: &[&[Place]], documents: usize) -> Vec<Written> {
    let mut size = 0;
    let batches = files.chunk_by(|one, _| {
        size += one.iter().map(|(_, term)| term.size).sum::<usize>();
        let goes_on = size < POSTINGS_AT_ONCE;
        size = if goes_on { size } else { 0 };
        goes_on
    });
    let batches: Vec<&[&[Place]]> = batches.collect();
    let batch = |files: &&[&[Place]]| -> Vec<Written> {
        let terms = || files.iter().flat_map(|file| file.iter());
        let counts: Vec<usize> = files.iter().map(|file| file.len()).collect();
        let lists = terms().map(|(at, term)| postings.words()[*at].documents(*term)).collect();
        let parts = tiny::write_parts(documents, terms().map(|place| spelled(postings, *place)).collect(), lists, &counts);
        let written = |(file, bytes): (&&[Place], Vec<u8>)| {
            let (first, last) = file.first().zip(file.last())?;
            let file = Arc::new(SearchFile::named_by_content(Role::Text, 't', &bytes));
            Some(Written { first: spelled(postings, *first), last: spelled(postings, *last), file })
        };
        files.iter().zip(parts).filter_map(written).collect()
    };
    batches.par_iter().flat_map_iter(batch).collect()
}
