// Answers queries. src/search/query.rs does the same, step for step, over the same bytes, and says why;
// change both or neither. Files other than the names may be missing: the answer then says which ones
// would make it better, and is to be asked for again when they are there.

import { openShard, place, stored, unpack } from "./bytes.js";
import { phrasesOf } from "./phrases.js";
import { ruler } from "./spelling.js";
import { damaged, textOf, unseal } from "./seal.js";
import { vocabulary } from "./vocabulary.js";
import { key, roots, run, stem, variants, withGlued, words } from "./words.js";

const MOST_WORDS = 20, LONGEST_NAME = 8, MOST_HINTS = 6, NAME_FREQUENCY = 6;
const IN_NAME = 10, PHRASE = 7, NAME_BEGUN = 7, VALUE_WORD = 6, IN_HEADING = 6, ABOUT = 5, MENTIONED = 4, MEANT = 4, HEADING_BEGUN = 4, WORD_BEGUN = 2, BEGUN_ONLY = 4;
const NAMED = 8, WHOLE_NAME = 14, IS_NAME = 30000, IS_HEADING = 15000, BEGINS_NAME = 12000, VALUE_WEIGHT = 24, SMALL_WEIGHT = 4;

/** @typedef {{document: number, score: number, full: boolean}} Hit
 *  @typedef {{value: number, first: number, end: number, via: "name" | "beginning" | "word"}} Suggestion
 *  @typedef {{hits: Hit[], total: number, suggestions: Suggestion[], correction: string | null, marks: [string, boolean][], missing: string[]}} Answer
 *    `missing` files would make it better
 *  @typedef {{text: string, selection?: number[][], without?: number[], limit?: number, deep?: boolean}} Query
 *
 *  Words that are answered together; `named`: they name the values, otherwise they may only hint at them.
 *  @typedef {{span: number[], values: number[], sure: number, named: boolean}} Slot
 *  @typedef {[number, number]} Sure  a value, and how surely it is meant
 *  @typedef {[gained: Uint32Array, matched: Uint32Array, lacking: Uint8Array, all: number]} Tally
 *  @typedef {[number, string, string, string[], string[]]} ValueNames
 *  How grades are said, and which of them kinds of schools have.
 *  @typedef {{ordinals: string[], cardinals: string[], grades: [string, string, string][]}} Language
 *  @typedef {{titles: string, groups: [string, string, string, string][], group: number[], slugs: [number, string][], aliases: [number, string[]][], headings: [number, string[]][],
 *    facets: [string, string, ValueNames[]][], counts: number[], everyday: string[], common: string[], language: Language, synonyms: [string, string[]][], values: [number, string][], text: [string, string][],
 *    words: [string, string][], excerpts: [number, string][]}} Names
 *  @typedef {import("./words.js").Word} Word */

/** Sixteenths of a bit in the logarithm of a number. @param {number} number */
function log2(number) {
  const whole = 31 - Math.clz32(number || 1);
  return 16 * whole + Math.floor((number || 1) * 16 / 2 ** whole) - 16;
}

/** What a match is worth when `having` of `documents` match. @param {number} documents @param {number} having */
const weight = (documents, having) => 4 + Math.max(0, log2(documents) - log2(having));

/** The last place in a sorted list whose item is not above, by the item's first part.
 *  @template {string | number} T @param {[T, string][]} list @param {T} item */
function above(list, item) {
  let at = 0;
  while (at < list.length && list[at][0] <= item) at++;
  return at - 1;
}

/** What documents say about a word: how strongly each, and how many. `waits`: a file is awaited that may say more.
 *  @typedef {{strength: Uint8Array, having: number, known: boolean, waits: boolean}} Evidence */

/** @param {Evidence} found @param {number} document @param {number} strength */
function mark(found, document, strength) {
  const known = found.strength[document];
  if (!known && strength) found.having++;
  if (strength > known) found.strength[document] = strength;
}

/** @param {Evidence} found @param {number[]} documents @param {number} strength */
function markAll(found, documents, strength) {
  for (const document of documents) mark(found, document, strength);
}

