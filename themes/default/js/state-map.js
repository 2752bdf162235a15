/** A second way to choose states: a small map with a tile for each. The list beside it does the same. */
import { every } from "./element.js";

/** @import { Facet } from "./facets.js" */

const WIDTH = 11;
/** How far each arrow key moves. @type {Record<string, number>} */
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -WIDTH, ArrowDown: WIDTH };

/**
 * @param {HTMLElement} map  what holds the tiles, with gaps where no state lies
 * @param {Facet} facet
 * @param {(id: string) => void} toggle
 * @returns {(chosen: Set<string> | undefined, counts: number[]) => void}  makes it say what is chosen, and how many each tile would leave
 */
export function stateMap(map, { values }, toggle) {
  const places = /** @type {HTMLElement[]} */ ([...map.children]);
  const tiles = /** @type {HTMLButtonElement[]} */ (every(map, "button"));
  for (const tile of tiles) tile.addEventListener("click", () => toggle(tile.value));
  map.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    let to = places.findIndex((place) => place === document.activeElement);
    if (!step || to < 0) return;
    event.preventDefault();
    do to += step; while (places[to]?.matches("span"));
    places[to]?.focus();
  });
  map.addEventListener("focusin", ({ target }) => {
    for (const tile of tiles) tile.tabIndex = tile === target ? 0 : -1;
  });
  return (chosen, counts) => {
    for (const tile of tiles) {
      const value = values.find(({ id }) => id === tile.value);
      const count = value && counts[value.at] || 0;
      tile.title = `${tile.textContent}: ${value?.label}, ${count}`;
      tile.setAttribute("aria-label", tile.title);
      tile.setAttribute("aria-pressed", String(chosen?.has(tile.value) || false));
      tile.toggleAttribute("data-zero", !count);
    }
  };
}
