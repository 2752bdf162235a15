// Answers queries. src/search/query.rs does the same, step for step, over the same bytes, and says why;
// change both or neither. Files other than the names may be missing: the answer then says which ones
// would make it better, and is to be asked for again when they are there.

import { damaged, openShard, place, stored, textOf, unpack, unseal } from "./bytes.js";
import { Phrases } from "./phrases.js";
import { ruler } from "./spelling.js";
import { Vocabulary } from "./vocabulary.js";
import { glued, key, stem, variants, withGlued, words } from "./words.js";

const MOST_WORDS = 12, LONGEST_NAME = 8, MOST_HINTS = 6, NAME_FREQUENCY = 6;
const IN_NAME = 10, NAME_BEGUN = 7, VALUE_WORD = 6, IN_HEADING = 6, ABOUT = 5, MENTIONED = 4, HEADING_BEGUN = 4, WORD_BEGUN = 2;
const NAMED = 8, WHOLE_NAME = 14, IS_NAME = 30000, IS_HEADING = 15000, BEGINS_NAME = 12000, VALUE_WEIGHT = 24;

/** @typedef {{document: number, score: number, full: boolean}} Hit
 *  @typedef {{value: number, first: number, end: number, via: "name" | "beginning" | "word"}} Suggestion
 *  @typedef {{hits: Hit[], total: number, suggestions: Suggestion[], correction: string | null, marks: [string, boolean][], missing: string[]}} Answer
 *  @typedef {{text: string, selection?: number[][], without?: number[], limit?: number}} Query */

/** Sixteenths of a bit in the logarithm of a number. */
function log2(number) {
  const whole = 31 - Math.clz32(number || 1);
  return 16 * whole + Math.floor((number || 1) * 16 / 2 ** whole) - 16;
}

const weight = (documents, having) => 4 + Math.max(0, log2(documents) - log2(having));

/** The last place in a sorted list whose item is not above, by the item's first part. */
function above(list, item) {
  let at = 0;
  while (at < list.length && list[at][0] <= item) at++;
  return at - 1;
}

/** What documents say about a word. */
class Evidence {
  constructor(documents) {
    this.strength = new Uint8Array(documents);
    this.having = 0;
    this.known = false;
  }
  mark(document, strength) {
    const known = this.strength[document];
    if (!known) this.having++;
    if (strength > known) this.strength[document] = strength;
  }
  markAll(documents, strength) {
    for (const document of documents) this.mark(document, strength);
  }
}

/** Opens an index by the bytes of its `names`; throws when they are damaged.
 *  @param {Uint8Array} bytes */
export function openEngine(bytes) {
  return new Engine(JSON.parse(textOf(unseal(bytes))));
}

export class Engine {
  constructor(names) {
    this.names = names;
    this.titles = checked(names);
    this.phrases = new Phrases(names.facets, names.counts);
    this.slugs = new Map(names.slugs);
    /** @type {Map<string, any>} */ this.files = new Map();
    /** @type {Set<string>} */ this.missing = new Set();
    this.named = new Vocabulary();
    this.headed = new Vocabulary();
    this.whole = new Vocabulary();
    this.wholeHeadings = new Vocabulary();
    this.starts = new Vocabulary();
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
    this.files.set(name, name[0] === "w" ? wordList(textOf(content)) : name[0] === "e" ? JSON.parse(textOf(content)) : openShard(content, this.size));
  }