/** Takes over what is said about a word as part of another. @param {Evidence} found @param {Evidence} other */
function take(found, other) {
  other.strength.forEach((strength, document) => strength > found.strength[document] && (found.strength[document] = strength));
  found.having = found.known ? Math.max(found.having, other.having) : other.having;
  found.known = true;
}

/** What goes wrong in reading comes from damage: columns of the names that do not fit together, or texts that are none.
 *  @template From, To @param {(from: From) => To} read @returns {(from: From) => To} */
function guarded(read) {
  return (from) => {
    try {
      return read(from);
    } catch {
      return damaged();
    }
  };
}

/** Opens an index by the bytes of its `names`; throws when they are damaged.
 *  @type {(bytes: Uint8Array) => Engine} */
export const openEngine = guarded((bytes) => engineOf(JSON.parse(textOf(unseal(bytes)))));

/** @typedef {ReturnType<typeof engineOf>} Engine */

/** @param {Names} names */
function engineOf(names) {
  const titles = unpack(names.titles), size = titles.length;
  const phrases = phrasesOf(names.facets, names.counts, names.language), slugs = new Map(names.slugs), aliases = new Map(names.aliases);
  const named = vocabulary(), headed = vocabulary(), wholeNames = vocabulary(), wholeHeadings = vocabulary(), beginnings = vocabulary();
  /** @type {Map<string, any>} */ const files = new Map();
  /** @type {Set<string>} */ let missing = new Set();
  let waits = false;
  /** @type {string[]} */ let shortList = [];
  /** @type {Map<string, string[]>} */ const meanings = new Map();
  for (const [phrase, said] of names.synonyms) meanings.set(key(phrase), [...(meanings.get(key(phrase)) ?? []), ...said]);
  titles.forEach((title, number) => {
    for (const name of [title, ...(aliases.get(number) ?? [])]) {
      const found = words(name);
      beginnings.add(run(found), number);
      wholeNames.add(roots(found), number);
      for (const term of withGlued(found)) named.add(term, number);
    }
  });
  for (const [number, headings] of names.headings)
    for (const heading of headings) {
      wholeHeadings.add(key(heading), number);
      for (const term of withGlued(words(heading))) headed.add(term, number);
    }
  return { names, titles, add, value, document, excerpt, query: guarded(query) };

  /** What nobody has said anything about yet. @returns {Evidence} */
  function unsaid() {
    return { strength: new Uint8Array(size), having: 0, known: false, waits: false };
  }

  /** Takes in a file that was missing; throws when it is damaged.
   *  @param {string} name @param {Uint8Array} bytes */
  function add(name, bytes) {
    const read = guarded((/** @type {Uint8Array} */ content) => (name[0] === "w" ? wordList(textOf(content)) : name[0] === "e" ? JSON.parse(textOf(content)) : openShard(content, size)));
    files.set(name, read(unseal(bytes)));
  }

  /** A file, or a note that it is missing. @param {string} name */
  function fileOf(name) {
    const file = files.get(name);
    if (!file) {
      missing.add(name);
      waits = true;
    }
    return file;
  }

  /** What is shown of a document. @param {number} number */
  function document(number) {
    const [kind, before, after, context] = names.groups[names.group[number]], title = titles[number];
    const last = slugs.get(number) ?? run(words(title), "-");
    return { kind, title, context, url: before + last + after };
  }

  /** A facet value by its ordinal. @param {number} ordinal */
  function value(ordinal) {
    return names.facets.flatMap(([facet, facetLabel, values]) => values.flatMap(([number, value, label]) => (number === ordinal ? { facet, facetLabel, value, label } : [])))[0];
  }

  /** The summary and text of a document, or nothing yet: `missing` is then the file to add.
   *  @param {number} number @returns {{summary?: string, text?: string, missing?: string}} */
  function excerpt(number) {
    const at = above(names.excerpts, number), [first, name] = names.excerpts[at];
    const [summary, text] = files.get(name)?.[number - first] ?? [];
    return summary === undefined ? { missing: name } : { summary, text };
  }

  /** Answers a query. Where a first look finds too little, texts are looked into as well, with `deep` always.
   *  @param {Query} query @returns {Answer} */
  function query(query) {
    const answer = look(query);
    if (query.deep || answer.total >= (query.limit ?? 10) || answer.missing.length) return answer;
    const deep = look({ ...query, deep: true });
    return deep.missing.length ? { ...answer, missing: deep.missing } : deep;
  }

  /** One look. @param {Query} query @returns {Answer} */
  function look(query) {
    const { without = [], limit = 10 } = query;
    missing = new Set();
    const asked = asking(query.text);
    gather(asked, query);
    if (correct(asked)) gather(asked, query);
    const [slots, suggestions] = slotsOf(asked, without);
    const tally = tallyOf(asked, slots), owed = owedTo(asked);
    let hits = scored(tally, owed, allowed(query));
    const total = hits.filter((hit) => hit.full).length;
    if (total >= limit) hits = hits.filter((hit) => hit.full || owed[hit.document]);
    const correction = asked.corrected ? run(asked.words, " ") : null;
    return { hits: best(hits, limit), total, suggestions, correction, marks: marksOf(asked), missing: [...missing] };
  }

  /** Collects the evidence for every word. @param {Asked} asked @param {Query} query */
  function gather(asked, { without = [], deep = false }) {
    const { words } = asked, answered = answeredBy(asked, without), small = smallBesideOthers(words);
    const textual = answered.map((known, at) => (deep || !known) && !small[at]);
    const some = (/** @type {boolean[]} */ list, /** @type {number} */ first, /** @type {number} */ end) => list.slice(first, end).includes(true);
    asked.evidence = words.map((word, at) => evidenceOf(word.text, isOpen(asked, at), textual[at]));
    answered.forEach((known, at) => (asked.evidence[at].known ||= known));
    for (const length of [2, 3]) for (let first = 0, end = length; end <= words.length; first++, end++) join(asked, first, end, textual[first] && words[first].text.length > 3, deep || (some(textual, first, end) && !some(small, first, end)));
    for (const [first, end] of spans(asked)) for (const meaning of meanings.get(keyOf(asked, first, end)) ?? []) mean(asked, first, end, meaning, some(textual, first, end));
  }

  /** Words that the glossary says otherwise. @param {Asked} asked @param {number} first @param {number} end @param {string} meaning @param {boolean} textual */
  function mean(asked, first, end, meaning, textual) {
    const parts = words(meaning).map((word) => evidenceOf(word.text, false, textual).strength), meant = unsaid();
    markAll(meant, wholeNames.exact(key(meaning)), IN_NAME);
    if (parts.length) for (let document = 0; document < size; document++) mark(meant, document, Math.min(MEANT, ...parts.map((strength) => strength[document])));
    if (meant.having) for (const found of asked.evidence.slice(first, end)) take(found, meant);
  }

  /** Which words are answered by names alone. @param {Asked} asked @param {number[]} without */
  function answeredBy(asked, without) {
    const key = keyOf(asked), named = wholeNames.exact(key).length + wholeHeadings.exact(key).length > 0;
    const answered = asked.words.map((word) => named || (asked.words.length > 1 && isSmall(word)));
    for (const [first, end] of namedSpans(asked, without)) answered.fill(true, first, end);
    return answered;
  }

  /** Which words seldom say what somebody looks for, where others do. @param {Word[]} words */
  function smallBesideOthers(words) {
    const small = words.map((word) => isSmall(word));
    return small.includes(false) ? small : small.map(() => false);
  }

  /** What documents say about one word. @param {string} word @param {boolean} open @param {boolean} textual */
  function evidenceOf(word, open, textual) {
    const found = unsaid(), forms = variants(word), root = stem(word);
    waits = false;
    forms.forEach((form, at) => {
      const less = at && 1;
      markAll(found, named.exact(form), IN_NAME - less);
      markAll(found, headed.exact(form), IN_HEADING - less);
      if (textual) markText(found, form, MENTIONED - less, ABOUT - less);
    });
    markAll(found, wholeNames.exact(root), IN_NAME);
    const exact = found.having, less = exact ? BEGUN_ONLY : 0;
    found.known = exact > 0 || forms.some((form) => phrases.words.exact(form).length > 0);
    if (open || word.length > 3) {
      for (const other of named.prefix(word)) markAll(found, named.exact(other), NAME_BEGUN - less);
      for (const other of headed.prefix(word)) markAll(found, headed.exact(other), Math.max(1, HEADING_BEGUN - less));
      if (textual) markBegun(found, word, Math.max(1, WORD_BEGUN - less));
      found.known ||= found.having > 0 || (open && phrases.words.prefix(word).length > 0);
    }
    if (exact) found.having = exact;
    found.waits = waits;
    return found;
  }

  /** @param {Evidence} found @param {string} word @param {number} mentioned @param {number} about */
  function markText(found, word, mentioned, about) {
    for (const [ending, strength] of /** @type {[string, number][]} */ ([["'", mentioned], ["''", about]])) {
      const term = stored(word) + ending, at = Math.max(0, above(names.text, term));
      if (names.text.length) fileOf(names.text[at][1])?.postings(term, (/** @type {number} */ document) => mark(found, document, strength));
    }
  }

  /** @param {Evidence} found @param {string} word @param {number} strength */
  function markBegun(found, word, strength) {
    const { text } = names, start = stored(word);
    if (word.length < (text.length > 8 ? 4 : 3)) return;
    const begin = Math.max(0, above(text, start));
    for (let at = begin; at < text.length && (at === begin || text[at][0].startsWith(start)); at++)
      fileOf(text[at][1])?.prefix(start, (/** @type {number} */ document) => mark(found, document, strength));
  }

  /** Neighbours that documents write as one word. @param {Asked} asked @param {number} first @param {number} end @param {boolean} costsNothing @param {boolean} worthIt */
  function join(asked, first, end, costsNothing, worthIt) {
    const parts = asked.words.slice(first, end), text = run(parts), joined = unsaid();
    markAll(joined, named.exact(text), IN_NAME);
    markAll(joined, headed.exact(text), IN_HEADING);
    const doubtful = parts.some((word, at) => (at > 0 && word.joined) || word.text.length < 3 || !(asked.evidence[first + at].known || asked.evidence[first + at].waits));
    if (costsNothing || (worthIt && doubtful)) markText(joined, text, PHRASE, PHRASE);
    if (!joined.having && !phrases.words.exact(text).length) return;
    for (const found of asked.evidence.slice(first, end)) take(found, joined);
  }

  /** Replaces words that nobody wrote; says whether there were any. @param {Asked} asked */
  function correct(asked) {
    if (missing.size) return false;
    for (let at = 0; at < asked.words.length; at++) {
      const word = asked.words[at].text;
      if (asked.evidence[at].known || names.common.includes(stem(word)) || inPhrase(asked, at)) continue;
      const nearest = halves(word) ?? nearestTo(word);
      if (!nearest) continue;
      asked.words.splice(at, 1, ...nearest.map((text) => ({ text, joined: false, capitals: false })));
      asked.evidence.splice(at, 1, ...nearest.map(unsaid));
      asked.corrected = true;
      at += nearest.length - 1;
    }
    return asked.corrected;
  }

  /** Whether a word is part of a name as it stands. @param {Asked} asked @param {number} at */
  function inPhrase(asked, at) {
    const count = asked.words.length;
    const isName = (/** @type {string} */ key) => phrases.exact(key).length + wholeNames.exact(key).length > 0;
    if (spans(asked).some(([first, end]) => first <= at && at < end && isName(keyOf(asked, first, end)))) return true;
    return asked.open && asked.words.some((_, first) => first <= at && phrases.starts.prefix(gluedOf(asked, first, count)).length > 0);
  }

  /** "greatminds" as "great minds". @param {string} word */
  function halves(word) {
    const known = (/** @type {string} */ half) => variants(half).some((form) => [named, phrases.words, headed].some((list) => list.exact(form).length));
    for (let at = word.length - 3; at > 2; at--) if (known(word.slice(0, at)) && known(word.slice(at))) return [word.slice(0, at), word.slice(at)];
    return null;
  }

  /** The word that is fewest slips away; of those the one that begins alike, then the one used most. @param {string} word */
  function nearestTo(word) {
    let least = Infinity, nearest = "";
    /** @param {string[]} list @param {number[]} [used] */
    const offer = (list, used) => {
      const measure = ruler(word);
      list.forEach((known, at) => {
        const slips = measure(known), rank = slips * 1000 + (known[0] === word[0] ? 0 : 100) + 99 - Math.min(used ? used[at] : NAME_FREQUENCY, 99);
        if (slips >= 0 && rank < least) [least, nearest] = [rank, known];
      });
    };
    if (!shortList.length) shortList = [...new Set([named, headed, phrases.words, phrases.starts].flatMap((list) => list.all()))].sort();
    offer(shortList);
    const lists = [...word.slice(0, 2)].map((letter) => above(names.words, letter));
    for (const at of new Set(lists.filter((at) => at >= 0))) {
      if (Math.floor(least / 1000) === 1) break;
      const list = fileOf(names.words[at][1]);
      // Mostly the first file has it; the other is not asked for before that is known.
      if (!list) break;
      offer(list.words, list.used);
    }
    return nearest ? [nearest] : null;
  }

  /** Parts the query into spans that name values and single words. @param {Asked} asked @param {number[]} without @returns {[Slot[], Suggestion[]]} */
  function slotsOf(asked, without) {
    /** @type {Slot[]} */ const slots = [];
    /** @type {Suggestion[]} */ const suggestions = [];
    for (const [first, end, values] of namedSpans(asked, without)) {
      for (const [value] of values) suggestions.push({ value, first, end, via: "name" });
      const span = asked.words.map((_, at) => at).slice(first, end);
      slots.push({ span, values: values.map(([value]) => value), sure: Math.max(...values.map(([, sure]) => sure)), named: true });
    }
    const taken = new Set(slots.flatMap((slot) => slot.span));
    asked.words.forEach((_, at) => taken.has(at) || slots.push(single(asked, at, without, suggestions)));
    slots.sort((one, other) => one.span[0] - other.span[0]);
    suggestions.sort((one, other) => one.first - other.first || one.value - other.value);
    return [slots, suggestions];
  }

  /** The spans of words that name facet values, longest first, and those values with how surely.
   *  @param {Asked} asked @param {number[]} without */
  function namedSpans(asked, without) {
    const count = asked.words.length, taken = asked.words.map(() => false);
    /** @type {[number, number, Sure[]][]} */ const spans = [];
    for (let length = Math.min(count, LONGEST_NAME); length; length--)
      for (let first = 0; first + length <= count; first++) {
        if (taken.slice(first, first + length).includes(true)) continue;
        const values = meantBy(asked, first, first + length).filter(([value]) => !without.includes(value));
        if (!values.length) continue;
        taken.fill(true, first, first + length);
        spans.push([first, first + length, values]);
      }
    return spans;
  }

  /** The values that these words, all of them, name. @param {Asked} asked @param {number} first @param {number} end @returns {Sure[]} */
  function meantBy(asked, first, end) {
    const parts = asked.words.slice(first, end), name = keyOf(asked, first, end), count = asked.words.length;
    const spoken = name.length < 4 && !parts.some((word) => word.capitals);
    if (spoken && end - first < count && ((name.length < 3 && count > 3 && end < count) || parts.every((word) => isSmall(word)))) return [];
    let values = phrases.exact(name);
    if (!values.length && parts.at(-1)?.joined) {
      const [low, high] = parts.length === 3 && parts[0].text.startsWith("grade") ? parts.slice(1) : parts;
      if (parts.length === 2 || low === parts[1]) values = phrases.spanned(low.text, high.text).map((value) => [value, NAMED]);
    }
    if (!values.length && parts.length > 1 && isOpen(asked, end - 1)) {
      const begun = phrases.starts.prefix(gluedOf(asked, first, end)).flatMap((start) => phrases.starts.exact(start));
      if (begun.length <= MOST_HINTS) values = [...new Set(begun)].sort((one, other) => one - other).map((value) => [value, VALUE_WORD]);
    }
    return values.length ? values : (meanings.get(name) ?? []).flatMap((meaning) => phrases.exact(key(meaning)));
  }

  /** A word that names no value by itself may still hint at some.
   *  @param {Asked} asked @param {number} at @param {number[]} without @param {Suggestion[]} suggestions @returns {Slot} */
  function single(asked, at, without, suggestions) {
    const word = asked.words[at].text, small = asked.words.length > 1 && isSmall(asked.words[at]);
    /** @type {"word" | "beginning"} */ let via = "word";
    let sole = false;
    let values = small ? [] : variants(word).flatMap((form) => phrases.words.exact(form));
    if (!small && word.length > (isOpen(asked, at) ? 2 : 3)) {
      const starts = phrases.starts.prefix(word), names = starts.filter((start) => start.length <= 3 * word.length);
      sole = word.length > 3 && names.length === 1 && (values.length < 2 || values.length > MOST_HINTS);
      if (sole || !values.length) {
        values = (sole ? names : starts).flatMap((start) => phrases.starts.exact(start));
        via = "beginning";
      }
    }
    values = [...new Set(values)].sort((one, other) => one - other).filter((value) => !without.includes(value));
    if (values.length > MOST_HINTS || (!sole && asked.evidence[at].having * 8 > size)) values = [];
    for (const value of values) suggestions.push({ value, first: at, end: at + 1, via });
    return { span: [at], values, sure: VALUE_WORD, named: false };
  }

  /** Adds up what the slots are worth in each document. @param {Asked} asked @param {Slot[]} slots @returns {Tally} */
  function tallyOf(asked, slots) {
    const { evidence } = asked, weights = weightsOf(asked);
    const gained = namesWithin(asked), matched = new Uint32Array(size), lacking = new Uint8Array(size);
    const filled = slots.map((slot) => {
      const holders = holdersOf(slot.values), value = Math.max(VALUE_WEIGHT, weight(size, holders.reduce((sum, held) => sum + held, 0)));
      return { ...slot, holders, worth: value * slot.sure, weighs: slot.named ? value : weights[slot.span[0]] };
    });
    const most = Math.max(0, ...filled.map((slot) => slot.weighs));
    for (const { span, holders, worth, weighs, named } of filled) {
      const needed = named || (weighs * 3 >= most && (slots.length === 1 || !isSmall(asked.words[span[0]])));
      for (let document = 0; document < size; document++) {
        const held = holders[document];
        let said = 0, spoken = true;
        // An index: an iterator a document costs more than the rest of the loop before the browser has compiled it.
        for (let i = 0; i < span.length; i++) {
          const strength = evidence[span[i]].strength[document];
          said += weights[span[i]] * strength;
          spoken &&= strength > 0;
        }
        if (named) gained[document] += held ? worth : Math.min(said, Math.floor((worth * 3) / 4));
        else gained[document] += held ? Math.max(said, worth) : said;
        if (held || spoken) matched[document] += weighs;
        else if (needed) lacking[document] = 1;
      }
    }
    return [gained, matched, lacking, filled.reduce((sum, slot) => sum + slot.weighs, 0)];
  }

  /** Whether a word, such as "in" or "who", seldom says what somebody looks for. @param {Word} word */
  function isSmall({ text, capitals }) {
    return !capitals && names.everyday.includes(text);
  }

  /** What each word weighs. @param {Asked} asked */
  function weightsOf({ words, evidence }) {
    const weigh = (/** @type {number} */ at) => weight(size, evidence[at].having);
    return words.map((word, at) => (isSmall(word) && words.length > 1 ? Math.min(SMALL_WEIGHT, weigh(at)) : weigh(at)));
  }

  /** The documents one of these values holds for. @param {number[]} values */
  function holdersOf(values) {
    const holders = new Uint8Array(size);
    for (const value of values) {
      const at = above(names.values, value);
      const term = String.fromCharCode(...[17576, 676, 26, 1].map((part) => 97 + (Math.floor(value / part) % 26))) + "'";
      if (at >= 0) fileOf(names.values[at][1])?.postings(term, (/** @type {number} */ document) => (holders[document] = 1));
    }
    return holders;
  }

  /** What documents are owed whose whole name stands in the query. @param {Asked} asked */
  function namesWithin(asked) {
    const owed = new Uint32Array(size), weights = weightsOf(asked);
    for (const [first, end] of spans(asked)) {
      const worth = weights.slice(first, end).reduce((sum, weight) => sum + weight, 0) * WHOLE_NAME;
      raise(owed, wholeNames.exact(keyOf(asked, first, end)), worth);
    }
    return owed;
  }

  /** What documents are owed because the whole query is, or begins, what they are called. @param {Asked} asked */
  function owedTo(asked) {
    const owed = new Uint32Array(size), count = asked.words.length;
    if (!count) return owed;
    const key = keyOf(asked), glued = gluedOf(asked);
    const code = asked.words.every((word) => word.capitals) && phrases.exact(key).length > 0;
    for (const name of code ? [] : beginnings.prefix(glued)) raise(owed, beginnings.exact(name), BEGINS_NAME - 100 * Math.min(40, name.length - glued.length));
    raise(owed, wholeHeadings.exact(key), IS_HEADING);
    raise(owed, wholeNames.exact(key), IS_NAME);
    return owed;
  }

  /** The documents which have a chosen value of each group. @param {Query} query */
  function allowed({ selection = [] }) {
    const groups = selection.map((group) => holdersOf(group));
    return new Uint8Array(size).map((_, document) => +groups.every((group) => group[document]));
  }
}

