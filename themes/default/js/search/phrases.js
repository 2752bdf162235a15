// What people call facet values, ready to be recognised in a query. src/search/phrases.rs does the same.

import { glued, key, stem, words } from "./words.js";
import { Vocabulary } from "./vocabulary.js";

const NAMED = 8, HINTED = 6, CODE = 3;
const GRADE = /^(?:p?k|[1-9]|1[0-2])$/;
const grade = (/** @type {string} */ word) => (GRADE.test(word) ? +word || 0 : -1);
const counted = (/** @type {number} */ number) => ["k", "1st", "2nd", "3rd"][number] ?? number + "th";

/** Runs of words inside a longer name that say something by themselves, by their stems. @param {import("./words.js").Word[]} name */
function runs(name) {
  const found = [];
  for (let first = 0; first < name.length; first++)
    for (let end = first + 2; end <= name.length; end++)
      if (end - first < name.length && name[first].text.length > 3 && name[end - 1].text.length > 3) found.push(name.slice(first, end).map((word) => stem(word.text)).join(""));
  return found;
}

export class Phrases {
  /** @param {import("./engine.js").Names["facets"]} facets @param {number[]} counts @param {import("./engine.js").Language} language */
  constructor(facets, counts, language) {
    this.language = language;
    /** @type {Map<string, [number, number][]>} */ this.byKey = new Map();
    this.starts = new Vocabulary();
    this.words = new Vocabulary();
    /** @type {[number, number, number][]} */ this.bands = [];
    const values = facets.flatMap(([, label, values]) => values.map((value) => /** @type {[string, import("./engine.js").ValueNames]} */ ([label, value])));
    for (const [facet, [value, id, label, aliases, hints]] of values.sort((one, other) => one[1][0] - other[1][0])) {
      const held = counts[value] > 0;
      for (const name of [label, ...aliases]) this.name(name, value, held);
      if (held && id.length <= CODE) this.add(key(id), value, NAMED);
      for (const hint of hints) this.add(key(hint), value, HINTED);
      for (const part of runs(words(label))) this.add(part, value, HINTED);
      this.band(facet, label, value);
    }
    for (const [said, first, last] of language.grades)
      if (!this.byKey.has(key(said))) for (const value of this.spanned(first, last)) this.add(key(said), value, NAMED);
  }
  /** A name, and the forms it is also written in. @param {string} name @param {number} value @param {boolean} held */
  name(name, value, held) {
    const bracket = name.indexOf("("), parts = bracket < 0 ? [] : [name.slice(0, bracket), name.slice(bracket + 1).split(")")[0]];
    for (const form of [name, ...parts]) for (const said of [form, form.replaceAll("&", " and ")]) this.whole(said, value, held);
    if (held) for (const word of words(name)) this.words.add(word.text, value);
  }
  /** @param {string} name @param {number} value @param {boolean} held */
  whole(name, value, held) {
    const whole = key(name), start = glued(name);
    if (held && start) this.starts.add(start, value);
    if (held || whole.length > CODE) this.add(whole, value, NAMED);
  }
  /** @param {string} key @param {number} value @param {number} sure */
  add(key, value, sure) {
    if (!key) return;
    const values = this.byKey.get(key) ?? [];
    this.byKey.set(key, values);
    if (!values.some(([known]) => known === value)) values.push([value, sure]);
  }
  /** Grades inside a band. @param {string} facet @param {string} label @param {number} value */
  band(facet, label, value) {
    const said = words(label), [first, last] = said.splice(-2).map((word) => grade(word.text));
    if (said.length > 1 || !(first >= 0 && first < last)) return;
    this.bands.push([value, first, last]);
    const called = stem([...said, ...words(facet)][0]?.text ?? "");
    for (let number = first; number <= last; number++) {
      const [ordinal, cardinal] = [this.language.ordinals[number] ?? "", this.language.cardinals[number] ?? ""].map(stem);
      for (const name of [called + (number || "k"), called + cardinal, counted(number) + called, ordinal + called, counted(number), number ? "" : ordinal]) if (name.length > 1) this.add(name, value, NAMED);
    }
  }
  /** The values a name means, with how surely. @param {string} key */
  exact(key) {
    return this.byKey.get(key) ?? [];
  }
  /** The bands that a span of grades touches. @param {string} first @param {string} last */
  spanned(first, last) {
    const from = grade(first), to = grade(last);
    return from < 0 || from >= to ? [] : this.bands.filter((band) => band[1] <= to && band[2] >= from).map((band) => band[0]);
  }
}
