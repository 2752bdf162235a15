/** The order of the results. Pure but for `orderer`. */

/** @typedef {{ name: string, reviewed: string, place: number, score: number }} Sortable */

/** @param {string} a @param {string} b */
const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** The ways to sort. Ties keep the order of the page, which is by name. @type {Record<string, (a: Sortable, b: Sortable) => number>} */
const ORDERS = {
  relevance: (a, b) => b.score - a.score || a.place - b.place,
  name: (a, b) => byText(a.name, b.name) || a.place - b.place,
  reviewed: (a, b) => byText(b.reviewed, a.reviewed) || a.place - b.place,
};

/** @template {Sortable} Row @param {Row[]} rows @param {string} order */
export function sorted(rows, order) {
  return [...rows].sort(Object.hasOwn(ORDERS, order) ? ORDERS[order] : ORDERS.relevance);
}

/**
 * Keeps elements of one parent in order, with as few moves as it takes: none when they are in it already.
 * @param {HTMLElement[]} elements  all of them, as they stand now
 * @returns {(wanted: HTMLElement[]) => void}  puts these in this order among themselves
 */
export function orderer(elements) {
  let last = elements.length;
  const ranks = new Map(elements.map((element, rank) => [element, rank]));
  const rankOf = (/** @type {HTMLElement} */ element) => ranks.get(element) || 0;
  return (wanted) => {
    const from = wanted.findIndex((element, i) => i > 0 && rankOf(element) < rankOf(wanted[i - 1]));
    if (from < 0) return;
    const moved = wanted.slice(from);
    for (const element of moved) ranks.set(element, last++);
    moved[0].parentElement?.append(...moved);
  };
}
