// A small sorted dictionary from words to numbers, made when an index is opened.

import { place } from "./bytes.js";

/** @typedef {ReturnType<typeof vocabulary>} Vocabulary */

export function vocabulary() {
  /** @type {Map<string, number[]>} */ const words = new Map();
  /** @type {string[]} */ let sorted = [];
  /** Every word, sorted. */
  const all = () => (sorted.length === words.size ? sorted : (sorted = [...words.keys()].sort()));
  return {
    all,
    /** Adds one use of a word; the numbers of one word come in ascending order. @param {string} word @param {number} number */
    add(word, number) {
      const numbers = words.get(word);
      if (!numbers) words.set(word, [number]);
      else if (numbers.at(-1) !== number) numbers.push(number);
    },
    /** The numbers of exactly this word. @param {string} word @returns {number[]} */
    exact: (word) => words.get(word) ?? [],
    /** The words that begin so: none has the highest of characters. @param {string} start */
    prefix: (start) => all().slice(place(all(), start), place(all(), start + "\uffff")),
  };
}
