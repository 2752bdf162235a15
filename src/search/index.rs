//! Turns the terms of all documents into files. Documents are numbered by kind and title, so that they
//! compress and equal results come in a known order, whatever order the caller had them in.

use std::collections::{BTreeMap, BTreeSet};

use super::files::{Role, SearchFile, SearchFiles};
use super::language::english;
use super::names::{Names, numbered, pack};
use super::terms::Table;
use super::words::{key, letters, words};
use super::{Document, DocumentTerms, FacetTerms, log, seal, terms, tiny};

/// A file of text is closed, where the third or fourth letter changes, once it has so many postings.
const POSTINGS_PER_FILE: usize = 5_000;
/// The same for facet values.
const VALUES_PER_FILE: usize = 12_000;
/// The same for the values of facets that have few: what people ask for at once, such as a subject and a
/// grade, then comes in one file.
const FEW_VALUES_PER_FILE: usize = 60_000;
/// A facet with more values than this has many.
const FEW_VALUES: usize = 12;
/// The same for words to correct by, at a change of the first letter, in bytes.
const WORDS_PER_FILE: usize = 12_000;
/// The same for texts to show, in bytes.
const EXCERPTS_PER_FILE: usize = 6_000;
/// All texts to show together; in a guide with more, each is cut to its share.
const EXCERPTS_IN_ALL: usize = 4_000_000;
/// A heading shared by more documents than this (or than a fiftieth of them) names none of them.
const HEADING_SHARED: usize = 3;
/// An everyday word has at most so many letters.
const SHORT: usize = 3;

/// Turns documents and their terms into the files that are searched. The same input gives the same
/// bytes; the order of `documents` does not matter.
#[must_use]
pub fn index(documents: &[(&Document, &DocumentTerms)], facets: &[FacetTerms], synonyms: &[(String, Vec<String>)]) -> SearchFiles {
    let ordered = ordered(documents);
    let documents: Vec<&Document> = ordered.iter().map(|(document, _)| *document).collect();
    let terms: Vec<&DocumentTerms> = ordered.iter().map(|(_, terms)| *terms).collect();
    let of_words = || {
        let postings = Postings::of(&terms);
        let mut files = Vec::new();
        let everyday = everyday(facets, &postings, documents.len());
        let (language, mut plain) = english();
        // What a document uses is not corrected anyway.
        plain.common.retain(|word| postings.having(word) == 0);
        let words = word_lists(&postings, &mut files);
        ((language, everyday, plain), words, text(postings, documents.len(), &mut files), files)
    };
    let of_documents = || {
        let mut files = Vec::new();
        let mut names = Names::of(&documents, facets, synonyms);
        names.counts = counts(&documents, facets);
        names.headings = headings(&documents);
        names.values = values(&documents, &names.counts, facets, &mut files);
        names.excerpts = excerpts(&documents, &mut files);
        (names, files)
    };
    let (((language, everyday, plain), words, text, mut files), (mut names, other_files)) = rayon::join(of_words, of_documents);
    names.everyday = with_asking(everyday, plain.asking, facets);
    names.common = plain.common;
    (names.language, names.words, names.text) = (language, words, text);
    files.extend(other_files);
    let content = serde_json::to_vec(&names).expect("names are plain lists of text and numbers");
    files.insert(0, SearchFile { name: "names".to_owned(), role: Role::Names, bytes: seal::seal(&content).0 });
    let mut known = BTreeSet::new();
    files.retain(|file| known.insert(file.name.clone()));
    SearchFiles { files }
}

/// The order in which an index numbers documents of one kind: for each number the place in `documents`.
#[must_use]
pub fn order(documents: &[(&str, &str)]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..documents.len()).collect();
    order.sort_by_cached_key(|place| sort_key(documents[*place].0, documents[*place].1));
    order
}

/// The title as it is read, as it is written, and the address.
fn sort_key(title: &str, url: &str) -> (String, String, String) {
    let read: Vec<String> = words(title).into_iter().map(|word| word.text).collect();
    (read.join(" "), title.to_owned(), url.to_owned())
}

