// What people call facet values, ready to be recognised in a query. src/search/phrases.rs does the same.

import { glued, key, roots, stem, words } from "./words.js";
import { vocabulary } from "./vocabulary.js";

const NAMED = 8, HINTED = 6, CODE = 3;
const GRADE = /^(?:p?k|[1-9]|1[0-2])$/;
const grade = (/** @type {string} */ word) => (GRADE.test(word) ? +word || 0 : -1);
const counted = (/** @type {number} */ number) => ["k", "1st", "2nd", "3rd"][number] ?? number + "th";

/** Runs of words inside a longer name that say something by themselves, by their stems. @param {import("./words.js").Word[]} name */
function runs(name) {
  const found = [];
  for (let first = 0; first < name.length; first++)
    for (let end = first + 2; end <= name.length; end++)
      if (end - first < name.length && name[first].text.length > 3 && name[end - 1].text.length > 3) found.push(roots(name.slice(first, end)));
  return found;
}

/** @param {import("./engine.js").Names["facets"]} facets @param {number[]} counts @param {import("./engine.js").Language} language */
export function phrasesOf(facets, counts, language) {
  /** @type {Map<string, [number, number][]>} */ const byKey = new Map();
  const starts = vocabulary(), parts = vocabulary();
  /** @type {[number, number, number][]} */ const bands = [];
  /** The values a name means, with how surely. @param {string} key */
  const exact = (key) => byKey.get(key) ?? [];
  const values = facets.flatMap(([, label, values]) => values.map((value) => /** @type {[string, import("./engine.js").ValueNames]} */ ([label, value])));
  for (const [facet, [value, id, label, aliases, hints]] of values.sort((one, other) => one[1][0] - other[1][0])) {
    const held = counts[value] > 0;
    for (const name of [label, ...aliases]) named(name, value, held);
    if (held && id.length <= CODE) add(key(id), value, NAMED);
    for (const hint of [...hints.map(key), ...runs(words(label))]) add(hint, value, HINTED);
    band(facet, label, value);
  }
  for (const [said, first, last] of language.grades)
    if (!byKey.has(key(said))) for (const value of spanned(first, last)) add(key(said), value, NAMED);
  return { exact, spanned, starts, words: parts };

  /** A name, and the forms it is also written in. @param {string} name @param {number} value @param {boolean} held */
  function named(name, value, held) {
    const [before, ...rest] = name.split("("), forms = rest.length ? [name, before, rest.join("(").split(")")[0]] : [name];
    for (const form of forms) for (const said of [form, form.replaceAll("&", " and ")]) whole(said, value, held);
    if (held) for (const word of words(name)) parts.add(word.text, value);
  }

  /** @param {string} name @param {number} value @param {boolean} held */
  function whole(name, value, held) {
    const whole = key(name), start = glued(name);
    if (held && start) starts.add(start, value);
    if (held || whole.length > CODE) add(whole, value, NAMED);
  }

  /** @param {string} key @param {number} value @param {number} sure */
  function add(key, value, sure) {
    const known = exact(key);
    if (key && !known.some((one) => one[0] === value)) byKey.set(key, [...known, [value, sure]]);
  }

  /** Grades inside a band. @param {string} facet @param {string} label @param {number} value */
  function band(facet, label, value) {
    const said = words(label), [first, last] = said.splice(-2).map((word) => grade(word.text));
    if (said.length > 1 || !(first >= 0 && first < last)) return;
    bands.push([value, first, last]);
    const called = stem([...said, ...words(facet)][0]?.text ?? "");
    for (let number = first; number <= last; number++) {
      const [ordinal, cardinal] = [language.ordinals, language.cardinals].map((names) => stem(names[number] ?? ""));
      for (const name of [called + (number || "k"), called + cardinal, counted(number) + called, ordinal + called, counted(number), number ? "" : ordinal]) if (name.length > 1) add(name, value, NAMED);
    }
  }

  /** The bands that a span of grades touches. @param {string} first @param {string} last */
  function spanned(first, last) {
    const low = grade(first), high = grade(last);
    return low < 0 || low >= high ? [] : bands.filter((band) => band[1] <= high && band[2] >= low).map((band) => band[0]);
  }
}
