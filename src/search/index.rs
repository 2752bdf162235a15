//! Turns documents and their terms into files. Documents are numbered by kind and title, so that they
//! compress and equal results come in a known order, whatever order the caller had them in.
//!
//! An [`Index`] whose documents are replaced one by one gives the same files as a new one, and makes only those again that
//! became different.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::files::{Role, SearchFile, SearchFiles};
use super::language::english;
use super::names::{Names, numbered, pack};
use super::postings::{Postings, Word};
use super::text::Text;
use super::words::{key, letters, words};
use super::{Document, DocumentTerms, FacetTerms, Kind, log, seal, tiny};

/// A file of facet values is closed once it has so many postings.
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
pub fn index(documents: Vec<(Document, DocumentTerms)>, facets: &[FacetTerms], synonyms: &[(String, Vec<String>)]) -> SearchFiles {
    let files = Index::of(documents).files(facets, synonyms);
    SearchFiles { files: files.into_iter().map(Arc::unwrap_or_clone).collect() }
}

/// Documents with all that their files are made of.
#[derive(Debug)]
pub struct Index {
    /// In order.
    documents: Vec<Arc<Document>>,
    postings: Postings,
    text: Text,
    excerpts: Excerpts,
    /// None when a document's values or place changed since they were last written.
    values: Option<Values>,
}

/// Files with what each begins with.
type Parts<F> = Vec<(F, Arc<SearchFile>)>;

impl Index {
    /// An index of these documents.
    #[must_use]
    pub fn of(mut documents: Vec<(Document, DocumentTerms)>) -> Self {
        documents.sort_by_cached_key(|(document, _)| place_of(document));
        let (documents, terms): (Vec<_>, Vec<_>) = documents.into_iter().map(|(document, terms)| (Arc::new(document), terms)).unzip();
        let postings = Postings::of(terms.into_iter());
        Self { documents, postings, text: Text::default(), excerpts: Excerpts::default(), values: None }
    }

    /// Puts a document in the place of the one at its address, whose terms were `old`. Says whether there was one.
    pub fn replace(&mut self, document: Document, old: &DocumentTerms, new: &DocumentTerms) -> bool {
        let known = |other: &Arc<Document>| other.kind == document.kind && other.url == document.url;
        let Some(at) = self.documents.iter().position(known) else { return false };
        self.postings.replace(at as u32, old, new);
        let before = self.documents.remove(at);
        let place = place_of(&document);
        let to = self.documents.partition_point(|other| place_of(other) < place);
        if to != at {
            self.postings.shift(at as u32, to as u32);
        }
        if to != at || before.values != document.values {
            self.values = None;
        }
        self.documents.insert(to, Arc::new(document));
        true
    }

    /// How many documents there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether there is no document.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// The files; the first is `names`.
    #[must_use]
    pub fn files(&mut self, facets: &[FacetTerms], synonyms: &[(String, Vec<String>)]) -> Vec<Arc<SearchFile>> {
        let Self { documents, postings, text, excerpts, values } = self;
        let (documents, count) = (&**documents, documents.len());
        let of_words = || {
            let text = text.files(postings, count);
            let everyday = everyday(facets, postings.words(), count);
            let (language, mut plain) = english();
            // What a document uses is not corrected anyway.
            plain.common.retain(|word| postings.having(word) == 0);
            ((language, everyday, plain), word_lists(postings.words(), count), text)
        };
        let of_documents = || {
            let mut names = Names::of(documents, facets, synonyms);
            names.headings = headings(documents);
            let values = values.get_or_insert_with(|| Values::of(documents, facets));
            names.counts.clone_from(&values.counts);
            (names, values.files.clone(), excerpts.files(documents))
        };
        let (((language, everyday, plain), words, text), (mut names, values, excerpts)) = rayon::join(of_words, of_documents);
        names.everyday = with_asking(everyday, plain.asking, facets);
        names.common = plain.common;
        names.language = language;
        (names.words, names.text) = (listed(&words), listed(&text));
        (names.values, names.excerpts) = (listed(&values), listed(&excerpts));
        let content = serde_json::to_vec(&names).expect("names are plain lists of text and numbers");
        let first = Arc::new(SearchFile { name: "names".to_owned(), role: Role::Names, bytes: seal::seal(&content).0 });
        let mut files = vec![first];
        files.extend(words.into_iter().chain(text).map(|(_, file)| file));
        files.extend(values.into_iter().chain(excerpts).map(|(_, file)| file));
        let mut known = BTreeSet::new();
        files.retain(|file| known.insert(file.name.clone()));
        files
    }
}

/// What files begin with, and their names.
fn listed<F: Clone>(files: &Parts<F>) -> Vec<(F, String)> {
    files.iter().map(|(first, file)| (first.clone(), file.name.clone())).collect()
}

