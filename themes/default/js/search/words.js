// Turns a text into the words the index knows. src/search/words.rs says the same, word for word.

const UNSEEN = /[\p{M}'’‘ʼʻ\u00ad]/gu;
const WORD = /[\p{Alphabetic}0-9]+/gu;
/** @type {Record<string, string>} */ const SPELT = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", þ: "th", ı: "i", ς: "σ" };

/** @typedef {{text: string, joined: boolean, capitals: boolean}} Word */

/** The words of a text, in order.
 *  @param {string} text @returns {Word[]} */
export function words(text) {
  const plain = text.normalize("NFKD").replace(UNSEEN, "").replace(/(\d),(?=\d{3})/g, "$1");
  /** @type {Word[]} */ const found = [];
  let end = -1;
  for (const match of plain.matchAll(WORD)) {
    const [written] = match, start = match.index;
    const text = written.toLowerCase().replace(/[ßæœøđðłþıς]/g, (letter) => SPELT[letter]);
    if (text.length > 40 && [...text].length > 40) {
      end = -1;
      continue;
    }
    found.push({
      text,
      joined: end >= 0 && start === end + 1 && "-.\u2010\u2013\u2212".includes(plain[end]),
      capitals: !/[^\p{Uppercase}0-9]/u.test(written) && /\p{Uppercase}.*\p{Uppercase}/u.test(written),
    });
    end = start + written.length;
  }
  return found;
}

/** Words run together as they are written. @param {Word[]} words @param {string} [between] */
export const run = (words, between = "") => words.map((word) => word.text).join(between);

/** Words run together, plural and singular as one. @param {Word[]} words */
export const roots = (words) => words.map((word) => stem(word.text)).join("");

/** The words of a text run together, plural and singular as one. @param {string} text */
export const key = (text) => roots(words(text));

/** The words of a text run together as they are written. @param {string} text */
export const glued = (text) => run(words(text));

/** A word without its plural ending. @param {string} word @returns {string} */
export function stem(word) {
  let one = word;
  if (word.length > 4 && /ies?$/.test(word)) one = word.replace(/ies?$/, "y");
  else if (word.length > 4 && /([sxz]|[cs]h)es$/.test(word)) one = word.slice(0, -2);
  else if (word.length > 3 && /s$/.test(word) && !/[sui]s$/.test(word)) one = word.slice(0, -1);
  return one.length > 3 && /([sxz]|[cs]h)e$/.test(one) ? one.slice(0, -1) : one;
}

/** British endings, and how they are spelt in the USA. @type {[RegExp, string][]} */
const BRITISH = [[/(.{3})our(|s|ed|ing|al|ite)$/u, "$1or$2"], [/(.{3})is(es?|ed|ing|ations?)$/u, "$1iz$2"], [/centre(s?)$/, "center$1"], [/programme(s?)$/, "program$1"]];

/** Every way the index may have written a word: the word itself first, then its other number, then both as they are
 *  spelt in the USA.
 *  @param {string} word */
export function variants(word) {
  const [british, american] = BRITISH.find(([british]) => british.test(word)) ?? [];
  return british && american ? [...numbers(word), ...numbers(word.replace(british, american))] : numbers(word);
}

/** A word and its other number. @param {string} word */
function numbers(word) {
  const root = stem(word), forms = [word, root, root + "s", root + "es", root + "e"];
  if (root.endsWith("y")) forms.push(root.slice(0, -1) + "ies", root.slice(0, -1) + "ie");
  return forms.filter((form, at) => forms.indexOf(form) === at && (!at || stem(form) === root));
}

/** The words of a name, with those joined by hyphens also as one. @param {Word[]} words */
export function withGlued(words) {
  const terms = words.map((word) => word.text);
  for (let first = 0, end; first < words.length; first = end) {
    for (end = first + 1; end < words.length && words[end].joined; ) end++;
    if (end > first + 1) terms.push(run(words.slice(first, end)));
  }
  return terms;
}
