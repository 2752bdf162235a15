/** Which part of a text to show under a result, and what to mark in it. */

/**
 * A piece of text, and whether it is marked.
 * @typedef {{ text: string, mark: boolean }} Part
 *
 * Reads the first word of a text as the search does: the word, and its stem.
 * @typedef {(text: string) => [string, string]} Reader
 */

/** So many characters are shown, so many of them before the first mark. */
const LENGTH = 180;
const BEFORE = 50;

/**
 * The summary, or the part of the text that has more of the words.
 * @param {string} summary @param {string} text
 * @param {[string, boolean][]} marks  words, and whether what begins so is marked as well
 * @param {Reader} read
 * @returns {Part[]}
 */
export function excerptOf(summary, text, marks, read) {
  const inSummary = places(summary, marks, read);
  const inText = places(text, marks, read);
  const best = densest(inText);
  if (!inText.length || variety(inSummary) >= best.variety) return cut(summary || text, inSummary, 0, LENGTH * 1.5);
  const from = Math.max(0, inText[best.first].from - BEFORE);
  return cut(text, inText, from && text.indexOf(" ", from) + 1, LENGTH);
}

/** Where the words stand. @param {string} text @param {[string, boolean][]} marks @param {Reader} read */
function places(text, marks, read) {
  /** @type {{ from: number, to: number, word: number }[]} */ const found = [];
  // Most words of a text begin with another letter: looking at that first is ten times as fast.
  const initials = marks.map(([mark]) => mark[0]).join("");
  for (const { 0: token, index } of text.matchAll(/[\p{L}\p{N}\p{M}'’]+/gu)) {
    const initial = token[0].toLowerCase();
    if (initial < "\x7f" && !initials.includes(initial)) continue;
    const [folded, root] = read(token);
    const word = folded ? marks.findIndex(([mark, begins]) => root === read(mark)[1] || (begins && folded.startsWith(mark))) : -1;
    if (word >= 0) found.push({ from: index, to: index + token.length, word });
  }
  return found;
}

/** How many different words. @param {{ word: number }[]} found */
function variety(found) {
  return new Set(found.map(({ word }) => word)).size;
}

/** The first of the places from which most different words are near. @param {ReturnType<typeof places>} found */
function densest(found) {
  let best = { first: 0, variety: 0 };
  found.forEach(({ from }, first) => {
    const near = variety(found.slice(first).filter((place) => place.to - from < LENGTH - BEFORE));
    if (near > best.variety) best = { first, variety: near };
  });
  return best;
}

/** A stretch of a text in parts, ended at a word. @param {string} text @param {ReturnType<typeof places>} found @param {number} from @param {number} length @returns {Part[]} */
function cut(text, found, from, length) {
  const end = from + length >= text.length ? text.length : Math.max(text.lastIndexOf(" ", from + length), from);
  /** @type {Part[]} */ const parts = [{ text: from ? "… " : "", mark: false }];
  let at = from;
  for (const place of found.filter((place) => place.from >= from && place.to <= end)) {
    parts.push({ text: text.slice(at, place.from), mark: false }, { text: text.slice(place.from, place.to), mark: true });
    at = place.to;
  }
  parts.push({ text: text.slice(at, end) + (end < text.length ? " …" : ""), mark: false });
  return parts.filter((part) => part.text);
}
