/** A directory whose cards are all on the page: those that do not match are hidden. */
import { allOf, has, holdersOf } from "./facets.js";
import { plainMatcher } from "./matcher.js";
import { orderer, sorted } from "./sort.js";
import { every } from "./element.js";

/** @import { Bits } from "./facets.js" */
/** @import { Match } from "./matcher.js" */

/**
 * Where the cards come from. A card has a place, from 0, in the order of names. `page`: so many are shown at a time; 0 for all.
 * `pager` shows links to the other pages. `holders` are there once it is loaded. `show` puts the cards of a set in order, as `sort` says
 * or by score (none without words), those first that lack fewer of the facets that are chosen, and gives each to `mark`.
 * @typedef {{
 *   size: number, page: number, holders: Bits[] | null, load(): Promise<void>, placeOf(hit: { slug: string, document: number }): number | undefined,
 *   show(found: Bits, scores: Map<number, number> | null, sort: string, page: number, lacks: (place: number) => number, mark: (card: HTMLElement, place: number) => void): void | Promise<void>, plain(text: string): Match,
 *   pager?(total: number, page: number, address: (page: number) => string, go: (page: number) => void): void,
 * }} List
 */

/** More than any score: those that state more of what is chosen come before those that state less. */
const FIRST = 1e6;

/** @param {HTMLElement} results  where the cards are @param {number} values  how many facet values there are @returns {List} */
export function inPage(results, values) {
  const rows = every(results, "[data-provider]").map((card, place) => ({ card, place, reviewed: +(card.dataset.reviewed || "").replaceAll("-", ""), score: 0 }));
  const cards = rows.map((row) => row.card);
  const places = new Map(rows.map(({ card, place }) => [card.dataset.provider, place]));
  const order = orderer(cards);
  /** The list as it is shown. (A card should not be `display: list-item`: hiding many of those takes a browser seconds, as it counts them anew.) */
  let shown = allOf(rows.length);
  return {
    size: rows.length, page: 0, holders: holdersOf(cards.map((card) => (card.dataset.v || "").split(" ").filter(Boolean).map(Number)), values),
    load: async () => {},
    placeOf: ({ slug }) => places.get(slug),
    show(found, scores, sort, _, lacks, mark) {
      for (const row of rows) {
        const wanted = has(found, row.place);
        if (wanted !== has(shown, row.place)) row.card.hidden = !wanted;
        if (!wanted) continue;
        mark(row.card, row.place);
        row.score = (scores?.get(row.place) || 0) - FIRST * lacks(row.place);
      }
      shown = found;
      order(sorted(rows.filter((row) => has(found, row.place)), sort).map((row) => row.card));
    },
    plain: plainMatcher(cards),
  };
}