/// Documents by kind, by title as it is read, by title as it is written, by address.
fn ordered<'d>(documents: &[(&'d Document, &'d DocumentTerms)]) -> Vec<(&'d Document, &'d DocumentTerms)> {
    let mut ordered = documents.to_vec();
    ordered.sort_by_cached_key(|(document, _)| (document.kind, sort_key(&document.title, &document.url)));
    ordered
}

/// Every term with its documents, terms sorted as they are stored.
struct Postings {
    terms: Vec<(String, Vec<u32>)>,
}

/// The words of all documents in one text, where looking them up stays close together, each with the documents that use
/// it, in order, and whether they are about it.
#[derive(Default)]
struct Words {
    letters: String,
    /// Where each word ends in the text; the next one begins there.
    ends: Vec<u32>,
    used: Vec<Vec<Use>>,
}

/// A document's number, and in the lowest bit whether it is about a word: of a large guide there are millions.
#[derive(Clone, Copy)]
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

impl Postings {
    fn of(documents: &[&DocumentTerms]) -> Postings {
        let mut table = Table::of(documents.len());
        let mut words = Words::default();
        for (document, found) in (0..).zip(documents) {
            for (word, about) in found.words() {
                let next = words.used.len();
                let is = |number: u32| words.word(number as usize).as_bytes() == word.as_bytes();
                let number = table.find(terms::hash(word.as_bytes()), next as u32, is).map_or(next, |number| number as usize);
                if number == next {
                    words.add(word);
                }
                words.used[number].push(Use::new(document, about));
            }
        }
        let mut terms = words.terms(documents.len());
        terms.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        Postings { terms }
    }

    /// How many documents use a word, for whatever reason.
    fn having(&self, word: &str) -> usize {
        let stored = tiny::stored(word);
        let count = |mark: &str| {
            let term = format!("{stored}{mark}");
            self.terms.binary_search_by(|(known, _)| known.cmp(&term)).map_or(0, |at| self.terms[at].1.len())
        };
        count("'") + count("''")
    }
}

impl Words {
    fn word(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.letters[start as usize..self.ends[number] as usize]
    }

    fn add(&mut self, word: &str) {
        self.letters.push_str(word);
        self.ends.push(self.letters.len() as u32);
        self.used.push(Vec::new());
    }

    /// Each word's terms. Whether a document is about a word or only mentions it matters for words that few but not very
    /// few documents use; for the others one list is enough.
    fn terms(mut self, documents: usize) -> Vec<(String, Vec<u32>)> {
        let mut terms = Vec::with_capacity(self.used.len());
        for (number, used) in std::mem::take(&mut self.used).into_iter().enumerate() {
            let tells = telling(used.len(), documents);
            let list = |about: bool| used.iter().filter(|used| (tells && used.is_about()) == about).map(|used| used.document()).collect();
            let (mentioned, about): (Vec<u32>, Vec<u32>) = (list(false), list(true));
            for (mark, list) in [("'", mentioned), ("''", about)] {
                if !list.is_empty() {
                    let mut term = tiny::stored(self.word(number));
                    term.push_str(mark);
                    terms.push((term, list));
                }
            }
        }
        terms
    }
}

fn telling(having: usize, documents: usize) -> bool {
    having > 4 && having * 4 < documents
}

/// How many documents each value holds for.
fn counts(documents: &[&Document], facets: &[FacetTerms]) -> Vec<u32> {
    let named = facets.iter().flat_map(|facet| &facet.values).map(|value| value.ordinal);
    let used = documents.iter().flat_map(|document| document.values.iter().copied());
    let length = named.chain(used).max().map_or(0, |last| last as usize + 1);
    let mut counts = vec![0; length];
    for document in documents {
        for value in distinct(&document.values) {
            counts[value as usize] += 1;
        }
    }
    counts
}

/// Values in order, each once.
fn distinct(values: &[u32]) -> Vec<u32> {
    let mut values = values.to_vec();
    values.sort_unstable();
    values.dedup();
    values
}

