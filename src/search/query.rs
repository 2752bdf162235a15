//! Answers queries. `themes/default/js/search/engine.js` does the same, step for step, over the same
//! bytes; a comparison in `tests/search` holds the two together, so change both or neither.
//!
//! Every word of a query collects evidence in every document: its name, a facet value, what it is about,
//! what it mentions. Words that name a facet value together are one slot, every other word is its own.
//! A document's score is what its slots are worth, less for every slot it lacks, plus what it is owed
//! for being called what was typed.

use std::collections::BTreeMap;
use std::ops::Range;

use super::files::{Role, SearchFiles};
use super::index::value_term;
use super::log::weight;
use super::names::{Names, unpack};
use super::phrases::{NAMED, Phrases};
use super::spelling::Ruler;
use super::tiny::{Lookup, Shard, stored};
use super::vocabulary::Vocabulary;
use super::words::{Word, glued, key, letters, slug, stem, variants, words};
use super::{Damaged, Kind, seal};

/// More words than this are not read.
const MOST_WORDS: usize = 20;
/// Names of values and documents have at most so many words, in a query.
const LONGEST_NAME: usize = 8;
/// Evidence, from the strongest kind to the weakest.
const IN_NAME: u8 = 10;
const PHRASE: u8 = 7;
const NAME_BEGUN: u8 = 7;
const VALUE_WORD: u8 = 6;
const IN_HEADING: u8 = 6;
const ABOUT: u8 = 5;
const MENTIONED: u8 = 4;
/// The most that another way to say a word counts for.
const MEANT: u8 = 4;
const HEADING_BEGUN: u8 = 4;
const WORD_BEGUN: u8 = 2;
/// What a beginning is worth less where the word itself is known.
const BEGUN_ONLY: u8 = 4;
/// What a name is worth beyond its words when a query holds it whole.
const WHOLE_NAME: u32 = 14;
/// What a document is owed when the whole query is its name, a heading of it, or the beginning of its name.
const IS_NAME: u32 = 30_000;
const IS_HEADING: u32 = 15_000;
const BEGINS_NAME: u32 = 12_000;
/// A value's slot weighs at least this.
const VALUE_WEIGHT: u32 = 24;
/// A word that asks weighs at most this, beside others.
const SMALL_WEIGHT: u32 = 4;
/// A word that hints at more values than this, or that an eighth of all documents have, hints at none.
const MOST_HINTS: usize = 6;

/// What is asked.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// As it was typed.
    pub text: String,
    /// Chosen facet values: a document must have one of each group.
    pub selection: Vec<Vec<u32>>,
    /// Values that words of the text must not be taken for.
    pub without: Vec<u32>,
    /// How many hits to give.
    pub limit: usize,
    /// Whether words that names and facet values answer are looked for in texts as well, however much is
    /// found without: a first look finds the same best documents from fewer files.
    pub deep: bool,
}

/// What is answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// The best documents, best first.
    pub hits: Vec<Hit>,
    /// How many documents have everything that was asked for.
    pub total: usize,
    /// Facet values that words of the query were taken for, or may mean.
    pub suggestions: Vec<Suggestion>,
    /// The query as it was understood, where a word had to be corrected.
    pub correction: Option<String>,
    /// Words to mark in a text, and whether words that begin so are marked too.
    pub marks: Vec<(String, bool)>,
}

/// A document found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Its number; see [`Engine::document`].
    pub document: u32,
    /// Its score; it means something only beside other scores of the same answer.
    pub score: u32,
    /// Whether it has everything that was asked for.
    pub full: bool,
}

/// A facet value seen in a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The value's ordinal over all facets.
    pub value: u32,
    /// The words it was seen in, by number.
    pub words: Range<usize>,
    /// How it was seen.
    pub via: Via,
}

/// How a facet value was seen in a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Via {
    /// The words name it; they act as the value.
    Name,
    /// The words begin its name.
    Beginning,
    /// A word is part of its name.
    Word,
}

/// What is shown of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<'e> {
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub title: &'e str,
    /// Where it is.
    pub url: String,
    /// What is shown beside its name.
    pub context: &'e str,
}

/// An index that has been read.
pub struct Engine {
    names: Names,
    titles: Vec<String>,
    phrases: Phrases,
    /// Words of names, and of telling headings.
    named: Vocabulary,
    headed: Vocabulary,
    /// Whole names, and headings, run together by stem.
    whole: Vocabulary,
    whole_headings: Vocabulary,
    /// Whole names run together as written.
    starts: Vocabulary,
    /// What else a word or phrase may mean, by its words run together by stem.
    meanings: BTreeMap<String, Vec<String>>,
    values: Shard,
    text: Shard,
    /// Words with how often they are used, by file.
    words: Vec<(String, Vec<(String, u32)>)>,
}

