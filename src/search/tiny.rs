//! Postings in tinysearch's format. tinysearch writes the bytes and, natively, looks words up in them;
//! what a word is, and what a match is worth, is ours.
//!
//! tinysearch keeps letters only, so a digit travels as a letter no text has left after folding. Every
//! term ends in a mark, which makes a look-up of the whole term out of its prefix look-up: `coaching'`
//! lists the documents that use the word, `coaching''` those that are about it.

use std::iter::once;

use serde::Deserialize;
use serde::de::value::{Error as ValueError, MapAccessDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use tinysearch::{MIN_PREFIX_LEN, SearchIndex, Storage};

use super::Damaged;

/// What tinysearch's exact indexes begin with. Other beginnings are read by a decoder that trusts lengths.
const MAGIC: &[u8] = b"tinysearch\x02";
/// The letter that stands for the digit 0; the other nine follow it.
const ZERO: u32 = 0x250;

/// A word as it stands in the index, without its mark.
pub(crate) fn stored(word: &str) -> String {
    let mut text = String::with_capacity(word.len() + 2);
    store(word, &mut text);
    text
}

/// Appends a word as it stands in the index, without its mark.
pub(crate) fn store(word: &str, text: &mut String) {
    if word.bytes().any(|byte| byte.is_ascii_digit()) {
        text.extend(word.chars().map(|letter| match letter.to_digit(10) {
            Some(digit) => char::from_u32(ZERO + digit).unwrap_or(letter),
            None => letter,
        }));
    } else {
        text.push_str(word);
    }
}

/// Looks words up. The one place that would change with another index.
pub(crate) trait Lookup {
    /// The documents of one term, with its mark.
    fn postings(&self, term: &str) -> Vec<u32>;
    /// The documents of every term that begins so; three letters at least.
    fn prefix(&self, start: &str) -> Vec<u32>;
}

/// Writes an index of documents `0..documents`. The terms are sorted, each has documents, all in order.
fn write(documents: usize, terms: Vec<String>, postings: Vec<Vec<u32>>) -> Vec<u8> {
    let index = Part::Index(Posts::Plain(documents), terms, postings);
    let index = SearchIndex::deserialize(index).expect("the parts are those of tinysearch's index");
    Storage::from(index).to_bytes().expect("terms are sorted and free of newlines, postings ascend")
}

/// Writes one index and cuts it after so many terms each: every part is an index of all documents by
/// itself, the very bytes that tinysearch would write for its terms alone.
pub(crate) fn write_parts(documents: usize, terms: Vec<String>, postings: Vec<Vec<u32>>, counts: &[usize]) -> Vec<Vec<u8>> {
    let lengths: Vec<usize> = terms.iter().map(|term| term.len() + 1).collect();
    let whole = write(documents, terms, postings);
    cut(&whole, &lengths, counts).expect("tinysearch wrote these bytes just now")
}

fn cut(whole: &[u8], lengths: &[usize], counts: &[usize]) -> Result<Vec<Vec<u8>>, Damaged> {
    let mut rest = Rest(whole.strip_prefix(MAGIC).ok_or(NOT_AN_INDEX)?);
    let posts = rest.section()?;
    rest.number()?;
    let mut vocabulary = Rest(rest.section()?);
    let mut lengths = lengths.iter();
    let part = |&count: &usize| {
        let terms = vocabulary.take(lengths.by_ref().take(count).sum())?;
        let before = rest.0;
        for _ in 0..count {
            let documents = rest.number()?;
            rest.skip(documents)?;
        }
        let postings = &before[..before.len() - rest.0.len()];
        let mut bytes = MAGIC.to_vec();
        push_number(posts.len(), &mut bytes);
        bytes.extend_from_slice(posts);
        push_number(count, &mut bytes);
        push_number(terms.len(), &mut bytes);
        bytes.extend_from_slice(terms);
        bytes.extend_from_slice(postings);
        Ok(bytes)
    };
    counts.iter().map(part).collect()
}

fn push_number(mut number: usize, bytes: &mut Vec<u8>) {
    while number > 0x7f {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

const NOT_AN_INDEX: Damaged = Damaged("not a tinysearch index");

/// An index that was read, and checked, and is looked up by tinysearch.
pub(crate) struct Shard {
    vocabulary: Vec<String>,
    index: SearchIndex,
    documents: usize,
}

impl Shard {
    /// Reads the parts of an index of at most `documents` documents. Allocates no more than a small
    /// multiple of the bytes.
    pub(crate) fn read(parts: &[&[u8]], documents: usize) -> Result<Shard, Damaged> {
        let mut vocabulary: Vec<String> = Vec::new();
        let mut postings = Vec::new();
        for bytes in parts {
            let mut rest = Rest(bytes.strip_prefix(MAGIC).ok_or(NOT_AN_INDEX)?);
            rest.section()?;
            let count = rest.number()?;
            let text = std::str::from_utf8(rest.section()?).map_err(|_| Damaged("a vocabulary is not text"))?;
            let before = vocabulary.len();
            vocabulary.extend(text.lines().map(str::to_owned));
            if vocabulary.len() - before != count {
                return Err(Damaged("a vocabulary has a wrong length"));
            }
            for _ in 0..count {
                postings.push(rest.postings(documents)?);
            }
            if !rest.0.is_empty() {
                return Err(Damaged("a search file is too long"));
            }
        }
        if vocabulary.windows(2).any(|pair| pair[0] >= pair[1]) {
            return Err(Damaged("a vocabulary is out of order"));
        }
        let index = Part::Index(Posts::Numbered(documents), vocabulary.clone(), postings);
        let index = SearchIndex::deserialize(index).map_err(|_| Damaged("an index cannot be opened"))?;
        Ok(Shard { vocabulary, index, documents })
    }

    /// tinysearch gives back posts; ours are called by their number.
    fn search(&self, text: &str) -> Vec<u32> {
        let found = tinysearch::search(&self.index, text, self.documents);
        found.into_iter().filter_map(|post| post.url.parse().ok()).collect()
    }
}

impl Lookup for Shard {
    fn postings(&self, term: &str) -> Vec<u32> {
        let known = self.vocabulary.binary_search_by(|other| other.as_str().cmp(term)).is_ok();
        if known { self.search(term) } else { Vec::new() }
    }

    fn prefix(&self, start: &str) -> Vec<u32> {
        if start.chars().count() < MIN_PREFIX_LEN { Vec::new() } else { self.search(start) }
    }
}

/// The bytes still to be read.
struct Rest<'b>(&'b [u8]);

impl<'b> Rest<'b> {
    fn number(&mut self) -> Result<usize, Damaged> {
        let mut value = 0_usize;
        for shift in [0, 7, 14, 21] {
            let (&byte, rest) = self.0.split_first().ok_or(Damaged("a search file is cut short"))?;
            self.0 = rest;
            value |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(Damaged("a number is too long"))
    }

    /// As many bytes as the number before them says.
    fn section(&mut self) -> Result<&'b [u8], Damaged> {
        let length = self.number()?;
        self.take(length)
    }

    /// Passes over so many numbers.
    fn skip(&mut self, numbers: usize) -> Result<(), Damaged> {
        for _ in 0..numbers {
            let length = self.0.iter().position(|byte| *byte < 0x80).ok_or(Damaged("a search file is cut short"))?;
            self.0 = &self.0[length + 1..];
        }
        Ok(())
    }

    fn take(&mut self, length: usize) -> Result<&'b [u8], Damaged> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(Damaged("a search file is cut short"))?;
        self.0 = rest;
        Ok(taken)
    }

    fn postings(&mut self, documents: usize) -> Result<Vec<u32>, Damaged> {
        let count = self.number()?;
        if count == 0 || count > documents || count > self.0.len() {
            return Err(Damaged("a list of documents has a wrong length"));
        }
        let mut found = Vec::with_capacity(count);
        let mut last = 0;
        for position in 0..count {
            let step = self.number()?;
            last += step;
            if last >= documents || (position > 0 && step == 0) {
                return Err(Damaged("a list of documents is out of order"));
            }
            found.push(last as u32);
        }
        Ok(found)
    }
}

/// tinysearch's index in parts, in the shape its `Deserialize` reads: the public way to hand over lists
/// that are sorted already, where its builder would collect every word of every document in sets.
enum Part {
    Index(Posts, Vec<String>, Vec<Vec<u32>>),
    Exact(Posts, Vec<String>, Vec<Vec<u32>>),
    Lists(Posts, Vec<String>, Vec<Vec<u32>>),
    Posts(Posts),
    Terms(Vec<String>),
    Postings(Vec<Vec<u32>>),
}

/// tinysearch's posts, of which we need the number only.
enum Posts {
    Plain(usize),
    Numbered(usize),
}

impl<'de> IntoDeserializer<'de, ValueError> for Part {
    type Deserializer = Part;

    fn into_deserializer(self) -> Part {
        self
    }
}

impl<'de> Deserializer<'de> for Part {
    type Error = ValueError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        match self {
            Part::Index(posts, terms, lists) => visitor.visit_map(MapDeserializer::new(once(("data", Part::Exact(posts, terms, lists))))),
            Part::Exact(posts, terms, lists) => visitor.visit_map(MapDeserializer::new(once(("Exact", Part::Lists(posts, terms, lists))))),
            Part::Lists(posts, terms, lists) => {
                let fields = [("posts", Part::Posts(posts)), ("terms", Part::Terms(terms)), ("postings", Part::Postings(lists))];
                visitor.visit_map(MapDeserializer::new(fields.into_iter()))
            }
            Part::Posts(posts) => {
                let (count, numbered) = match posts {
                    Posts::Plain(count) => (count, false),
                    Posts::Numbered(count) => (count, true),
                };
                let post = |number: usize| {
                    let url = if numbered { number.to_string() } else { String::new() };
                    MapAccessDeserializer::new(MapDeserializer::new(
                        [("title", String::new()), ("url", url), ("meta", String::new())].into_iter(),
                    ))
                };
                visitor.visit_seq(SeqDeserializer::new((0..count).map(|number| Post(post(number)))))
            }
            Part::Terms(terms) => visitor.visit_seq(SeqDeserializer::new(terms.into_iter())),
            Part::Postings(lists) => visitor.visit_seq(SeqDeserializer::new(lists.into_iter())),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, ValueError> {
        match self {
            Part::Exact(posts, terms, lists) => {
                let variant = once(("Exact", Part::Lists(posts, terms, lists)));
                visitor.visit_enum(MapAccessDeserializer::new(MapDeserializer::new(variant)))
            }
            other => other.deserialize_any(visitor),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// Lets one post's fields stand in a sequence.
struct Post<D>(D);

impl<'de, D: Deserializer<'de, Error = ValueError>> IntoDeserializer<'de, ValueError> for Post<D> {
    type Deserializer = D;

    fn into_deserializer(self) -> D {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tinysearch::{ExactIndexBackend, IndexBackend, IndexedDocument, PostId};

    fn example() -> Vec<u8> {
        let terms = ["coach'", "coach''", "coaching'", "\u{252}'"].map(str::to_owned).to_vec();
        write(4, terms, vec![vec![0, 3], vec![1], vec![2, 3], vec![1, 2]])
    }

    #[test]
    fn our_parts_give_the_bytes_of_tinysearchs_own_builder() {
        let words: [&[&str]; 4] = [&["coach'"], &["coach''", "\u{252}'"], &["coaching'", "\u{252}'"], &["coach'", "coaching'"]];
        let documents = words.map(|words| {
            let post = PostId { title: String::new(), url: String::new(), meta: String::new() };
            IndexedDocument::new(post, words.iter().map(|word| (*word).to_owned()))
        });
        let built = Storage::from(ExactIndexBackend.build(documents.to_vec())).to_bytes().expect("a small index");
        assert_eq!(example(), built);
    }

    #[test]
    fn the_format_has_not_changed() {
        let bytes = write(2, vec!["a'".to_owned()], vec![vec![0, 1]]);
        assert_eq!(bytes, b"tinysearch\x02\x07\x02\0\0\0\0\0\0\x01\x03a'\n\x02\0\x01");
    }

    #[test]
    fn whole_terms_and_prefixes_are_looked_up() {
        let shard = Shard::read(&[&example()], 4).expect("whole");
        assert_eq!(shard.postings("coach'"), [0, 1, 3]);
        assert_eq!(shard.postings("coach''"), [1]);
        assert_eq!(shard.prefix("coac"), [0, 1, 2, 3]);
        assert_eq!(shard.postings(&format!("{}'", stored("2"))), [1, 2]);
        assert!(shard.prefix("co").is_empty());
    }

    #[test]
    fn parts_are_what_tinysearch_writes_for_their_terms() {
        let terms = ["coach'", "coach''", "coaching'", "\u{252}'"].map(str::to_owned).to_vec();
        let postings = vec![vec![0, 3], vec![1], vec![2, 300], vec![1, 2]];
        let parts = write_parts(301, terms.clone(), postings.clone(), &[1, 3]);
        assert_eq!(
            parts,
            [write(301, terms[..1].to_vec(), postings[..1].to_vec()), write(301, terms[1..].to_vec(), postings[1..].to_vec())]
        );
        let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
        assert_eq!(Shard::read(&parts, 301).expect("whole").prefix("coach"), [0, 1, 2, 3, 300]);
        assert!(Shard::read(&[parts[1], parts[0]], 301).is_err());
    }

    #[test]
    fn damaged_bytes_are_an_answer() {
        let whole = example();
        assert!(Storage::from_bytes(&whole).is_ok());
        for at in 0..whole.len() {
            assert!(Shard::read(&[&whole[..at]], 4).is_err(), "cut at {at}");
            for value in [0, 1, 0x7f, 0x80, 0xff] {
                let mut bytes = whole.clone();
                bytes[at] = value;
                let _ = Shard::read(&[&bytes], 4);
            }
        }
        assert!(Shard::read(&[&whole], 3).is_err());
    }
}
