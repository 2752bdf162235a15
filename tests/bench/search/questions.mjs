/** Questions of the kinds that people ask, with the profiles that answer them. */
import { FACETS, dice } from "./corpus.mjs";

/** @typedef {import("./corpus.mjs").Profile} Profile */
/** @typedef {{ kind: string, text: string, right: Set<string> }} Question */

/** @param {Profile[]} all @param {number} [each]  so many of each kind @returns {Question[]} */
export function questions(all, each = 16) {
  const roll = dice(42);
  const of = (/** @type {any[]} */ list) => list[roll(list.length)];
  const having = (/** @type {Record<string, string>} */ choice) => new Set(all.filter(({ values }) => Object.entries(choice).every(([facet, value]) => values[facet].includes(value))).map(({ slug }) => slug));
  /** A letter left out, added, changed or swapped; never the first. @param {string} word */
  const slip = (word) => {
    const letters = [...word], at = 1 + roll(letters.length - 1), other = String.fromCharCode(97 + roll(26));
    [() => letters.splice(at, 1), () => letters.splice(at, 0, other), () => (letters[at] = other), () => ([letters[at - 1], letters[at]] = [letters[at], letters[at - 1]])][roll(4)]();
    return letters.join("");
  };
  const BANDS = [["third grade", "3-5"], ["kindergarten", "k-2"], ["grade 7", "6-8"], ["high school", "9-12"], ["middle school", "6-8"], ["4th grade", "3-5"]];
  const SUBJECTS = [["math", "math"], ["literacy", "ela"], ["science", "science"]];
  /** @type {Question[]} */ const asked = [];
  const ask = (/** @type {string} */ kind, /** @type {string} */ text, /** @type {Set<string>} */ right) => right.size && asked.push({ kind, text, right });
  for (let round = 0; round < each; round++) {
    const known = of(all), own = new Set([known.slug]), brand = known.name.split(" ")[0].toLowerCase();
    ask("name", known.name.toLowerCase(), own);
    ask("name begun", brand.slice(0, Math.max(5, brand.length - 2)), new Set(all.filter(({ slug }) => slug.startsWith(brand.slice(0, Math.max(5, brand.length - 2)))).map(({ slug }) => slug)));
    ask("name with a slip", slip(brand) + known.name.slice(brand.length).toLowerCase(), own);
    const curriculum = of(FACETS.hqim.values), state = of(FACETS.states.values), [grade, band] = of(BANDS), [said, subject] = of(SUBJECTS);
    ask("curriculum", curriculum.label.toLowerCase(), having({ hqim: curriculum.id }));
    ask("curriculum with a slip", slip(curriculum.label.toLowerCase()), having({ hqim: curriculum.id }));
    ask("curriculum run together", curriculum.label.toLowerCase().replace(" ", ""), having({ hqim: curriculum.id }));
    ask("state", state.label, having({ states: state.id }));
    ask("state code and subject", `${state.id.toUpperCase()} ${said}`, having({ states: state.id, subjects: subject }));
    ask("grade and subject", `${grade} ${said}`, having({ grade_bands: band, subjects: subject }));
    ask("three facets", `launch ${curriculum.label} in ${state.label}`, having({ pl_types: "launch", hqim: curriculum.id, states: state.id }));
    ask("whole question", `who can help us with ${said} coaching for ${grade} in ${state.label}?`, having({ grade_bands: band, subjects: subject, states: state.id }));
    const words = [...new Set((of(all).body.match(/\b[a-z]{6,}\b/g) || []))];
    const uses = (/** @type {string} */ word) => new Set(all.filter(({ name, summary, body }) => new RegExp(`\\b${word}\\b`, "i").test(`${name} ${summary} ${body}`)).map(({ slug }) => slug));
    const rare = words.sort(() => roll(3) - 1).find((word) => uses(word).size * 20 < all.length);
    if (rare) {
      ask("rare word", rare, uses(rare));
      ask("rare word with a slip", slip(rare), uses(rare));
    }
  }
  return asked;
}