impl Engine {
    /// Reads an index. Everything is checked here, so that a query cannot fail.
    pub fn open(files: &SearchFiles) -> Result<Engine, Damaged> {
        let by_name: BTreeMap<&str, &[u8]> = files.files.iter().map(|file| (file.name.as_str(), file.bytes.as_slice())).collect();
        let content = |name: &str| seal::unseal(by_name.get(name).copied().ok_or(Damaged("a search file is missing"))?);
        let first = files.files.iter().find(|file| file.role == Role::Names).ok_or(Damaged("there are no names"))?;
        let (names, titles) = Names::read(seal::unseal(&first.bytes)?)?;
        let values = names.values.iter().map(|(_, name)| content(name)).collect::<Result<Vec<_>, _>>()?;
        let text = names.text.iter().map(|(_, name)| content(name)).collect::<Result<Vec<_>, _>>()?;
        let (values, text) = (Shard::read(&values, titles.len())?, Shard::read(&text, titles.len())?);
        let words =
            names.words.iter().map(|(first, name)| Ok((first.clone(), word_list(content(name)?)?))).collect::<Result<_, Damaged>>()?;
        let mut engine = Engine {
            phrases: Phrases::of(&names.facets, &names.counts, &names.language),
            names,
            titles,
            named: Vocabulary::default(),
            headed: Vocabulary::default(),
            whole: Vocabulary::default(),
            whole_headings: Vocabulary::default(),
            starts: Vocabulary::default(),
            meanings: BTreeMap::new(),
            values,
            text,
            words,
        };
        engine.learn_names();
        Ok(engine)
    }

    fn learn_names(&mut self) {
        let mut names: Vec<(u32, &String)> = (0..).zip(&self.titles).collect();
        names.extend(self.names.aliases.iter().flat_map(|(number, aliases)| aliases.iter().map(move |alias| (*number, alias))));
        names.sort_by_key(|(number, _)| *number);
        for (number, name) in names {
            self.starts.add(&glued(name), number);
            self.whole.add(&key(name), number);
            for term in with_glued(&words(name)) {
                self.named.add(&term, number);
            }
        }
        for (phrase, meanings) in &self.names.synonyms {
            self.meanings.entry(key(phrase)).or_default().extend(meanings.iter().cloned());
        }
        for (number, headings) in &self.names.headings {
            for heading in headings {
                self.whole_headings.add(&key(heading), *number);
                for term in with_glued(&words(heading)) {
                    self.headed.add(&term, *number);
                }
            }
        }
    }

