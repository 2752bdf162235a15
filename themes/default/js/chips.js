/** What is chosen, as a row of buttons that take it back; and what the words of a query may mean, as buttons that choose it. */
import { button, element, focusOn } from "./element.js";

/** @import { Hint } from "./answers.js" */
/** @typedef {{ label: string, remove: () => void }} Chip */

/**
 * Shows the chips. Focus is not lost with a removed button: it moves to its neighbour, or to `rest` after the last one.
 * @param {HTMLElement} list  `<ul data-chips>`
 * @param {Chip[]} chips
 * @param {HTMLElement} rest
 */
export function showChips(list, chips, rest) {
  fill(list, chips.map((chip) => [button({ class: "chip", "aria-label": `Remove filter ${chip.label}` }, chip.label, chip.remove)]), rest);
}

/**
 * Offers filters for words of the query. Nothing is chosen unless the reader does it.
 * @param {HTMLElement} list
 * @param {Hint[]} hints
 * @param {HTMLElement} rest
 * @param {(hint: Hint) => void} use
 * @param {(hint: Hint) => void} dismiss
 */
export function showHints(list, hints, rest, use, dismiss) {
  fill(list, hints.map((hint) => [
    button({ class: "hint" }, `${hint.label}: use as ${hint.facetLabel} filter`, () => use(hint)),
    button({ class: "hint__dismiss", "aria-label": `Do not read it as ${hint.label}` }, "×", () => dismiss(hint)),
  ]), rest);
}

/** @param {HTMLElement} list @param {HTMLElement[][]} rows @param {HTMLElement} rest */
function fill(list, rows, rest) {
  const place = [...list.children].findIndex((item) => item.contains(document.activeElement));
  list.replaceChildren(...rows.map((row) => element("li", {}, ...row)));
  list.hidden = !rows.length;
  if (place < 0) return;
  const neighbour = rows[Math.min(place, rows.length - 1)];
  focusOn(neighbour ? neighbour[0] : rest);
}
