/** The order of the results. Pure but for `orderer`. */

/** `reviewed`: a day as a number, the later the greater. @typedef {{ reviewed: number, place: number, score: number }} Sortable */

/** Ties keep the order of the page, which is by name. @template {Sortable} Row @param {Row[]} rows @param {string} order */
export function sorted(rows, order) {
  const rank = (/** @type {Sortable} */ { reviewed, score }) => order === "name" ? 0 : order === "reviewed" ? reviewed : score;
  return [...rows].sort((a, b) => rank(b) - rank(a) || a.place - b.place);
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