    /// How many documents there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.titles.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.titles.is_empty()
    }

    /// What is shown of a document of an answer.
    #[must_use]
    pub fn document(&self, number: u32) -> Option<Found<'_>> {
        let title = self.titles.get(number as usize)?;
        let group = self.names.groups.get(*self.names.group.get(number as usize)? as usize)?;
        let given = self.names.slugs.binary_search_by_key(&number, |(number, _)| *number).ok();
        let last = given.map_or_else(|| slug(title), |at| self.names.slugs[at].1.clone());
        Some(Found { kind: group.0, title, url: format!("{}{last}{}", group.1, group.2), context: &group.3 })
    }

    /// The label of a value, and its facet's id and its own.
    #[must_use]
    pub fn value(&self, value: u32) -> Option<(&str, &str, &str)> {
        let mut all = self.names.facets.iter().flat_map(|facet| facet.2.iter().map(move |value| (facet, value)));
        all.find(|(_, known)| known.0 == value).map(|(facet, value)| (value.2.as_str(), facet.0.as_str(), value.1.as_str()))
    }

    /// Answers a query. Where a first look finds too little, texts are looked into as well.
    #[must_use]
    pub fn query(&self, query: &Query) -> Answer {
        let answer = self.answer(query);
        if query.deep || answer.total >= query.limit {
            return answer;
        }
        self.answer(&Query { deep: true, ..query.clone() })
    }

    fn answer(&self, query: &Query) -> Answer {
        let mut asked = Asked::read(&query.text);
        self.gather(&mut asked, query);
        if self.correct(&mut asked) {
            self.gather(&mut asked, query);
        }
        let (slots, suggestions) = self.slots(&asked, &query.without);
        let tally = self.tally(&asked, &slots);
        let owed = self.owed(&asked);
        let allowed = self.allowed(query);
        let hits = rank(&tally, &owed, &allowed);
        let total = hits.iter().filter(|hit| hit.full).count();
        let hits = best(hits, &owed, total, query.limit);
        Answer { hits, total, suggestions, correction: asked.correction(), marks: asked.marks() }
    }

    /// Collects the evidence for every word, and for neighbours written as one.
    fn gather(&self, asked: &mut Asked, query: &Query) {
        let answered = self.answered(asked, &query.without);
        let small = self.small_beside_others(asked);
        let textual: Vec<bool> = answered.iter().zip(&small).map(|(answered, small)| (query.deep || !answered) && !small).collect();
        asked.evidence = (0..asked.words.len()).map(|at| self.evidence(&asked.words[at].text, asked.is_open(at), textual[at])).collect();
        for (at, answered) in answered.iter().enumerate() {
            asked.evidence[at].known |= *answered;
        }
        for length in [2, 3] {
            for first in 0..(asked.words.len() + 1).saturating_sub(length) {
                let span = first..first + length;
                let costs_nothing = textual[first] && letters(&asked.words[first].text) > 3;
                let worth_it = textual[span.clone()].contains(&true) && !small[span.clone()].contains(&true);
                self.join(asked, span, costs_nothing, worth_it || query.deep);
            }
        }
        for span in asked.spans() {
            for meaning in self.meanings.get(&asked.key(span.clone())).into_iter().flatten() {
                self.mean(asked, span.clone(), meaning, textual[span.clone()].contains(&true));
            }
        }
    }

    /// Words that the glossary says otherwise: what documents say about all words of the other way counts.
    fn mean(&self, asked: &mut Asked, span: Range<usize>, meaning: &str, textual: bool) {
        let parts: Vec<Evidence> = words(meaning).iter().map(|word| self.evidence(&word.text, false, textual)).collect();
        let mut meant = Evidence::none(self.len());
        meant.mark(self.whole.exact(&key(meaning)), IN_NAME);
        for document in 0..self.len() {
            if let Some(least) = parts.iter().map(|part| part.strength[document]).min() {
                meant.raise(document, least.min(MEANT));
            }
        }
        if meant.having > 0 {
            for found in &mut asked.evidence[span] {
                found.take(&meant);
            }
        }
    }

    /// Which words are answered by names alone: those that name a facet value, small ones among others, or
    /// all of them where they are the whole name of a document.
    fn answered(&self, asked: &Asked, without: &[u32]) -> Vec<bool> {
        let count = asked.words.len();
        let key = asked.key(0..count);
        let named = !self.whole.exact(&key).is_empty() || !self.whole_headings.exact(&key).is_empty();
        let mut answered: Vec<bool> = asked.words.iter().map(|word| named || count > 1 && self.is_small(word)).collect();
        for (span, _) in self.named_spans(asked, without) {
            answered[span].fill(true);
        }
        answered
    }

    /// Which words seldom say what somebody looks for, where others do: they are not looked for in texts.
    fn small_beside_others(&self, asked: &Asked) -> Vec<bool> {
        let small: Vec<bool> = asked.words.iter().map(|word| self.is_small(word)).collect();
        if small.contains(&false) { small } else { vec![false; small.len()] }
    }

    /// What documents say about one word.
    fn evidence(&self, word: &str, open: bool, textual: bool) -> Evidence {
        let mut found = Evidence::none(self.len());
        for (at, variant) in variants(word).iter().enumerate() {
            let less = u8::from(at > 0);
            found.mark(self.named.exact(variant), IN_NAME - less);
            found.mark(self.headed.exact(variant), IN_HEADING - less);
            if textual {
                self.mark_text(&mut found, variant, MENTIONED - less, ABOUT - less);
            }
        }
        found.mark(self.whole.exact(&stem(word)), IN_NAME);
        let exact = found.having;
        found.known = exact > 0 || variants(word).iter().any(|word| !self.phrases.words.exact(word).is_empty());
        let length = letters(word);
        if open || length > 3 {
            let less = if exact > 0 { BEGUN_ONLY } else { 0 };
            for (_, documents) in self.named.prefix(word) {
                found.mark(documents, NAME_BEGUN - less);
            }
            for (_, documents) in self.headed.prefix(word) {
                found.mark(documents, HEADING_BEGUN.saturating_sub(less).max(1));
            }
            if textual {
                found.mark(&self.begun(word, length), WORD_BEGUN.saturating_sub(less).max(1));
            }
            found.known |= found.having > 0 || (open && self.phrases.words.prefix(word).next().is_some());
        }
        if exact > 0 {
            found.having = exact;
        }
        found
    }

    /// What texts say about one word.
    fn mark_text(&self, found: &mut Evidence, word: &str, mentioned: u8, about: u8) {
        let stored = stored(word);
        found.mark(&self.text.postings(&format!("{stored}'")), mentioned);
        found.mark(&self.text.postings(&format!("{stored}''")), about);
    }

    /// The documents of all terms that begin so. In a big guide it takes four letters to say little enough.
    fn begun(&self, word: &str, length: usize) -> Vec<u32> {
        let enough = if self.names.text.len() > 8 { 4 } else { 3 };
        if length < enough { Vec::new() } else { self.text.prefix(&stored(word)) }
    }

    /// "open sci ed" is one word where documents write it so, and "lesson study" may be joined by a hyphen.
    /// In texts this is looked for where it costs no other file, or is worth one because the parts alone say
    /// too little.
    fn join(&self, asked: &mut Asked, span: Range<usize>, costs_nothing: bool, worth_it: bool) {
        let parts = &asked.words[span.clone()];
        let text: String = parts.iter().map(|word| word.text.as_str()).collect();
        let doubtful = parts[1..].iter().any(|word| word.joined)
            || parts.iter().any(|word| letters(&word.text) < 3)
            || asked.evidence[span.clone()].iter().any(|found| !found.known);
        let mut joined = Evidence::none(self.len());
        joined.mark(self.named.exact(&text), IN_NAME);
        joined.mark(self.headed.exact(&text), IN_HEADING);
        if costs_nothing || (worth_it && doubtful) {
            self.mark_text(&mut joined, &text, PHRASE, PHRASE);
        }
        let named = !self.phrases.words.exact(&text).is_empty();
        if joined.having == 0 && !named {
            return;
        }
        for found in &mut asked.evidence[span] {
            found.take(&joined);
        }
    }

    /// Replaces words that nobody wrote by the nearest that somebody did; says whether there were any.
    fn correct(&self, asked: &mut Asked) -> bool {
        let mut at = 0;
        while at < asked.words.len() {
            if !asked.evidence[at].known && !self.is_common(&asked.words[at].text) && !self.in_phrase(asked, at) {
                let word = &asked.words[at].text;
                if let Some(better) = self.split(word).or_else(|| self.nearest(word).map(|word| vec![word])) {
                    at += asked.replace(at, better);
                    continue;
                }
            }
            at += 1;
        }
        asked.corrected
    }

    /// Whether everybody spells a word rightly, so that another was not meant.
    fn is_common(&self, word: &str) -> bool {
        self.names.common.binary_search(&stem(word)).is_ok()
    }

    /// Whether a word is part of a name as it stands.
    fn in_phrase(&self, asked: &Asked, at: usize) -> bool {
        let count = asked.words.len();
        let mut spans = asked.spans().into_iter().filter(|span| span.contains(&at));
        spans.any(|span| {
            let key = asked.key(span);
            !self.phrases.exact(&key).is_empty() || !self.whole.exact(&key).is_empty()
        }) || (asked.open && (0..=at).any(|first| self.phrases.starts.prefix(&asked.glued(first..count)).next().is_some()))
    }

    /// "greatminds" as "great minds". Shorter halves are often chance: "programme" is not "program me".
    fn split(&self, word: &str) -> Option<Vec<String>> {
        let known = |word: &str| {
            let is = |word: &String| {
                !self.named.exact(word).is_empty() || !self.phrases.words.exact(word).is_empty() || !self.headed.exact(word).is_empty()
            };
            variants(word).iter().any(is)
        };
        let length = letters(word);
        let places = word.char_indices().enumerate().filter(|(number, _)| *number > 2 && number + 2 < length);
        let halves = places.map(|(_, (place, _))| word.split_at(place)).filter(|(one, other)| known(one) && known(other));
        halves.last().map(|(one, other)| vec![one.to_owned(), other.to_owned()])
    }

    /// The word that is fewest slips away; of those the one that begins alike, then the one used most.
    fn nearest(&self, word: &str) -> Option<String> {
        let mut best: Option<(Rank, String)> = None;
        let mut ruler = Ruler::new(word);
        for known in self.short_list() {
            offer(&mut best, &mut ruler, word, known, NAME_FREQUENCY);
        }
        if best.as_ref().is_some_and(|(rank, _)| rank.0 == 1) {
            return best.map(|(_, word)| word);
        }
        let mut first = word.chars();
        let mut files: Vec<usize> =
            [first.next(), first.next()].into_iter().flatten().filter_map(|letter| self.word_file(letter)).collect();
        files.dedup();
        for file in files {
            let mut ruler = Ruler::new(word);
            for (known, used) in &self.words[file].1 {
                offer(&mut best, &mut ruler, word, known, *used);
            }
            if best.as_ref().is_some_and(|(rank, _)| rank.0 == 1) {
                break;
            }
        }
        best.map(|(_, word)| word)
    }

    /// The words of names and values, sorted.
    fn short_list(&self) -> Vec<&str> {
        let mut words: Vec<&str> =
            self.named.all().chain(self.headed.all()).chain(self.phrases.words.all()).chain(self.phrases.starts.all()).collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    fn word_file(&self, letter: char) -> Option<usize> {
        let mut text = [0; 4];
        let letter = &*letter.encode_utf8(&mut text);
        self.words.partition_point(|(first, _)| first.as_str() <= letter).checked_sub(1)
    }

    /// Parts the query: spans that name a facet value, longest first, then single words.
    fn slots(&self, asked: &Asked, without: &[u32]) -> (Vec<Slot>, Vec<Suggestion>) {
        let count = asked.words.len();
        let mut taken = vec![false; count];
        let mut slots = Vec::new();
        let mut suggestions = Vec::new();
        for (span, values) in self.named_spans(asked, without) {
            taken[span.clone()].fill(true);
            suggestions.extend(values.iter().map(|(value, _)| Suggestion { value: *value, words: span.clone(), via: Via::Name }));
            let sure = values.iter().map(|(_, sure)| *sure).max().unwrap_or(NAMED);
            slots.push(Slot { span, values: values.into_iter().map(|(value, _)| value).collect(), sure, named: true });
        }
        for (at, taken) in taken.into_iter().enumerate() {
            if !taken {
                slots.push(self.single(asked, at, without, &mut suggestions));
            }
        }
        slots.sort_by_key(|slot| slot.span.start);
        suggestions.sort_by_key(|suggestion| (suggestion.words.start, suggestion.value));
        (slots, suggestions)
    }

    /// The spans of words that name facet values, longest first, and those values with how surely.
    fn named_spans(&self, asked: &Asked, without: &[u32]) -> Vec<(Range<usize>, Vec<Sure>)> {
        let count = asked.words.len();
        let mut taken = vec![false; count];
        let mut spans = Vec::new();
        for length in (1..=count.min(LONGEST_NAME)).rev() {
            for first in 0..=count - length {
                let span = first..first + length;
                if taken[span.clone()].contains(&true) {
                    continue;
                }
                let values = self.meant(asked, &span, without);
                if !values.is_empty() {
                    taken[span.clone()].fill(true);
                    spans.push((span, values));
                }
            }
        }
        spans
    }

    /// The values that these words, all of them, name.
    fn meant(&self, asked: &Asked, span: &Range<usize>, without: &[u32]) -> Vec<Sure> {
        let words = &asked.words[span.clone()];
        let key = asked.key(span.clone());
        let spoken = words.iter().all(|word| !word.capitals) && letters(&key) < 4;
        let short = letters(&key) < 3 && asked.words.len() > 3 && span.end < asked.words.len();
        let whole = asked.words.len() == span.len();
        if spoken && !whole && (short || words.iter().all(|word| self.is_small(word))) {
            return Vec::new();
        }
        let mut values = self.phrases.exact(&key).to_vec();
        if values.is_empty() {
            let spanned = match words {
                [first, last] if last.joined => self.phrases.spanned(&first.text, &last.text),
                [called, first, last] if last.joined && called.text.starts_with("grade") => self.phrases.spanned(&first.text, &last.text),
                _ => Vec::new(),
            };
            values = spanned.into_iter().map(|value| (value, NAMED)).collect();
        }
        if values.is_empty() && words.len() > 1 && asked.is_open(span.end - 1) {
            values = self.begun_name(&asked.glued(span.clone()));
        }
        if values.is_empty() {
            let meanings = self.meanings.get(&key).into_iter().flatten();
            values = meanings.flat_map(|meaning| self.phrases.exact(&self::key(meaning))).copied().collect();
        }
        values.retain(|(value, _)| !without.contains(value));
        values
    }

    /// The values whose names begin with words that are still being typed, if they are few.
    fn begun_name(&self, start: &str) -> Vec<Sure> {
        let mut begun: Vec<u32> = self.phrases.starts.prefix(start).flat_map(|(_, values)| values).copied().collect();
        if begun.len() > MOST_HINTS {
            return Vec::new();
        }
        begun.sort_unstable();
        begun.dedup();
        begun.into_iter().map(|value| (value, u32::from(VALUE_WORD))).collect()
    }

    /// A word that names no value by itself may still hint at some.
    fn single(&self, asked: &Asked, at: usize, without: &[u32], suggestions: &mut Vec<Suggestion>) -> Slot {
        let word = &asked.words[at].text;
        let mut values: Vec<u32> = Vec::new();
        let mut via = Via::Word;
        // The one value whose name the word is a good part of: "math" of "Mathematics". Then it may be a common word.
        let mut sole = false;
        if asked.words.len() == 1 || !self.is_small(&asked.words[at]) {
            values = variants(word).iter().flat_map(|word| self.phrases.words.exact(word)).copied().collect();
            let length = letters(word);
            if length > if asked.is_open(at) { 2 } else { 3 } {
                let starts: Vec<(&str, &[u32])> = self.phrases.starts.prefix(word).collect();
                let names: Vec<_> = starts.iter().filter(|(name, _)| letters(name) <= 3 * length).copied().collect();
                sole = length > 3 && names.len() == 1 && (values.len() < 2 || values.len() > MOST_HINTS);
                if sole || values.is_empty() {
                    let begun = if sole { names } else { starts };
                    values = begun.into_iter().flat_map(|(_, values)| values).copied().collect();
                    via = Via::Beginning;
                }
            }
        }
        values.sort_unstable();
        values.dedup();
        values.retain(|value| !without.contains(value));
        if values.len() > MOST_HINTS || !sole && asked.evidence[at].having * 8 > self.len() {
            values.clear();
        }
        suggestions.extend(values.iter().map(|value| Suggestion { value: *value, words: at..at + 1, via }));
        Slot { span: at..at + 1, values, sure: u32::from(VALUE_WORD), named: false }
    }

    /// Adds up what the slots are worth in each document.
    fn tally(&self, asked: &Asked, slots: &[Slot]) -> Tally {
        let mut tally = Tally::none(self.len());
        let weights = self.weights(asked);
        let held = self.whole_names(asked, &weights);
        let filled: Vec<(Vec<bool>, u32)> = slots.iter().map(|slot| self.holders(slot)).collect();
        let weighs = |slot: &Slot, value: u32| if slot.named { value } else { slot.span.clone().map(|at| weights[at]).sum() };
        let most = slots.iter().zip(&filled).map(|(slot, (_, value))| weighs(slot, *value)).max().unwrap_or(0);
        for (slot, (holders, value_weight)) in slots.iter().zip(&filled) {
            let weighs = weighs(slot, *value_weight);
            let needed = slot.named || weighs * 3 >= most && (slots.len() == 1 || !self.is_small(&asked.words[slot.span.start]));
            tally.all += weighs;
            let worth = value_weight * slot.sure;
            for (document, &held) in holders.iter().enumerate() {
                let said: u32 = slot.span.clone().map(|at| weights[at] * u32::from(asked.evidence[at].strength[document])).sum();
                let spoken = slot.span.clone().all(|at| asked.evidence[at].strength[document] > 0);
                tally.gained[document] += match (held, slot.named) {
                    (true, true) => worth,
                    (true, false) => said.max(worth),
                    (false, true) => said.min(worth * 3 / 4),
                    (false, false) => said,
                };
                if held || spoken {
                    tally.matched[document] += weighs;
                } else if needed {
                    tally.lacking[document] = true;
                }
            }
        }
        for (document, held) in held.into_iter().enumerate() {
            tally.gained[document] += held;
        }
        tally
    }

    /// Whether a word, such as "in" or "who", seldom says what somebody looks for.
    fn is_small(&self, word: &Word) -> bool {
        !word.capitals && self.names.everyday.binary_search(&word.text).is_ok()
    }

    /// What each word weighs: the fewer documents have it the more, but a small word never much.
    fn weights(&self, asked: &Asked) -> Vec<u32> {
        let weigh = |(word, found): (&Word, &Evidence)| match weight(self.len(), found.having) {
            weight if self.is_small(word) && asked.words.len() > 1 => weight.min(SMALL_WEIGHT),
            weight => weight,
        };
        asked.words.iter().zip(&asked.evidence).map(weigh).collect()
    }

    /// The documents one of the slot's values holds for, and what the slot weighs.
    fn holders(&self, slot: &Slot) -> (Vec<bool>, u32) {
        let mut holders = vec![false; self.len()];
        for value in &slot.values {
            for document in self.values.postings(&value_term(*value)) {
                holders[document as usize] = true;
            }
        }
        let having = holders.iter().filter(|held| **held).count();
        (holders, weight(self.len(), having).max(VALUE_WEIGHT))
    }

    /// What documents are owed whose whole name stands in the query.
    fn whole_names(&self, asked: &Asked, weights: &[u32]) -> Vec<u32> {
        let mut owed = vec![0; self.len()];
        for span in asked.spans() {
            let worth = weights[span.clone()].iter().sum::<u32>() * WHOLE_NAME;
            raise(&mut owed, self.whole.exact(&asked.key(span)), worth);
        }
        owed
    }

    /// What documents are owed because the whole query is, or begins, what they are called. A value's name
    /// in capitals, such as "IN", begins nothing.
    fn owed(&self, asked: &Asked) -> Vec<u32> {
        let mut owed = vec![0; self.len()];
        if asked.words.is_empty() {
            return owed;
        }
        let all = 0..asked.words.len();
        let (key, glued) = (asked.key(all.clone()), asked.glued(all));
        let code = asked.words.iter().all(|word| word.capitals) && !self.phrases.exact(&key).is_empty();
        if !code {
            for (name, documents) in self.starts.prefix(&glued) {
                let longer = letters(name) - letters(&glued);
                raise(&mut owed, documents, BEGINS_NAME - 100 * longer.min(40) as u32);
            }
        }
        raise(&mut owed, self.whole_headings.exact(&key), IS_HEADING);
        raise(&mut owed, self.whole.exact(&key), IS_NAME);
        owed
    }

    /// The documents which have a chosen value of each group.
    fn allowed(&self, query: &Query) -> Vec<bool> {
        let mut allowed = vec![true; self.len()];
        for group in &query.selection {
            let mut having = vec![false; self.len()];
            for document in group.iter().flat_map(|value| self.values.postings(&value_term(*value))) {
                having[document as usize] = true;
            }
            for (allowed, having) in allowed.iter_mut().zip(having) {
                *allowed &= having;
            }
        }
        allowed
    }
}