/** @param {Uint32Array} owed @param {number[]} documents @param {number} worth */
function raise(owed, documents, worth) {
  for (const document of documents) if (owed[document] < worth) owed[document] = worth;
}

/** Every document that has something of what was asked for. @param {Tally} tally @param {Uint32Array} owed @param {Uint8Array} allowed */
function scored([gained, matched, lacking, all], owed, allowed) {
  /** @type {Hit[]} */ const hits = [];
  for (let document = 0; document < allowed.length; document++) {
    if (!allowed[document]) continue;
    const score = Math.floor((gained[document] * Math.floor((16 * matched[document]) / (all || 1))) / 16) + owed[document];
    if (score || !all) hits.push({ document, score, full: !lacking[document] });
  }
  return hits;
}

/** The best so many, in order. Numbers are sorted many times faster than hits, and tell what need not be; query.rs, being
 *  compiled, sorts all of them. @param {Hit[]} hits @param {number} limit */
function best(hits, limit) {
  const least = Float64Array.from(hits, (hit) => hit.score).sort()[hits.length - limit] ?? 0;
  return hits.filter((hit) => hit.score >= least).sort((one, other) => other.score - one.score || one.document - other.document).slice(0, limit);
}

/** A query as it is being understood; `open`: its last word may still be growing.
 *  @typedef {{words: Word[], evidence: Evidence[], open: boolean, corrected: boolean}} Asked */

