// Answers queries. src/search/query.rs does the same, step for step, over the same bytes, and says why;
// change both or neither. Files other than the names may be missing: the answer then says which ones
// would make it better, and is to be asked for again when they are there.

import { openShard, place, stored, unpack } from "./bytes.js";
import { Phrases } from "./phrases.js";
import { ruler } from "./spelling.js";
import { damaged, textOf, unseal } from "./seal.js";
import { Vocabulary } from "./vocabulary.js";
import { key, stem, variants, withGlued, words } from "./words.js";

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
 *  @typedef {{gained: Uint32Array, matched: Uint32Array, lacking: Uint8Array, all: number}} Tally
 *  @typedef {[number, string, string, string[], string[]]} ValueNames
 *  How grades are said, and which of them kinds of schools have.
 *  @typedef {{ordinals: string[], cardinals: string[], grades: [string, string, string][]}} Language
 *  @typedef {{titles: string, groups: [string, string, string, string][], group: number[], slugs: [number, string][], aliases: [number, string[]][], headings: [number, string[]][],
 *    facets: [string, string, ValueNames[]][], counts: number[], everyday: string[], language: Language, synonyms: [string, string[]][], values: [number, string][], text: [string, string][],
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

/** What documents say about a word. */
class Evidence {
  /** @param {number} documents */
  constructor(documents) {
    this.strength = new Uint8Array(documents);
    this.having = 0;
    this.known = false;
    // Whether a file is awaited that may say more.
    this.waits = false;
  }
  /** @param {number} document @param {number} strength */
  mark(document, strength) {
    const known = this.strength[document];
    if (!known && strength) this.having++;
    if (strength > known) this.strength[document] = strength;
  }
  /** @param {number[]} documents @param {number} strength */
  markAll(documents, strength) {
    for (const document of documents) this.mark(document, strength);
  }
  /** Takes over what is said about the word as part of another. @param {Evidence} other */
  take(other) {
    other.strength.forEach((strength, document) => strength > this.strength[document] && (this.strength[document] = strength));
    this.having = this.known ? Math.max(this.having, other.having) : other.having;
    this.known = true;
  }
}

/** Opens an index by the bytes of its `names`; throws when they are damaged.
 *  @param {Uint8Array} bytes */
export function openEngine(bytes) {
  return whole("the names do not fit together", () => new Engine(JSON.parse(textOf(unseal(bytes)))));
}

/** What reading gives; whatever else goes wrong in it is damage too. @template T @param {string} why @param {() => T} read */
function whole(why, read) {
  try {
    return read();
  } catch (error) {
    if (/** @type {Error} */ (error).name === "Damaged") throw error;
    return damaged(why);
  }
}

export class Engine {
  /** @param {Names} names */
  constructor(names) {
    this.names = names;
    this.titles = checked(names);
    this.phrases = new Phrases(names.facets, names.counts, names.language);
    this.slugs = new Map(names.slugs);
    /** @type {Map<string, any>} */ this.files = new Map();
    /** @type {Set<string>} */ this.missing = new Set();
    this.waits = false;
    /** @type {string[] | null} */ this.shortList = null;
    this.named = new Vocabulary();
    this.headed = new Vocabulary();
    this.whole = new Vocabulary();
    this.wholeHeadings = new Vocabulary();
    this.starts = new Vocabulary();
    /** @type {Map<string, string[]>} */ this.meanings = new Map();
    for (const [phrase, meanings] of names.synonyms) this.meanings.set(key(phrase), [...(this.meanings.get(key(phrase)) ?? []), ...meanings]);
    const aliases = new Map(names.aliases);
    this.titles.forEach((title, number) => {
      for (const name of [title, ...(aliases.get(number) ?? [])]) {
        const found = words(name);
        this.starts.add(found.map((word) => word.text).join(""), number);
        this.whole.add(found.map((word) => stem(word.text)).join(""), number);
        for (const term of withGlued(found)) this.named.add(term, number);
      }
    });
    for (const [number, headings] of names.headings)
      for (const heading of headings) {
        this.wholeHeadings.add(key(heading), number);
        for (const term of withGlued(words(heading))) this.headed.add(term, number);
      }
  }

  /** How many documents there are. */
  get size() {
    return this.titles.length;
  }

  /** Takes in a file that was missing; throws when it is damaged.
   *  @param {string} name @param {Uint8Array} bytes */
  add(name, bytes) {
    const content = unseal(bytes);
    const read = () => (name[0] === "w" ? wordList(textOf(content)) : name[0] === "e" ? JSON.parse(textOf(content)) : openShard(content, this.size));
    this.files.set(name, whole("a file cannot be read", read));
  }

  /** A file, or a note that it is missing. @param {string} name */
  file(name) {
    const file = this.files.get(name);
    if (!file) {
      this.missing.add(name);
      this.waits = true;
    }
    return file;
  }

  /** What is shown of a document. @param {number} number */
  document(number) {
    const [kind, before, after, context] = this.names.groups[this.names.group[number]], title = this.titles[number];
    const last = this.slugs.get(number) ?? words(title).map((word) => word.text).join("-");
    return { kind, title, context, url: before + last + after };
  }

  /** A facet value by its ordinal. @param {number} ordinal */
  value(ordinal) {
    for (const [facet, facetLabel, values] of this.names.facets)
      for (const [value, id, label] of values) if (value === ordinal) return { facet, facetLabel, id, label, count: this.names.counts[value] };
    return null;
  }

  /** The summary and text of a document, or nothing yet: `missing` is then the file to add.
   *  @param {number} number @returns {{summary?: string, text?: string, missing?: string}} */
  excerpt(number) {
    const at = above(this.names.excerpts, number), [first, name] = this.names.excerpts[at];
    const file = this.files.get(name);
    return file ? { summary: file[number - first][0], text: file[number - first][1] } : { missing: name };
  }

  /** Answers a query. Where a first look finds too little, texts are looked into as well, with `deep` always.
   *  @param {Query} query @returns {Answer} */
  query(query) {
    const answer = this.answer(query);
    if (query.deep || answer.total >= (query.limit ?? 10) || answer.missing.length) return answer;
    const deep = this.answer({ ...query, deep: true });
    return deep.missing.length ? { ...answer, missing: deep.missing } : deep;
  }

  /** One look. @param {Query} query @returns {Answer} */
  answer(query) {
    const { without = [], limit = 10 } = query;
    this.missing = new Set();
    const asked = new Asked(query.text);
    this.gather(asked, query);
    if (this.correct(asked)) this.gather(asked, query);
    const [slots, suggestions] = this.slots(asked, without);
    const tally = this.tally(asked, slots), owed = this.owed(asked);
    let hits = rank(tally, owed, this.allowed(query));
    const total = hits.filter((hit) => hit.full).length;
    if (total >= limit) hits = hits.filter((hit) => hit.full || owed[hit.document]);
    const correction = asked.corrected ? asked.words.map((word) => word.text).join(" ") : null;
    return { hits: hits.slice(0, limit), total, suggestions, correction, marks: asked.marks(), missing: [...this.missing] };
  }

  /** Collects the evidence for every word. @param {Asked} asked @param {Query} query */
  gather(asked, { without = [], deep = false }) {
    const { words } = asked, answered = this.answered(asked, without), small = this.smallBesideOthers(words);
    const textual = answered.map((known, at) => (deep || !known) && !small[at]);
    const some = (/** @type {boolean[]} */ list, /** @type {number} */ first, /** @type {number} */ end) => list.slice(first, end).includes(true);
    asked.evidence = words.map((word, at) => this.evidence(word.text, asked.isOpen(at), textual[at]));
    answered.forEach((known, at) => (asked.evidence[at].known ||= known));
    for (const length of [2, 3]) for (let first = 0, end = length; end <= words.length; first++, end++) this.join(asked, first, end, textual[first] && words[first].text.length > 3, deep || (some(textual, first, end) && !some(small, first, end)));
    for (const [first, end] of asked.spans()) for (const meaning of this.meanings.get(asked.key(first, end)) ?? []) this.mean(asked, first, end, meaning, some(textual, first, end));
  }

  /** Words that the glossary says otherwise. @param {Asked} asked @param {number} first @param {number} end @param {string} meaning @param {boolean} textual */
  mean(asked, first, end, meaning, textual) {
    const parts = words(meaning).map((word) => this.evidence(word.text, false, textual).strength), meant = new Evidence(this.size);
    meant.markAll(this.whole.exact(key(meaning)), IN_NAME);
    if (parts.length) for (let document = 0; document < this.size; document++) meant.mark(document, Math.min(MEANT, ...parts.map((strength) => strength[document])));
    if (meant.having) for (const found of asked.evidence.slice(first, end)) found.take(meant);
  }

  /** Which words are answered by names alone. @param {Asked} asked @param {number[]} without */
  answered(asked, without) {
    const key = asked.key(0, asked.words.length), named = this.whole.exact(key).length + this.wholeHeadings.exact(key).length > 0;
    const answered = asked.words.map((word) => named || (asked.words.length > 1 && this.isSmall(word)));
    for (const [first, end] of this.namedSpans(asked, without)) answered.fill(true, first, end);
    return answered;
  }

  /** Which words seldom say what somebody looks for, where others do. @param {Word[]} words */
  smallBesideOthers(words) {
    const small = words.map((word) => this.isSmall(word));
    return small.includes(false) ? small : small.map(() => false);
  }

  /** What documents say about one word. @param {string} word @param {boolean} open @param {boolean} textual */
  evidence(word, open, textual) {
    const found = new Evidence(this.size), forms = variants(word), root = stem(word);
    this.waits = false;
    forms.forEach((form, at) => {
      const less = at && 1;
      found.markAll(this.named.exact(form), IN_NAME - less);
      found.markAll(this.headed.exact(form), IN_HEADING - less);
      if (textual) this.markText(found, form, MENTIONED - less, ABOUT - less);
    });
    found.markAll(this.whole.exact(root), IN_NAME);
    const exact = found.having, less = exact ? BEGUN_ONLY : 0;
    found.known = exact > 0 || forms.some((form) => this.phrases.words.exact(form).length > 0);
    if (open || word.length > 3) {
      for (const other of this.named.prefix(word)) found.markAll(this.named.exact(other), NAME_BEGUN - less);
      for (const other of this.headed.prefix(word)) found.markAll(this.headed.exact(other), Math.max(1, HEADING_BEGUN - less));
      if (textual) this.markBegun(found, word, Math.max(1, WORD_BEGUN - less));
      found.known ||= found.having > 0 || (open && this.phrases.words.prefix(word).length > 0);
    }
    if (exact) found.having = exact;
    found.waits = this.waits;
    return found;
  }

  /** @param {Evidence} found @param {string} word @param {number} mentioned @param {number} about */
  markText(found, word, mentioned, about) {
    for (const [mark, strength] of /** @type {[string, number][]} */ ([["'", mentioned], ["''", about]])) {
      const term = stored(word) + mark, at = Math.max(0, above(this.names.text, term));
      if (this.names.text.length) this.file(this.names.text[at][1])?.postings(term, (/** @type {number} */ document) => found.mark(document, strength));
    }
  }

  /** @param {Evidence} found @param {string} word @param {number} strength */
  markBegun(found, word, strength) {
    const { text } = this.names, start = stored(word);
    if (word.length < (text.length > 8 ? 4 : 3)) return;
    const from = Math.max(0, above(text, start));
    for (let at = from; at < text.length && (at === from || text[at][0].startsWith(start)); at++)
      this.file(text[at][1])?.prefix(start, (/** @type {number} */ document) => found.mark(document, strength));
  }

  /** Neighbours that documents write as one word. @param {Asked} asked @param {number} first @param {number} end @param {boolean} costsNothing @param {boolean} worthIt */
  join(asked, first, end, costsNothing, worthIt) {
    const parts = asked.words.slice(first, end), text = parts.map((word) => word.text).join(""), joined = new Evidence(this.size);
    joined.markAll(this.named.exact(text), IN_NAME);
    joined.markAll(this.headed.exact(text), IN_HEADING);
    const unknown = (/** @type {Evidence} */ { known, waits }) => !known && !waits;
    const doubtful = parts.some((word, at) => (at > 0 && word.joined) || word.text.length < 3 || unknown(asked.evidence[first + at]));
    if (costsNothing || (worthIt && doubtful)) this.markText(joined, text, PHRASE, PHRASE);
    if (!joined.having && !this.phrases.words.exact(text).length) return;
    for (const found of asked.evidence.slice(first, end)) found.take(joined);
  }

  /** Replaces words that nobody wrote; says whether there were any. @param {Asked} asked */
  correct(asked) {
    if (this.missing.size) return false;
    for (let at = 0; at < asked.words.length; at++) {
      if (asked.evidence[at].known || this.inPhrase(asked, at)) continue;
      const word = asked.words[at].text, nearest = this.split(word) ?? this.nearest(word);
      if (!nearest) continue;
      asked.words.splice(at, 1, ...nearest.map((text) => ({ text, joined: false, capitals: false })));
      asked.evidence.splice(at, 1, ...nearest.map(() => new Evidence(0)));
      asked.corrected = true;
      at += nearest.length - 1;
    }
    return asked.corrected;
  }

  /** Whether a word is part of a name as it stands. @param {Asked} asked @param {number} at */
  inPhrase(asked, at) {
    const count = asked.words.length;
    const isName = (/** @type {string} */ key) => this.phrases.exact(key).length + this.whole.exact(key).length > 0;
    if (asked.spans().some(([first, end]) => first <= at && at < end && isName(asked.key(first, end)))) return true;
    return asked.open && asked.words.some((_, first) => first <= at && this.phrases.starts.prefix(asked.glued(first, count)).length > 0);
  }

  /** "greatminds" as "great minds". @param {string} word */
  split(word) {
    const known = (/** @type {string} */ half) => variants(half).some((form) => [this.named, this.phrases.words, this.headed].some((list) => list.exact(form).length));
    for (let at = word.length - 3; at > 2; at--) if (known(word.slice(0, at)) && known(word.slice(at))) return [word.slice(0, at), word.slice(at)];
    return null;
  }

  /** The word that is fewest slips away; of those the one that begins alike, then the one used most. @param {string} word */
  nearest(word) {
    /** @type {{rank: number, slips: number, known: string}[]} */ const found = [];
    const offer = (/** @type {string[]} */ list, /** @type {number[] | undefined} */ used) => {
      const measure = ruler(word);
      list.forEach((known, at) => {
        const slips = measure(known);
        if (slips < 0) return;
        const rank = slips * 1000 + (known[0] === word[0] ? 0 : 100) + 99 - Math.min(used ? used[at] : NAME_FREQUENCY, 99);
        if (!found.length || rank < found[0].rank) found[0] = { rank, slips, known };
      });
    };
    this.shortList ??= [...new Set([this.named, this.headed, this.phrases.words, this.phrases.starts].flatMap((list) => list.all()))].sort();
    offer(this.shortList, undefined);
    const lists = [...word.slice(0, 2)].map((letter) => above(this.names.words, letter));
    for (const at of new Set(lists.filter((at) => at >= 0))) {
      if (found[0]?.slips === 1) break;
      const list = this.file(this.names.words[at][1]);
      // Mostly the first file has it; the other is not asked for before that is known.
      if (!list) break;
      offer(list.words, list.used);
    }
    return found.length ? [found[0].known] : null;
  }

  /** Parts the query into spans that name values and single words. @param {Asked} asked @param {number[]} without @returns {[Slot[], Suggestion[]]} */
  slots(asked, without) {
    /** @type {Slot[]} */ const slots = [];
    /** @type {Suggestion[]} */ const suggestions = [];
    for (const [first, end, values] of this.namedSpans(asked, without)) {
      for (const [value] of values) suggestions.push({ value, first, end, via: "name" });
      const span = Array.from({ length: end - first }, (_, at) => first + at);
      slots.push({ span, values: values.map(([value]) => value), sure: Math.max(...values.map(([, sure]) => sure)), named: true });
    }
    const taken = new Set(slots.flatMap((slot) => slot.span));
    asked.words.forEach((_, at) => taken.has(at) || slots.push(this.single(asked, at, without, suggestions)));
    slots.sort((one, other) => one.span[0] - other.span[0]);
    suggestions.sort((one, other) => one.first - other.first || one.value - other.value);
    return [slots, suggestions];
  }

  /** The spans of words that name facet values, longest first, and those values with how surely.
   *  @param {Asked} asked @param {number[]} without */
  namedSpans(asked, without) {
    const count = asked.words.length, taken = asked.words.map(() => false);
    /** @type {[number, number, Sure[]][]} */ const spans = [];
    for (let length = Math.min(count, LONGEST_NAME); length; length--)
      for (let first = 0; first + length <= count; first++) {
        if (taken.slice(first, first + length).includes(true)) continue;
        const values = this.meant(asked, first, first + length).filter(([value]) => !without.includes(value));
        if (!values.length) continue;
        taken.fill(true, first, first + length);
        spans.push([first, first + length, values]);
      }
    return spans;
  }

  /** The values that these words, all of them, name. @param {Asked} asked @param {number} first @param {number} end @returns {Sure[]} */
  meant(asked, first, end) {
    const parts = asked.words.slice(first, end), name = asked.key(first, end), count = asked.words.length;
    const spoken = name.length < 4 && !parts.some((word) => word.capitals);
    if (spoken && end - first < count && ((name.length < 3 && count > 3 && end < count) || parts.every((word) => this.isSmall(word)))) return [];
    let values = this.phrases.exact(name);
    if (!values.length && parts[parts.length - 1].joined) {
      const [from, to] = parts.length === 3 && parts[0].text.startsWith("grade") ? parts.slice(1) : parts;
      if (parts.length === 2 || from === parts[1]) values = this.phrases.spanned(from.text, to.text).map((value) => [value, NAMED]);
    }
    if (!values.length && parts.length > 1 && asked.isOpen(end - 1)) {
      const begun = this.phrases.starts.prefix(asked.glued(first, end)).flatMap((start) => this.phrases.starts.exact(start));
      if (begun.length <= MOST_HINTS) values = [...new Set(begun)].sort((one, other) => one - other).map((value) => [value, VALUE_WORD]);
    }
    return values.length ? values : (this.meanings.get(name) ?? []).flatMap((meaning) => this.phrases.exact(key(meaning)));
  }

  /** A word that names no value by itself may still hint at some.
   *  @param {Asked} asked @param {number} at @param {number[]} without @param {Suggestion[]} suggestions @returns {Slot} */
  single(asked, at, without, suggestions) {
    const word = asked.words[at].text, small = asked.words.length > 1 && this.isSmall(asked.words[at]);
    /** @type {"word" | "beginning"} */ let via = "word";
    let sole = false;
    let values = small ? [] : variants(word).flatMap((form) => this.phrases.words.exact(form));
    if (!small && word.length > (asked.isOpen(at) ? 2 : 3)) {
      const starts = this.phrases.starts.prefix(word), names = starts.filter((start) => start.length <= 3 * word.length);
      sole = word.length > 3 && names.length === 1 && (values.length < 2 || values.length > MOST_HINTS);
      if (sole || !values.length) {
        values = (sole ? names : starts).flatMap((start) => this.phrases.starts.exact(start));
        via = "beginning";
      }
    }
    values = [...new Set(values)].sort((one, other) => one - other).filter((value) => !without.includes(value));
    if (values.length > MOST_HINTS || (!sole && asked.evidence[at].having * 8 > this.size)) values = [];
    for (const value of values) suggestions.push({ value, first: at, end: at + 1, via });
    return { span: [at], values, sure: VALUE_WORD, named: false };
  }

  /** Adds up what the slots are worth in each document. @param {Asked} asked @param {Slot[]} slots @returns {Tally} */
  tally(asked, slots) {
    const { size } = this, { evidence } = asked, weights = this.weights(asked);
    const gained = this.wholeNames(asked), matched = new Uint32Array(size), lacking = new Uint8Array(size);
    const filled = slots.map((slot) => {
      const holders = this.holders(slot.values), value = Math.max(VALUE_WEIGHT, weight(size, holders.reduce((sum, held) => sum + held, 0)));
      return { ...slot, holders, worth: value * slot.sure, weighs: slot.named ? value : weights[slot.span[0]] };
    });
    const most = Math.max(0, ...filled.map((slot) => slot.weighs));
    for (const { span, holders, worth, weighs, named } of filled) {
      const needed = named || (weighs * 3 >= most && (slots.length === 1 || !this.isSmall(asked.words[span[0]])));
      for (let document = 0; document < size; document++) {
        let said = 0, spoken = true;
        for (const at of span) {
          const strength = evidence[at].strength[document];
          said += weights[at] * strength;
          if (!strength) spoken = false;
        }
        const held = holders[document];
        if (named) gained[document] += held ? worth : Math.min(said, Math.floor((worth * 3) / 4));
        else gained[document] += held ? Math.max(said, worth) : said;
        if (held || spoken) matched[document] += weighs;
        else if (needed) lacking[document] = 1;
      }
    }
    return { gained, matched, lacking, all: filled.reduce((sum, slot) => sum + slot.weighs, 0) };
  }

  /** Whether a word, such as "in" or "who", seldom says what somebody looks for. @param {Word} word */
  isSmall({ text, capitals }) {
    return !capitals && this.names.everyday.includes(text);
  }

  /** What each word weighs. @param {Asked} asked */
  weights({ words, evidence }) {
    const weigh = (/** @type {number} */ at) => weight(this.size, evidence[at].having);
    return words.map((word, at) => (this.isSmall(word) && words.length > 1 ? Math.min(SMALL_WEIGHT, weigh(at)) : weigh(at)));
  }

  /** The documents one of these values holds for. @param {number[]} values */
  holders(values) {
    const holders = new Uint8Array(this.size);
    for (const value of values) {
      const at = above(this.names.values, value);
      const term = String.fromCharCode(...[17576, 676, 26, 1].map((part) => 97 + (Math.floor(value / part) % 26))) + "'";
      if (at >= 0) this.file(this.names.values[at][1])?.postings(term, (/** @type {number} */ document) => (holders[document] = 1));
    }
    return holders;
  }

  /** What documents are owed whose whole name stands in the query. @param {Asked} asked */
  wholeNames(asked) {
    const owed = new Uint32Array(this.size), weights = this.weights(asked);
    for (const [first, end] of asked.spans()) {
      const worth = weights.slice(first, end).reduce((sum, weight) => sum + weight, 0) * WHOLE_NAME;
      raise(owed, this.whole.exact(asked.key(first, end)), worth);
    }
    return owed;
  }

  /** What documents are owed because the whole query is, or begins, what they are called. @param {Asked} asked */
  owed(asked) {
    const owed = new Uint32Array(this.size), count = asked.words.length;
    if (!count) return owed;
    const key = asked.key(0, count), glued = asked.glued(0, count);
    const code = asked.words.every((word) => word.capitals) && this.phrases.exact(key).length > 0;
    for (const name of code ? [] : this.starts.prefix(glued)) raise(owed, this.starts.exact(name), BEGINS_NAME - 100 * Math.min(40, name.length - glued.length));
    raise(owed, this.wholeHeadings.exact(key), IS_HEADING);
    raise(owed, this.whole.exact(key), IS_NAME);
    return owed;
  }

  /** The documents which have a chosen value of each group. @param {Query} query */
  allowed({ selection = [] }) {
    const groups = selection.map((group) => this.holders(group));
    return new Uint8Array(this.size).map((_, document) => +groups.every((group) => group[document]));
  }
}

/** @param {Uint32Array} owed @param {number[]} documents @param {number} worth */
function raise(owed, documents, worth) {
  for (const document of documents) if (owed[document] < worth) owed[document] = worth;
}

/** Every document that has something of what was asked for, best first. @param {Tally} tally @param {Uint32Array} owed @param {Uint8Array} allowed */
function rank({ gained, matched, lacking, all }, owed, allowed) {
  /** @type {Hit[]} */ const hits = [];
  for (let document = 0; document < allowed.length; document++) {
    if (!allowed[document]) continue;
    const score = Math.floor((gained[document] * Math.floor((16 * matched[document]) / (all || 1))) / 16) + owed[document];
    if (score || !all) hits.push({ document, score, full: !lacking[document] });
  }
  return hits.sort((one, other) => other.score - one.score || one.document - other.document);
}

/** A query as it is being understood. */
class Asked {
  /** @param {string} text */
  constructor(text) {
    this.words = words(text).slice(0, MOST_WORDS);
    /** @type {Evidence[]} */ this.evidence = [];
    this.open = /[\p{Alphabetic}\p{N}]$/u.test(text);
    this.corrected = false;
  }
  /** Every run of words that may be a name. @returns {[number, number][]} */
  spans() {
    return this.words.flatMap((_, first) => this.words.slice(first, first + LONGEST_NAME).map((_, length) => /** @type {[number, number]} */ ([first, first + length + 1])));
  }
  /** Whether the word may still be growing. @param {number} at */
  isOpen(at) {
    return this.open && at === this.words.length - 1;
  }
  /** @param {number} first @param {number} end */
  key(first, end) {
    return this.words.slice(first, end).map((word) => stem(word.text)).join("");
  }
  /** @param {number} first @param {number} end */
  glued(first, end) {
    return this.words.slice(first, end).map((word) => word.text).join("");
  }
  marks() {
    return /** @type {[string, boolean][]} */ (this.words.map((word, at) => [word.text, word.text.length > 3 || this.isOpen(at)]));
  }
}

/** The titles, if the columns of the names fit together. @param {Names} names */
function checked(names) {
  const titles = unpack(names.titles), size = titles.length;
  const fits = (/** @type {number[]} */ numbers, /** @type {number} */ end) => numbers.every((number) => Number.isInteger(number) && number >= 0 && number < end);
  const firsts = (/** @type {[number, ...unknown[]][]} */ list) => list.map(([number]) => number);
  if (
    names.group.length !== size ||
    !fits(names.group, names.groups.length) ||
    ![names.slugs, names.aliases, names.headings].every((list) => fits(firsts(list), size)) ||
    !names.facets.every((facet) => fits(firsts(facet[2]), names.counts.length)) ||
    !fits(names.counts, size + 1)
  )
    damaged("the names do not fit together");
  return titles;
}

/** A file of words: a letter for each, how often it is used, then the words. @param {string} text */
function wordList(text) {
  const end = text.indexOf("\n");
  if (end < 0) damaged("a list of words is cut short");
  const words = unpack(text.slice(end + 1)), used = [...text.slice(0, end)].map((letter) => letter.charCodeAt(0) - 65);
  if (used.length !== words.length) damaged("a list of words is broken");
  return { words, used };
}