fn raise(owed: &mut [u32], documents: &[u32], worth: u32) {
    for document in documents {
        let owed = &mut owed[*document as usize];
        *owed = worth.max(*owed);
    }
}

/// The words of a name, with those joined by hyphens also as one.
fn with_glued(words: &[Word]) -> Vec<String> {
    let mut terms: Vec<String> = words.iter().map(|word| word.text.clone()).collect();
    let mut first = 0;
    while first < words.len() {
        let end = first + 1 + words[first + 1..].iter().take_while(|word| word.joined).count();
        if end > first + 1 {
            terms.push(words[first..end].iter().map(|word| word.text.as_str()).collect());
        }
        first = end;
    }
    terms
}

/// Reads a file of words: a letter for each, then the words.
fn word_list(content: &[u8]) -> Result<Vec<(String, u32)>, Damaged> {
    let text = std::str::from_utf8(content).map_err(|_| Damaged("a list of words is not text"))?;
    let (used, packed) = text.split_once('\n').ok_or(Damaged("a list of words is cut short"))?;
    let words = unpack(packed)?;
    if used.len() != words.len() {
        return Err(Damaged("a list of words is broken"));
    }
    Ok(words.into_iter().zip(used.bytes().map(|letter| u32::from(letter.saturating_sub(b'A')))).collect())
}