  /** A file, or a note that it is missing. */
  file(name) {
    const file = this.files.get(name);
    if (!file) this.missing.add(name);
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

  /** Answers a query. @param {Query} query @returns {Answer} */
  query({ text, selection = [], without = [], limit = 10 }) {
    this.missing = new Set();
    const asked = new Asked(text);
    this.gather(asked);
    this.correct(asked);
    const [slots, suggestions] = this.slots(asked, without);
    const tally = this.tally(asked, slots);
    const [hits, total] = rank(tally, this.owed(asked), this.allowed(selection), limit);
    const correction = asked.corrected ? asked.words.map((word) => word.text).join(" ") : null;
    return { hits, total, suggestions, correction, marks: asked.marks(), missing: [...this.missing] };
  }

  gather(asked) {
    asked.words.forEach((word, at) => asked.evidence.push(this.evidence(word.text, asked.isOpen(at))));
    for (const length of [2, 3]) for (let first = 0; first + length <= asked.words.length; first++) this.join(asked, first, first + length);
  }

  /** What documents say about one word. */
  evidence(word, open) {
    const found = new Evidence(this.size), forms = variants(word), root = stem(word);
    for (const form of forms) {
      found.markAll(this.named.exact(form), IN_NAME);
      found.markAll(this.headed.exact(form), IN_HEADING);
      this.markText(found, form);
    }
    found.markAll(this.whole.exact(root), IN_NAME);
    const exact = found.having;
    found.known = exact > 0 || forms.some((form) => this.phrases.words.exact(form).length) || this.phrases.exact(root).length > 0;
    if (open || word.length > 3) {
      for (const other of this.named.prefix(word)) found.markAll(this.named.exact(other), NAME_BEGUN);
      for (const other of this.headed.prefix(word)) found.markAll(this.headed.exact(other), HEADING_BEGUN);
      this.markBegun(found, word);
      found.known ||= found.having > 0 || (open && this.phrases.words.prefix(word).length > 0);
    }
    if (exact) found.having = exact;
    return found;
  }

  markText(found, word) {
    for (const [mark, strength] of /** @type {[string, number][]} */ ([["'", MENTIONED], ["''", ABOUT]])) {
      const term = stored(word) + mark, at = Math.max(0, above(this.names.text, term));
      if (this.names.text.length) this.file(this.names.text[at][1])?.postings(term, (document) => found.mark(document, strength));
    }
  }

  markBegun(found, word) {
    const { text } = this.names, start = stored(word);
    if (word.length < (text.length > 8 ? 4 : 3)) return;
    const from = Math.max(0, above(text, start));
    for (let at = from; at < text.length && (at === from || text[at][0].startsWith(start)); at++)
      this.file(text[at][1])?.prefix(start, (document) => found.mark(document, WORD_BEGUN));
  }

  join(asked, first, end) {
    const parts = asked.words.slice(first, end), text = parts.map((word) => word.text).join(""), joined = new Evidence(this.size);
    joined.markAll(this.named.exact(text), IN_NAME);
    joined.markAll(this.headed.exact(text), IN_HEADING);
    if (parts.some((word, at) => (at > 0 && word.joined) || word.text.length < 3 || !asked.evidence[first + at].known)) this.markText(joined, text);
    if (!joined.having && !this.phrases.words.exact(text).length) return;
    for (const found of asked.evidence.slice(first, end)) {
      joined.strength.forEach((strength, document) => strength > found.strength[document] && (found.strength[document] = strength));
      found.having = found.known ? Math.max(found.having, joined.having) : joined.having;
      found.known = true;
    }
  }

  correct(asked) {
    if (this.missing.size) return;
    for (let at = 0; at < asked.words.length; ) {
      let count = 1;
      if (!asked.evidence[at].known && !this.inPhrase(asked, at)) {
        const word = asked.words[at].text, nearest = this.split(word) ?? this.nearest(word), open = asked.isOpen(at);
        if (nearest) {
          asked.words.splice(at, 1, ...nearest.map((text) => ({ text, joined: false, capitals: false })));
          asked.evidence.splice(at, 1, ...nearest.map((text) => this.evidence(text, open)));
          asked.corrected = true;
          count = nearest.length;
        }
      }
      at += count;
    }
  }

  inPhrase(asked, at) {
    const count = asked.words.length;
    for (let first = 0; first <= at; first++) {
      for (let end = at + 1; end <= Math.min(count, first + LONGEST_NAME); end++) {
        const key = asked.key(first, end);
        if (this.phrases.exact(key).length || this.whole.exact(key).length) return true;
      }
      if (asked.open && this.phrases.starts.prefix(asked.glued(first, count)).length) return true;
    }
    return false;
  }

  split(word) {
    const known = (half) => variants(half).some((form) => [this.named, this.phrases.words, this.headed].some((list) => list.exact(form).length));
    for (let at = word.length - 2; at > 1; at--) if (known(word.slice(0, at)) && known(word.slice(at))) return [word.slice(0, at), word.slice(at)];
    return null;
  }

  nearest(word) {
    let best = null;
    const offer = (list, used) => {
      const measure = ruler(word);
      list.forEach((known, at) => {
        const slips = measure(known);
        if (slips < 0) return;
        const rank = slips * 1000 + (known[0] === word[0] ? 0 : 100) + 99 - Math.min(used ? used[at] : NAME_FREQUENCY, 99);
        if (!best || rank < best.rank) best = { rank, slips, known };
      });
    };
    this.shortList ??= [...new Set([this.named, this.headed, this.phrases.words, this.phrases.starts].flatMap((list) => list.all()))].sort();
    offer(this.shortList);
    if (best?.slips === 1) return [best.known];
    const lists = [...word.slice(0, 2)].map((letter) => above(this.names.words, letter));
    for (const at of new Set(lists.filter((at) => at >= 0))) {
      const list = this.file(this.names.words[at][1]);
      if (list) offer(list.words, list.used);
      if (best) break;
    }
    return best && [best.known];
  }

  slots(asked, without) {
    const count = asked.words.length, taken = new Set(), slots = [], suggestions = [];
    for (let length = Math.min(count, LONGEST_NAME); length; length--)
      for (let first = 0; first + length <= count; first++) {
        const span = asked.words.slice(first, first + length).map((_, at) => first + at);
        if (span.some((at) => taken.has(at))) continue;
        const values = this.meant(asked, first, first + length).filter(([value]) => !without.includes(value));
        if (!values.length) continue;
        span.forEach((at) => taken.add(at));
        for (const [value] of values) suggestions.push({ value, first, end: first + length, via: "name" });
        slots.push({ first, span, values: values.map(([value]) => value), sure: Math.max(...values.map(([, sure]) => sure)), named: true });
      }
    for (let at = 0; at < count; at++) if (!taken.has(at)) slots.push(this.single(asked, at, without, suggestions));
    slots.sort((one, other) => one.first - other.first);
    suggestions.sort((one, other) => one.first - other.first || one.value - other.value);
    return [slots, suggestions];
  }

  /** The values that these words, all of them, name. */
  meant(asked, first, end) {
    const parts = asked.words.slice(first, end), key = asked.key(first, end), count = asked.words.length;
    const spoken = key.length < 4 && !parts.some((word) => word.capitals);
    if (spoken && end - first < count && ((key.length < 3 && count > 3 && end < count) || this.names.everyday.includes(key))) return [];
    const values = this.phrases.exact(key);
    if (values.length || !parts[parts.length - 1].joined) return values;
    const [from, to] = parts.length === 3 && parts[0].text.startsWith("grade") ? parts.slice(1) : parts;
    return parts.length === 2 || from === parts[1] ? this.phrases.spanned(from.text, to.text).map((value) => [value, NAMED]) : values;
  }

  /** A word that names no value by itself may still hint at some. */
  single(asked, at, without, suggestions) {
    const word = asked.words[at].text;
    let values = variants(word).flatMap((form) => this.phrases.words.exact(form)), via = "word";
    if (!values.length && asked.isOpen(at) && word.length > 2) {
      values = this.phrases.starts.prefix(word).flatMap((start) => this.phrases.starts.exact(start));
      via = "beginning";
    }
    values = [...new Set(values)].sort((one, other) => one - other).filter((value) => !without.includes(value));
    if (values.length > MOST_HINTS) values = [];
    for (const value of values) suggestions.push({ value, first: at, end: at + 1, via });
    return { first: at, span: [at], values, sure: VALUE_WORD, named: false };
  }

  /** Adds up what the slots are worth in each document. */
  tally(asked, slots) {
    const size = this.size, { evidence } = asked;
    const gained = this.wholeNames(asked), matched = new Uint32Array(size), lacking = new Uint8Array(size);
    const weights = evidence.map((found) => weight(size, found.having));
    for (const slot of slots) {
      slot.holders = this.holders(slot.values);
      let having = 0;
      for (const held of slot.holders) having += held;
      slot.valueWeight = Math.max(VALUE_WEIGHT, weight(size, having));
      slot.weighs = slot.named ? slot.valueWeight : weights[slot.first];
    }
    const most = Math.max(0, ...slots.map((slot) => slot.weighs));
    let all = 0;
    for (const { span, holders, valueWeight, weighs, sure, named } of slots) {
      const needed = named || weighs * 3 >= most, worth = valueWeight * sure;
      all += weighs;
      for (let document = 0; document < size; document++) {
        let said = 0, spoken = true;
        for (const at of span) {
          const strength = evidence[at].strength[document];
          said += weights[at] * strength;
          if (!strength) spoken = false;
        }
        const held = holders[document];
        const gain = held ? worth + Math.floor(Math.min(said, worth) / 4) : named ? Math.min(said, Math.floor((worth * 3) / 4)) : said;
        gained[document] += named ? gain : Math.max(gain, said);
        if (held || spoken) matched[document] += weighs;
        else if (needed) lacking[document] = 1;
      }
    }
    return { gained, matched, lacking, all };
  }

  /** The documents one of these values holds for. */
  holders(values) {
    const holders = new Uint8Array(this.size);
    for (const value of values) {
      const at = above(this.names.values, value);
      const term = String.fromCharCode(...[17576, 676, 26, 1].map((part) => 97 + (Math.floor(value / part) % 26))) + "'";
      if (at >= 0) this.file(this.names.values[at][1])?.postings(term, (document) => (holders[document] = 1));
    }
    return holders;
  }

  /** What documents are owed whose whole name stands in the query. */
  wholeNames(asked) {
    const owed = new Uint32Array(this.size), count = asked.words.length;
    for (let first = 0; first < count; first++)
      for (let end = first + 1, worth = 0; end <= Math.min(count, first + LONGEST_NAME); end++) {
        worth += weight(this.size, asked.evidence[end - 1].having) * WHOLE_NAME;
        raise(owed, this.whole.exact(asked.key(first, end)), worth);
      }
    return owed;
  }

  /** What documents are owed because the whole query is, or begins, what they are called. */
  owed(asked) {
    const owed = new Uint32Array(this.size), count = asked.words.length;
    if (!count) return owed;
    const key = asked.key(0, count), glued = asked.glued(0, count);
    for (const name of this.starts.prefix(glued)) raise(owed, this.starts.exact(name), BEGINS_NAME - 100 * Math.min(40, name.length - glued.length));
    raise(owed, this.wholeHeadings.exact(key), IS_HEADING);
    raise(owed, this.whole.exact(key), IS_NAME);
    return owed;
  }

  /** The documents that have a chosen value of each group. */
  allowed(selection) {
    const groups = selection.map((group) => this.holders(group));
    return Uint8Array.from({ length: this.size }, (_, document) => (groups.every((group) => group[document]) ? 1 : 0));
  }
}

function raise(owed, documents, worth) {
  for (const document of documents) if (owed[document] < worth) owed[document] = worth;
}

/** The best documents. */
function rank({ gained, matched, lacking, all }, owed, allowed, limit) {
  let hits = [], total = 0;
  for (let document = 0; document < allowed.length; document++) {
    if (!allowed[document]) continue;
    const score = Math.floor((gained[document] * Math.floor((16 * matched[document]) / (all || 1))) / 16) + owed[document];
    if (!score && all) continue;
    const full = !lacking[document];
    hits.push({ document, score, full });
    if (full) total++;
  }
  if (total >= limit) hits = hits.filter((hit) => hit.full || owed[hit.document]);
  hits.sort((one, other) => other.score - one.score || one.document - other.document);
  return /** @type {[Hit[], number]} */ ([hits.slice(0, limit), total]);
}

/** A query as it is being understood. */
class Asked {
  constructor(text) {
    this.words = words(text).slice(0, MOST_WORDS);
    /** @type {Evidence[]} */ this.evidence = [];
    this.open = /[\p{Alphabetic}\p{N}]$/u.test(text);
    this.corrected = false;
  }
  isOpen(at) {
    return this.open && at === this.words.length - 1;
  }
  key(first, end) {
    return this.words.slice(first, end).map((word) => stem(word.text)).join("");
  }
  glued(first, end) {
    return this.words.slice(first, end).map((word) => word.text).join("");
  }
  marks() {
    return /** @type {[string, boolean][]} */ (this.words.map((word, at) => [word.text, word.text.length > 3 || this.isOpen(at)]));
  }
}

/** The titles, if the columns of the names fit together. */
function checked(names) {
  const titles = unpack(names.titles), size = titles.length;
  const fits = (numbers, end) => numbers.every((number) => Number.isInteger(number) && number >= 0 && number < end);
  const firsts = (list) => list.map(([number]) => number);
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

/** A file of words: a letter for each, how often it is used, then the words. */
function wordList(text) {
  const end = text.indexOf("\n");
  if (end < 0) damaged("a list of words is cut short");
  const words = unpack(text.slice(end + 1)), used = [...text.slice(0, end)].map((letter) => letter.charCodeAt(0) - 65);
  if (used.length !== words.length) damaged("a list of words is broken");
  return { words, used };
}
