/** Reads which values hold for which providers from an arithmetic code. src/partners/bits.rs writes it and says how. */
import { noneOf, put } from "./facets.js";

/**
 * For each value the providers that it holds for.
 * @param {string} text  in base64
 * @param {number[]} facets  the first value of each facet, and the number of all
 * @param {number} size  how many providers there are
 */
export function bitsOf(text, facets, size) {
  const bytes = atob(text);
  const values = facets[facets.length - 1];
  const holders = Array.from({ length: values }, () => noneOf(size));
  const unlikely = new Uint16Array(2 * values).fill(2048);
  const opens = Array.from(holders, (_, value) => facets.includes(value));
  let at = 0;
  let range = 0xffffffff;
  const next = () => bytes.charCodeAt(at++) || 0;
  let code = (next() << 24 | next() << 16 | next() << 8 | next()) >>> 0;
  for (let place = 0; place < size; place++) {
    for (let value = 0, before = 0; value < values; value++) {
      const model = 2 * value + (opens[value] ? 0 : before);
      const bound = (range >>> 12) * unlikely[model];
      before = +(code >= bound);
      if (before) {
        code -= bound;
        range -= bound;
        unlikely[model] -= unlikely[model] >> 6;
        put(holders[value], place);
      } else {
        range = bound;
        unlikely[model] += 4096 - unlikely[model] >> 6;
      }
      for (; range < 0x1000000; range = range << 8 >>> 0) code = (code << 8 | next()) >>> 0;
    }
  }
  return holders;
}