/// How good a correction is: slips, another first letter, how seldom it is used.
type Rank = (usize, bool, u32);

/// Words of names are taken to be used so often.
const NAME_FREQUENCY: u32 = 6;

fn offer(best: &mut Option<(Rank, String)>, ruler: &mut Ruler, word: &str, known: &str, used: u32) {
    if let Some(slips) = ruler.measure(known) {
        let rank = (slips, known.chars().next() != word.chars().next(), 99 - used.min(99));
        if best.as_ref().is_none_or(|(least, _)| rank < *least) {
            *best = Some((rank, known.to_owned()));
        }
    }
}

/// What documents say about a word.
struct Evidence {
    strength: Vec<u8>,
    /// How many documents have the word itself.
    having: usize,
    known: bool,
}

impl Evidence {
    fn none(documents: usize) -> Evidence {
        Evidence { strength: vec![0; documents], having: 0, known: false }
    }

    fn mark(&mut self, documents: &[u32], strength: u8) {
        for document in documents {
            self.raise(*document as usize, strength);
        }
    }

    fn raise(&mut self, document: usize, strength: u8) {
        let known = &mut self.strength[document];
        self.having += usize::from(*known == 0 && strength > 0);
        *known = strength.max(*known);
    }

    /// Takes over what is said about the word as part of another.
    fn take(&mut self, other: &Evidence) {
        for (known, strength) in self.strength.iter_mut().zip(&other.strength) {
            *known = (*known).max(*strength);
        }
        self.having = if self.known { self.having.max(other.having) } else { other.having };
        self.known = true;
    }
}