/// The headings that tell one document from others.
fn headings(documents: &[&Document]) -> Vec<(u32, Vec<String>)> {
    let mut shared: BTreeMap<String, usize> = BTreeMap::new();
    for heading in documents.iter().flat_map(|document| &document.headings) {
        *shared.entry(key(heading)).or_default() += 1;
    }
    let limit = HEADING_SHARED.max(documents.len() / 50);
    let telling = |document: &Document| -> Vec<String> {
        document.headings.iter().filter(|heading| shared.get(&key(heading)).is_some_and(|count| *count <= limit)).cloned().collect()
    };
    let all = numbered(documents).map(|(number, document)| (number, telling(document)));
    all.filter(|(_, headings)| !headings.is_empty()).collect()
}

/// Words of at most three letters that a twelfth of the documents use, such as "in" and "who": they seldom
/// say what somebody looks for. Three letters that name a value, such as "ela", do.
fn everyday(facets: &[FacetTerms], postings: &Postings, documents: usize) -> Vec<String> {
    let values = facets.iter().flat_map(|facet| &facet.values);
    let names = values.flat_map(|value| value.aliases.iter().chain([&value.id, &value.label]));
    let names: BTreeSet<String> = names.map(|name| key(name)).filter(|name| letters(name) == SHORT).collect();
    let words = postings.terms.iter().map(|(term, _)| term.trim_end_matches('\''));
    let short = words.filter(|word| letters(word) <= SHORT && word.chars().all(is_letter) && !names.contains(*word));
    let mut everyday: Vec<String> = short.filter(|word| postings.having(word) * 12 > documents).map(str::to_owned).collect();
    everyday.dedup();
    everyday
}

/// The everyday words and those that ask, sorted, without what names a value.
fn with_asking(mut everyday: Vec<String>, asking: Vec<String>, facets: &[FacetTerms]) -> Vec<String> {
    let values = facets.iter().flat_map(|facet| &facet.values);
    let names: BTreeSet<String> = values.flat_map(|value| value.aliases.iter().chain([&value.label])).map(|name| key(name)).collect();
    everyday.extend(asking.into_iter().filter(|word| !names.contains(&key(word))));
    everyday.sort_unstable();
    everyday.dedup();
    everyday
}

/// Whether a character of a stored term is a letter; digits are stored as letters of their own.
fn is_letter(letter: char) -> bool {
    !('\u{250}'..='\u{259}').contains(&letter)
}

/// Which documents each value holds for, in files of consecutive values.
fn values(documents: &[&Document], counts: &[u32], facets: &[FacetTerms], files: &mut Vec<SearchFile>) -> Vec<(u32, String)> {
    let mut lists: Vec<Vec<u32>> = counts.iter().map(|count| Vec::with_capacity(*count as usize)).collect();
    for (number, document) in numbered(documents) {
        for value in distinct(&document.values) {
            lists[value as usize].push(number);
        }
    }
    let many: BTreeSet<u32> =
        facets.iter().filter(|facet| facet.values.len() > FEW_VALUES).flat_map(|facet| &facet.values).map(|value| value.ordinal).collect();
    let mut cut = Cut::default();
    let mut one_of_few = false;
    for (value, list) in (0..).zip(lists).filter(|(_, list)| !list.is_empty()) {
        let goes_on = one_of_few && !many.contains(&value);
        one_of_few = !many.contains(&value);
        let enough = if goes_on { FEW_VALUES_PER_FILE } else { VALUES_PER_FILE };
        cut.push(cut.size >= enough, || value, value_term(value), list);
    }
    cut.write(Role::Values, 'v', documents.len(), files)
}

/// A value's ordinal as a term: four letters that sort as the numbers do.
pub(crate) fn value_term(value: u32) -> String {
    let letters = [value / 17_576, value / 676, value / 26, value].map(|digit| char::from(b'a' + (digit % 26) as u8));
    letters.iter().chain(&['\'']).collect()
}

/// An index that is to be cut into files.
#[derive(Default)]
struct Cut<F> {
    terms: Vec<String>,
    postings: Vec<Vec<u32>>,
    /// What each file begins with, and how many terms it has.
    files: Vec<(F, usize)>,
    /// Postings in the last file.
    size: usize,
}

