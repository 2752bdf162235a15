/** Names that look like a text which finds nothing, for a reader who meant one of them. */
import { fold } from "./words.js";

/** From here on two texts look alike; 1 is the same. */
const ALIKE = 0.5;

/** Neighbouring letters; the first one also alone. @param {string} text */
const pairs = (text) => new Set([...text].map((letter, at) => (text[at - 1] ?? "") + letter));

/** What share of their pairs two sets have in common. @param {Set<string>} one @param {Set<string>} other */
function share(one, other) {
  let common = 0;
  for (const pair of one) if (other.has(pair)) common++;
  return 2 * common / (one.size + other.size || 1);
}

/**
 * The names that look most like a text, as a whole or in one of their words, the likest first.
 * @param {string} text @param {Iterable<string>} names @param {number} most
 */
export function near(text, names, most) {
  const wanted = pairs(fold(text).replaceAll(" ", ""));
  const likeness = (/** @type {string} */ name) => {
    const words = fold(name).split(" ");
    // Of names that are equally alike the one that is so as a whole comes first.
    return Math.max(share(wanted, pairs(words.join(""))), ...words.map((word) => share(wanted, pairs(word)) - 0.01));
  };
  const measured = [...new Set(names)].map((name) => ({ name, like: likeness(name) })).filter(({ like }) => like >= ALIKE);
  return measured.sort((one, other) => other.like - one.like).slice(0, most).map(({ name }) => name);
}