/// A query as it is being understood.
struct Asked {
    words: Vec<Word>,
    evidence: Vec<Evidence>,
    /// The last word may still be growing.
    open: bool,
    corrected: bool,
}

impl Asked {
    fn read(text: &str) -> Asked {
        let mut words = words(text);
        words.truncate(MOST_WORDS);
        let open = text.chars().last().is_some_and(char::is_alphanumeric);
        Asked { words, evidence: Vec::new(), open, corrected: false }
    }

    /// Every run of words that may be a name.
    fn spans(&self) -> Vec<Range<usize>> {
        let count = self.words.len();
        (0..count).flat_map(|first| (first + 1..=count.min(first + LONGEST_NAME)).map(move |end| first..end)).collect()
    }

    fn is_open(&self, at: usize) -> bool {
        self.open && at + 1 == self.words.len()
    }

    fn key(&self, span: Range<usize>) -> String {
        self.words[span].iter().map(|word| stem(&word.text)).collect()
    }

    fn glued(&self, span: Range<usize>) -> String {
        self.words[span].iter().map(|word| word.text.as_str()).collect()
    }

    /// Puts other words in the place of one; says how many.
    fn replace(&mut self, at: usize, better: Vec<String>) -> usize {
        let count = better.len();
        let words = better.into_iter().map(|text| Word { text, joined: false, capitals: false });
        self.words.splice(at..=at, words);
        self.evidence.splice(at..=at, (0..count).map(|_| Evidence::none(0)));
        self.corrected = true;
        count
    }