impl<F> Cut<F> {
    /// Adds a term, in a file of its own `first` or in the last one.
    fn push(&mut self, opens: bool, first: impl FnOnce() -> F, term: String, postings: Vec<u32>) {
        if opens || self.files.is_empty() {
            self.files.push((first(), 0));
            self.size = 0;
        }
        if let Some((_, terms)) = self.files.last_mut() {
            *terms += 1;
        }
        self.size += postings.len();
        self.terms.push(term);
        self.postings.push(postings);
    }

    fn write(self, role: Role, letter: char, documents: usize, files: &mut Vec<SearchFile>) -> Vec<(F, String)> {
        let counts: Vec<usize> = self.files.iter().map(|(_, terms)| *terms).collect();
        let parts = tiny::write_parts(documents, self.terms, self.postings, &counts);
        let name = |((first, _), bytes): ((F, usize), Vec<u8>)| {
            let file = SearchFile::named_by_content(role, letter, &bytes);
            let name = file.name.clone();
            files.push(file);
            (first, name)
        };
        self.files.into_iter().zip(parts).map(name).collect()
    }
}

/// Which documents use each term, in files of consecutive terms. Words that begin with the same four
/// letters are in one file.
fn text(postings: Postings, documents: usize, files: &mut Vec<SearchFile>) -> Vec<(String, String)> {
    let mut cut = Cut::default();
    let mut last = String::new();
    for (term, list) in postings.terms {
        let shared = last.chars().zip(term.chars()).take_while(|(one, other)| one == other).count();
        let opens = match cut.size / POSTINGS_PER_FILE {
            0 => false,
            1 => shared < 3,
            _ => shared < 4,
        };
        last.clone_from(&term);
        cut.push(opens, || last.clone(), term, list);
    }
    cut.write(Role::Text, 't', documents, files)
}

/// Words worth correcting to (letters only, four at least, used by two documents at least), in files of
/// consecutive first letters. Each line begins with a letter for how many documents use the word.
fn word_lists(postings: &Postings, files: &mut Vec<SearchFile>) -> Vec<(String, String)> {
    let mut counted: Vec<(&str, usize)> = Vec::new();
    for (term, list) in &postings.terms {
        let word = term.trim_end_matches('\'');
        match counted.last_mut() {
            Some((last, count)) if *last == word => *count += list.len(),
            _ => counted.push((word, list.len())),
        }
    }
    let enough = if postings.terms.len() > 2_000 { 2 } else { 1 };
    let plain = |word: &str| letters(word) > SHORT && word.chars().all(is_letter);
    let kept = counted.into_iter().filter(|(word, count)| *count >= enough && plain(word));

    let mut directory = Vec::new();
    let mut words: Vec<&str> = Vec::new();
    let mut used = String::new();
    let mut size = 0;
    let mut close = |words: &mut Vec<&str>, used: &mut String, size: &mut usize| {
        let first: String = words.first().and_then(|word| word.chars().next()).into_iter().collect();
        let content = format!("{used}\n{}", pack(words.drain(..)));
        let file = SearchFile::named_by_content(Role::Words, 'w', content.as_bytes());
        directory.push((first, file.name.clone()));
        files.push(file);
        used.clear();
        *size = 0;
    };
    for (word, count) in kept {
        let turned = words.last().is_some_and(|last| last.chars().next() != word.chars().next());
        if turned && size > WORDS_PER_FILE {
            close(&mut words, &mut used, &mut size);
        }
        words.push(word);
        used.push(frequency(count));
        size += word.len();
    }
    if !words.is_empty() {
        close(&mut words, &mut used, &mut size);
    }
    directory
}

/// How often a word is used, in doublings, as a letter.
fn frequency(count: usize) -> char {
    char::from(b'A' + (log::log2(u32::try_from(count).unwrap_or(u32::MAX)) / 16) as u8)
}

/// Cuts off a document whose terms are known what an index of so many documents shows nothing of.
pub fn trim(document: &mut Document, of: usize) {
    document.body.truncate(excerpt(document, of).len());
    document.body.shrink_to_fit();
}

