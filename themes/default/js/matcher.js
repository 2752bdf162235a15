/** Which providers a query means: asks the search when it can be had, the text of the cards when not. */
import { loadSearch } from "./load.js";
import { fold, mentions } from "./words.js";

/** @import { Found, Hint } from "./answers.js" */

/** The providers that match (all of them when `hits` is null), what words may mean, and what is to be said of it.
 *  @typedef {{ hits: { slug: string, document: number, score: number }[] | null, hints: Hint[], remark: string }} Match */

/**
 * The search's answer, or null when it cannot be had.
 * @param {string} text
 * @param {number[]} without  values that no word may be taken for
 * @returns {Promise<Match | null>}
 */
export function matcher(text, without) {
  return loadSearch().then((search) => search.ask(text, { limit: Infinity, without })).then(matchOf).catch(() => null);
}

/** Providers that have everything asked for; failing any, those that have something of it. @param {Found} found @returns {Match} */
export function matchOf({ hits, hints, correction }) {
  const providers = hits.filter((hit) => hit.slug);
  const full = providers.filter((hit) => hit.full);
  const best = full.length ? full : providers;
  const some = best.length && !full.length ? "No partner has all of these words, these have some." : "";
  return { hits: best, hints, remark: `${correction && `Showing results for “${correction}”. `}${some}`.trim() };
}

/**
 * Looks through names and summaries only.
 * @param {HTMLElement[]} cards
 * @returns {(text: string) => Match}
 */
export function plainMatcher(cards) {
  /** @type {string[]} */ let texts = [];
  return (text) => {
    if (!texts.length) texts = cards.map((card) => fold(card.textContent || ""));
    const query = fold(text);
    const hits = cards.flatMap(({ dataset: { provider: slug = "" } }, document) => mentions(query, texts[document]) ? { slug, document, score: 0 } : []);
    return { hits, hints: [], remark: "The search could not be loaded: only names and summaries were searched." };
  };
}