    fn correction(&self) -> Option<String> {
        let words: Vec<&str> = self.words.iter().map(|word| word.text.as_str()).collect();
        self.corrected.then(|| words.join(" "))
    }

    fn marks(&self) -> Vec<(String, bool)> {
        let last = self.words.len();
        self.words
            .iter()
            .enumerate()
            .map(|(at, word)| (word.text.clone(), letters(&word.text) > 3 || (self.open && at + 1 == last)))
            .collect()
    }
}

/// A value, and how surely it is meant.
type Sure = (u32, u32);

/// Words that are answered together.
struct Slot {
    span: Range<usize>,
    values: Vec<u32>,
    sure: u32,
    /// The words name the values; otherwise they may only hint at them.
    named: bool,
}

/// Scores while they are added up.
struct Tally {
    gained: Vec<u32>,
    matched: Vec<u32>,
    lacking: Vec<bool>,
    all: u32,
}

impl Tally {
    fn none(documents: usize) -> Tally {
        Tally { gained: vec![0; documents], matched: vec![0; documents], lacking: vec![false; documents], all: 0 }
    }

    fn score(&self, document: usize) -> u32 {
        self.gained[document] * (16 * self.matched[document] / self.all.max(1)) / 16
    }
}

/// Every document that has something of what was asked for, best first. An empty query asks for nothing
/// and gets everything.
fn rank(tally: &Tally, owed: &[u32], allowed: &[bool]) -> Vec<Hit> {
    let scores =
        (0..allowed.len()).filter(|document| allowed[*document]).map(|document| (document, tally.score(document) + owed[document]));
    let found = scores.filter(|(_, score)| *score > 0 || tally.all == 0);
    let mut hits: Vec<Hit> =
        found.map(|(document, score)| Hit { document: document as u32, score, full: !tally.lacking[document] }).collect();
    hits.sort_by(|one, other| other.score.cmp(&one.score).then(one.document.cmp(&other.document)));
    hits
}