/// By kind, by title as it is read, by title as it is written, by address.
fn place_of(document: &Document) -> (Kind, (String, String, String)) {
    (document.kind, sort_key(&document.title, &document.url))
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

/// How many documents each value holds for.
fn counts(documents: &[Arc<Document>], facets: &[FacetTerms]) -> Vec<u32> {
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
fn headings(documents: &[Arc<Document>]) -> Vec<(u32, Vec<String>)> {
    // Most documents have the headings of others: each is read once.
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let mut by_key: HashMap<String, usize> = HashMap::new();
    let mut shared: Vec<usize> = Vec::new();
    for heading in documents.iter().flat_map(|document| &document.headings) {
        let number = *numbers.entry(heading).or_insert_with(|| {
            *by_key.entry(key(heading)).or_insert_with(|| {
                shared.push(0);
                shared.len() - 1
            })
        });
        shared[number] += 1;
    }
    let limit = HEADING_SHARED.max(documents.len() / 50);
    let tells = |heading: &&String| numbers.get(heading.as_str()).is_some_and(|number| shared[*number] <= limit);
    let telling = |document: &Document| -> Vec<String> { document.headings.iter().filter(tells).cloned().collect() };
    let all = numbered(documents).map(|(number, document)| (number, telling(document)));
    all.filter(|(_, headings)| !headings.is_empty()).collect()
}

/// Words of at most three letters that a twelfth of the documents use, such as "in" and "who": they seldom
/// say what somebody looks for. Three letters that name a value, such as "ela", do.
fn everyday(facets: &[FacetTerms], words: &[Word], documents: usize) -> Vec<String> {
    let values = facets.iter().flat_map(|facet| &facet.values);
    let names = values.flat_map(|value| value.aliases.iter().chain([&value.id, &value.label]));
    let names: BTreeSet<String> = names.map(|name| key(name)).filter(|name| letters(name) == SHORT).collect();
    let common = words.iter().filter(|word| word.having() * 12 > documents).map(|word| &word.text);
    common.filter(|word| letters(word) <= SHORT && word.chars().all(is_letter) && !names.contains(*word)).cloned().collect()
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
#[derive(Debug)]
struct Values {
    /// How many documents each value holds for.
    counts: Vec<u32>,
    files: Parts<u32>,
}

impl Values {
    fn of(documents: &[Arc<Document>], facets: &[FacetTerms]) -> Self {
        let counts = counts(documents, facets);
        let mut lists: Vec<Vec<u32>> = counts.iter().map(|count| Vec::with_capacity(*count as usize)).collect();
        for (number, document) in numbered(documents) {
            for value in distinct(&document.values) {
                lists[value as usize].push(number);
            }
        }
        let many = facets.iter().filter(|facet| facet.values.len() > FEW_VALUES).flat_map(|facet| &facet.values);
        let many: BTreeSet<u32> = many.map(|value| value.ordinal).collect();
        let used: Vec<(u32, Vec<u32>)> = (0..).zip(lists).filter(|(_, list)| !list.is_empty()).collect();
        let mut size = 0;
        let together: Vec<&[(u32, Vec<u32>)]> = used
            .chunk_by(|(one, list), (other, _)| {
                size += list.len();
                let enough = if many.contains(one) || many.contains(other) { VALUES_PER_FILE } else { FEW_VALUES_PER_FILE };
                let goes_on = size < enough;
                size = if goes_on { size } else { 0 };
                goes_on
            })
            .collect();
        let ends: Vec<(u32, usize)> = together.iter().map(|values| (values[0].0, values.len())).collect();
        let sizes: Vec<usize> = ends.iter().map(|(_, count)| *count).collect();
        let (terms, lists) = used.into_iter().map(|(value, list)| (value_term(value), list)).unzip();
        let parts = tiny::write_parts(documents.len(), terms, lists, &sizes);
        let file = |bytes: Vec<u8>| Arc::new(SearchFile::named_by_content(Role::Values, 'v', &bytes));
        let files = ends.into_iter().zip(parts).map(|((first, _), bytes)| (first, file(bytes))).collect();
        Self { counts, files }
    }
}

/// A value's ordinal as a term: four letters that sort as the numbers do.
pub(crate) fn value_term(value: u32) -> String {
    let letters = [value / 17_576, value / 676, value / 26, value].map(|digit| char::from(b'a' + (digit % 26) as u8));
    letters.iter().chain(&['\'']).collect()
}

/// Words worth correcting to (letters only, four at least, used by two documents at least), in files of
/// consecutive first letters. Each line begins with a letter for how many documents use the word.
fn word_lists(words: &[Word], documents: usize) -> Parts<String> {
    let enough = if words.iter().flat_map(|word| word.terms(documents)).nth(2_000).is_some() { 2 } else { 1 };
    let plain = |word: &str| letters(word) > SHORT && word.chars().all(is_letter);
    let kept: Vec<&Word> = words.iter().filter(|word| word.having() >= enough && plain(&word.text)).collect();
    let mut size = 0;
    let together = kept.chunk_by(|one, other| {
        size += one.text.len();
        let goes_on = size <= WORDS_PER_FILE || one.text.chars().next() == other.text.chars().next();
        size = if goes_on { size } else { 0 };
        goes_on
    });
    let file = |words: &[&Word]| {
        let first: String = words.first().and_then(|word| word.text.chars().next()).into_iter().collect();
        let used: String = words.iter().map(|word| frequency(word.having())).collect();
        let content = format!("{used}\n{}", pack(words.iter().map(|word| word.text.as_str())));
        (first, Arc::new(SearchFile::named_by_content(Role::Words, 'w', content.as_bytes())))
    };
    together.map(file).collect()
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

/// Summaries and texts, in files of consecutive documents; those of the last time are used again.
#[derive(Debug, Default)]
struct Excerpts(Vec<(Vec<Arc<Document>>, Arc<SearchFile>)>);

impl Excerpts {
    fn files(&mut self, documents: &[Arc<Document>]) -> Parts<u32> {
        let mut size = 0;
        let together = documents.chunk_by(|document, _| {
            size += document.summary.len() + excerpt(document, documents.len()).len();
            let goes_on = size < EXCERPTS_PER_FILE;
            size = if goes_on { size } else { 0 };
            goes_on
        });
        let before = std::mem::take(&mut self.0);
        let by_first: HashMap<*const Document, &(Vec<Arc<Document>>, _)> =
            before.iter().filter_map(|file| Some((Arc::as_ptr(file.0.first()?), file))).collect();
        let mut first = 0;
        let mut parts = Vec::new();
        for texts in together {
            let known = texts.first().and_then(|text| by_first.get(&Arc::as_ptr(text)));
            let same = known
                .filter(|(known, _)| known.len() == texts.len() && known.iter().zip(texts).all(|(one, other)| Arc::ptr_eq(one, other)));
            let file = same.map_or_else(|| Arc::new(excerpts(texts, documents.len())), |(_, file)| file.clone());
            self.0.push((texts.to_vec(), file.clone()));
            parts.push((first, file));
            first += texts.len() as u32;
        }
        parts
    }
}

fn excerpts(documents: &[Arc<Document>], of: usize) -> SearchFile {
    let texts: Vec<(&str, &str)> = documents.iter().map(|document| (document.summary.as_str(), excerpt(document, of))).collect();
    let content = serde_json::to_vec(&texts).expect("texts are text");
    SearchFile::named_by_content(Role::Excerpts, 'e', &content)
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
    use super::super::terms;
    use super::*;

    fn with_terms(document: Document) -> (Document, DocumentTerms) {
        let terms = terms(&document);
        (document, terms)
    }

    type Edit = fn(&mut Document);

    fn page(number: usize) -> Document {
        Document {
            kind: Kind::Page,
            url: format!("/pages/page-{number}/"),
            title: format!("Page {number}"),
            aliases: vec![],
            summary: "A page in a guide.".to_owned(),
            headings: vec![],
            body: (0..80).map(|word| format!("word{} in ", (number * 7 + word * word) % 900)).collect(),
            values: vec![number as u32 % 5],
            context: String::new(),
        }
    }

    fn guide(count: usize) -> SearchFiles {
        index((0..count).map(page).map(with_terms).collect(), &[], &[])
    }

    #[test]
    fn an_index_whose_documents_are_replaced_is_like_a_new_one() {
        let mut documents: Vec<Document> = (0..200).map(page).collect();
        let mut index = Index::of(documents.iter().cloned().map(with_terms).collect());
        let mut before = index.files(&[], &[]);
        let edits: [(&str, Edit, usize); 7] = [
            ("a word that few have", |page| page.body.push_str("word17"), 1),
            ("a word that nobody has", |page| page.body.push_str("aardvark and zebra"), 2),
            ("words that nobody has any more", |page| page.body.truncate(20), 2),
            ("a title", |page| page.title = "Zebras".to_owned(), 0),
            ("a title before all others", |page| page.title = "Aardvarks".to_owned(), 0),
            ("values", |page| page.values = vec![1, 4], 3),
            ("headings", |page| page.headings = vec!["A heading".to_owned(), "In a guide".to_owned()], 1),
        ];
        for (number, (what, edit, least)) in (60..).zip(edits) {
            let old = terms(&documents[number]);
            edit(&mut documents[number]);
            let (document, new) = with_terms(documents[number].clone());
            assert!(index.replace(document, &old, &new), "{what}");
            let files = index.files(&[], &[]);
            let fresh = Index::of(documents.iter().cloned().map(with_terms).collect()).files(&[], &[]);
            assert_eq!(files, fresh, "{what}");
            let kept = files.iter().filter(|file| before.iter().any(|old| Arc::ptr_eq(old, file))).count();
            assert!(kept >= least, "{what}: {kept} of {} files are kept", files.len());
            before = files;
        }
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
        assert_eq!(index(vec![], &[], &[]).files.len(), 1);
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