/// The start of a document's text that is shown.
fn excerpt(document: &Document, of: usize) -> &str {
    start(&document.body, (EXCERPTS_IN_ALL / of.max(1)).saturating_sub(document.summary.len()))
}

/// Summaries and texts, in files of consecutive documents.
fn excerpts(documents: &[&Document], files: &mut Vec<SearchFile>) -> Vec<(u32, String)> {
    let mut directory = Vec::new();
    let mut texts: Vec<(&str, &str)> = Vec::new();
    let mut size = 0;
    for (number, document) in documents.iter().enumerate() {
        let body = excerpt(document, documents.len());
        texts.push((&document.summary, body));
        size += document.summary.len() + body.len();
        if size >= EXCERPTS_PER_FILE || number + 1 == documents.len() {
            let content = serde_json::to_vec(&texts).expect("texts are text");
            let file = SearchFile::named_by_content(Role::Excerpts, 'e', &content);
            directory.push(((number + 1 - texts.len()) as u32, file.name.clone()));
            files.push(file);
            texts.clear();
            size = 0;
        }
    }
    directory
}

/// The start of a text, to the end of a word.
fn start(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    let mut end = most;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].rfind(' ').map_or("", |space| &text[..space])
}

#[cfg(test)]
mod tests {
    use super::super::Kind;
    use super::*;

    fn guide(count: usize) -> SearchFiles {
        let document = |number: usize| Document {
            kind: Kind::Page,
            url: format!("/pages/page-{number}/"),
            title: format!("Page {number}"),
            aliases: vec![],
            summary: "A page in a guide.".to_owned(),
            headings: vec![],
            body: (0..80).map(|word| format!("word{} in ", (number * 7 + word * word) % 900)).collect(),
            values: vec![number as u32 % 5],
            context: String::new(),
        };
        let documents: Vec<Document> = (0..count).map(document).collect();
        let terms: Vec<DocumentTerms> = documents.iter().map(terms::terms).collect();
        let pairs: Vec<_> = documents.iter().zip(&terms).collect();
        index(&pairs, &[], &[])
    }

    #[test]
    fn the_same_documents_give_the_same_bytes() {
        assert_eq!(guide(60), guide(60));
    }

    #[test]
    fn names_come_first_and_every_file_has_a_name_of_its_own() {
        let files = guide(200).files;
        assert_eq!(files[0].role, Role::Names);
        let names: BTreeSet<&str> = files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names.len(), files.len());
    }

    #[test]
    fn a_big_index_is_cut_and_words_that_begin_alike_stay_together() {
        let files = guide(200).files;
        let text: Vec<&SearchFile> = files.iter().filter(|file| file.role == Role::Text).collect();
        assert_eq!(text.len(), 2, "all numbered words begin with the same four letters");
        assert_eq!(guide(3).files.iter().filter(|file| file.role == Role::Text).count(), 1);
    }

    #[test]
    fn an_empty_guide_has_names_only() {
        assert_eq!(index(&[], &[], &[]).files.len(), 1);
    }

    #[test]
    fn the_terms_of_values_sort_as_their_numbers() {
        let terms: Vec<String> = [0, 1, 25, 26, 700, 17_576].map(value_term).to_vec();
        assert!(terms.is_sorted(), "{terms:?}");
    }

    #[test]
    fn what_is_cut_off_is_not_missed() {
        let body = "word ".repeat(3_000);
        let mut document = Document {
            body,
            ..Document {
                kind: Kind::Page,
                url: "/a/".to_owned(),
                title: "A".to_owned(),
                aliases: vec![],
                summary: "S".to_owned(),
                headings: vec![],
                body: String::new(),
                values: vec![],
                context: String::new(),
            }
        };
        let whole = excerpt(&document, 400).to_owned();
        trim(&mut document, 400);
        assert_eq!((document.body.as_str(), excerpt(&document, 400)), (whole.as_str(), whole.as_str()));
        assert!(whole.len() < 10_000);
    }

    #[test]
    fn a_text_is_cut_at_a_space() {
        assert_eq!(start("évaluer un cours", 10), "évaluer");
        assert_eq!(start("short", 10), "short");
        assert_eq!(start("unbroken", 3), "");
    }
}