/** @param {string} text @returns {Asked} */
function asking(text) {
  return { words: words(text).slice(0, MOST_WORDS), evidence: [], open: /[\p{Alphabetic}\p{N}]$/u.test(text), corrected: false };
}

/** Every run of words that may be a name. @param {Asked} asked @returns {[number, number][]} */
function spans({ words }) {
  return words.flatMap((_, first) => words.slice(first, first + LONGEST_NAME).map((_, length) => /** @type {[number, number]} */ ([first, first + length + 1])));
}

/** Whether the word may still be growing. @param {Asked} asked @param {number} at */
function isOpen({ open, words }, at) {
  return open && at === words.length - 1;
}

/** @param {Asked} asked @param {number} [first] @param {number} [end] */
const keyOf = ({ words }, first, end) => roots(words.slice(first, end));

/** @param {Asked} asked @param {number} [first] @param {number} [end] */
const gluedOf = ({ words }, first, end) => run(words.slice(first, end));

/** @param {Asked} asked */
function marksOf(asked) {
  return /** @type {[string, boolean][]} */ (asked.words.map(({ text }, at) => [text, text.length > 3 || isOpen(asked, at)]));
}

/** A file of words: a letter for each, how often it is used, then the words. @param {string} text */
function wordList(text) {
  const end = text.indexOf("\n");
  if (end < 0) damaged();
  const words = unpack(text.slice(end + 1)), used = [...text.slice(0, end)].map((letter) => letter.charCodeAt(0) - 65);
  if (used.length !== words.length) damaged();
  return { words, used };
}