/// The first of them. Documents that lack something are given only where the others leave room, or where
/// they are called what was asked for.
fn best(mut hits: Vec<Hit>, owed: &[u32], total: usize, limit: usize) -> Vec<Hit> {
    if total >= limit {
        hits.retain(|hit| hit.full || owed[hit.document as usize] > 0);
    }
    hits.truncate(limit);
    hits
}

#[cfg(test)]
mod tests {
    use super::super::{Document, FacetTerms, ValueTerms, index, terms};
    use super::*;

    fn guide() -> SearchFiles {
        let document = |kind, url: &str, title: &str, body: &str, values: &[u32]| Document {
            kind,
            url: url.to_owned(),
            title: title.to_owned(),
            aliases: vec![],
            summary: String::new(),
            headings: vec!["How we coach".to_owned()],
            body: body.to_owned(),
            values: values.to_vec(),
            context: String::new(),
        };
        let documents = [
            document(Kind::Provider, "/providers/tntp/", "TNTP", "Coaching in science.", &[0]),
            document(Kind::Provider, "/providers/zearn/", "Zearn", "Digital lessons in mathematics.", &[1]),
            document(Kind::Section, "/playbook/a/#b", "Say what you need", "Write down your goals for coaching.", &[]),
        ];
        let value = |ordinal, id: &str, label: &str| ValueTerms {
            ordinal,
            id: id.to_owned(),
            label: label.to_owned(),
            aliases: vec![],
            extra: vec![],
        };
        let facet = FacetTerms {
            id: "subjects".to_owned(),
            label: "Subject".to_owned(),
            values: vec![value(0, "science", "Science"), value(1, "math", "Mathematics")],
        };
        let documents = documents.map(|document| {
            let found = terms(&document);
            (document, found)
        });
        index(documents.into(), &[facet], &[("aims".to_owned(), vec!["goals".to_owned()])])
    }

    fn urls(query: Query) -> Vec<String> {
        let engine = Engine::open(&guide()).expect("whole");
        engine
            .query(&Query { limit: 10, ..query })
            .hits
            .iter()
            .filter_map(|hit| engine.document(hit.document))
            .map(|found| found.url)
            .collect()
    }

    #[test]
    fn a_value_is_recognised_and_can_be_taken_back() {
        let engine = Engine::open(&guide()).expect("whole");
        let query = Query { text: "science".to_owned(), limit: 10, ..Query::default() };
        let seen = engine.query(&query).suggestions;
        assert_eq!(seen, [Suggestion { value: 0, words: 0..1, via: Via::Name }]);
        assert!(engine.query(&Query { without: vec![0], ..query }).suggestions.is_empty());
    }

    #[test]
    fn chosen_values_narrow_an_answer() {
        let coaching = |selection| urls(Query { text: "coaching".to_owned(), selection, ..Query::default() });
        assert_eq!(coaching(vec![]), ["/providers/tntp/", "/playbook/a/#b"]);
        assert_eq!(coaching(vec![vec![0]]), ["/providers/tntp/"]);
        assert_eq!(coaching(vec![vec![0], vec![1]]), [""; 0]);
    }

    #[test]
    fn an_empty_query_gives_everything_that_is_chosen() {
        assert_eq!(urls(Query { selection: vec![vec![0, 1]], ..Query::default() }).len(), 2);
    }

    #[test]
    fn the_glossary_says_what_else_a_word_means() {
        assert_eq!(urls(Query { text: "aims".to_owned(), ..Query::default() }), ["/playbook/a/#b"]);
    }

    #[test]
    fn damage_is_an_answer_even_where_the_checksum_fits() {
        let whole = guide();
        for (number, file) in whole.files.iter().enumerate() {
            let content = seal::unseal(&file.bytes).expect("whole").to_vec();
            for at in 0..content.len() {
                let mut damaged = whole.clone();
                let mut content = content.clone();
                content[at] = content[at].wrapping_add(1 + (at % 90) as u8);
                damaged.files[number].bytes = seal::seal(&content).0;
                if let Ok(engine) = Engine::open(&damaged) {
                    let _ = engine.query(&Query { text: "coachng science".to_owned(), limit: 3, ..Query::default() });
                }
                damaged.files[number].bytes = seal::seal(&content[..at]).0;
                let _ = Engine::open(&damaged);
            }
        }
        let missing = SearchFiles { files: whole.files[..1].to_vec() };
        assert!(Engine::open(&missing).is_err());
    }
}
