// A small sorted dictionary from words to numbers, made when an index is opened.

import { place } from "./bytes.js";

/** @type {number[]} */ const NONE = [];

export class Vocabulary {
  constructor() {
    /** @type {Map<string, number[]>} */ this.words = new Map();
    /** @type {string[] | null} */ this.sorted = null;
  }
  /** Adds one use of a word; the numbers of one word come in ascending order. @param {string} word @param {number} number */
  add(word, number) {
    const numbers = this.words.get(word);
    if (!numbers) this.words.set(word, [number]);
    else if (numbers[numbers.length - 1] !== number) numbers.push(number);
  }
  /** The numbers of exactly this word. @param {string} word */
  exact(word) {
    return this.words.get(word) ?? NONE;
  }
  /** Every word, sorted. */
  all() {
    return (this.sorted ??= [...this.words.keys()].sort());
  }
  /** The words that begin so. @param {string} start */
  prefix(start) {
    const all = this.all(), from = place(all, start);
    let end = from;
    while (end < all.length && all[end].startsWith(start)) end++;
    return all.slice(from, end);
  }
}
