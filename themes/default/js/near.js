/** Names that look like a text which finds nothing, for a reader who meant one of them. */
import { ruler } from "./search/spelling.js";
import { glued, words } from "./search/words.js";

/** So many are offered, and none that is longer: that is a sentence, and no name. */
const MOST = 4;
const LONGEST = 80;

/**
 * The names that look most like a text, as a whole or in one of their words, the likest first: two letters in five may differ.
 * @param {string} text @param {string[]} names
 */
export function near(text, names) {
  const wanted = glued(text);
  const measure = ruler(wanted, Math.floor(wanted.length * 0.4));
  const measured = [...new Set(names)].filter(({ length }) => length < LONGEST).map((name) => {
    const slips = [glued(name), ...words(name).map((word) => word.text)].map(measure).filter((slips) => slips >= 0);
    return { name, slips: Math.min(...slips) };
  });
  return measured.filter(({ slips }) => slips < wanted.length).sort((one, other) => one.slips - other.slips).slice(0, MOST).map(({ name }) => name);
}
