// Reads the bytes of search files: tinysearch's index, and lists of lines. Damaged bytes throw; nothing is
// read beyond their end. src/search/tiny.rs and names.rs write them.

import { damaged, starts, textOf } from "./seal.js";

/** A word as it stands in the index: a digit travels as a letter. @param {string} word */
export const stored = (word) => word.replace(/\d/g, (digit) => String.fromCharCode(0x250 + +digit));

/** The first place in a sorted list whose item is not below. @param {string[]} list @param {string} item */
export function place(list, item) {
  let low = 0, high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] < item) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** An index that was read and checked.
 *  @param {Uint8Array} bytes @param {number} documents */
export function openShard(bytes, documents) {
  if (!starts(bytes, "tinysearch\x02")) damaged();
  let at = 11;
  const number = () => {
    for (let value = 0, shift = 0; shift < 28; shift += 7) {
      if (at >= bytes.length) damaged();
      const byte = bytes[at++];
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
    return damaged();
  };
  const take = (/** @type {number} */ length) => (at + length > bytes.length ? damaged() : bytes.subarray(at, (at += length)));
  take(number());
  const count = number();
  const terms = textOf(take(number())).split("\n");
  if (!terms.at(-1)) terms.pop();
  if (terms.length !== count || terms.some((term, at) => at > 0 && terms[at - 1] >= term)) damaged();
  const lists = new Uint32Array(count);
  const read = (/** @type {(document: number) => void} */ each) => {
    for (let left = number(), first = true, last = 0; left--; first = false) {
      const step = number();
      last += step;
      if (last >= documents || (!first && !step)) damaged();
      each(last);
    }
  };
  for (let term = 0; term < count; term++) {
    const start = (lists[term] = at), length = number();
    if (!length || length > documents || length > bytes.length - at) damaged();
    at = start;
    read(() => {});
  }
  if (at !== bytes.length) damaged();
  const list = (/** @type {number} */ term, /** @type {(document: number) => void} */ each) => {
    at = lists[term];
    read(each);
  };
  return {
    /** Calls `each` for the documents of one term, with its mark. @param {string} term @param {(document: number) => void} each */
    postings(term, each) {
      const found = place(terms, term);
      if (terms[found] === term) list(found, each);
    },
    /** The same for every term that begins so. @param {string} start @param {(document: number) => void} each */
    prefix(start, each) {
      for (let term = place(terms, start); term < count && terms[term].startsWith(start); term++) list(term, each);
    },
  };
}

/** Sorted lines, each without the letters it shares with the line before. @param {string} packed */
export function unpack(packed) {
  const lines = packed.split("\n");
  if (!lines.at(-1)) lines.pop();
  let last = "";
  return lines.map((line) => {
    const shared = line.charCodeAt(0) - 48, start = last.slice(0, shared);
    if (!(shared >= 0 && shared <= last.length && /^[\0-\x7f]*$/.test(start))) damaged();
    return (last = start + line.slice(1));
  });
}
