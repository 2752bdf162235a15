/** A second way to choose states: a small map with a tile for each. The list beside it does the same. */
import { every } from "./element.js";

/** @import { Facet } from "./facets.js" */

const WIDTH = 11;
/** How far each key moves, the last two from the ends of a row. @type {Record<string, number>} */
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -WIDTH, ArrowDown: WIDTH, Home: 1, End: -1 };

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
    let to = places.findIndex((place) => place === document.activeElement);
    const step = STEPS[event.key];
    if (!step || to < 0) return;
    event.preventDefault();
    // To the ends of a row one goes from beyond them.
    const row = to - to % WIDTH;
    if (event.key === "Home") to = row - 1;
    if (event.key === "End") to = row + WIDTH;
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
      tile.ariaLabel = tile.title = `${tile.textContent}: ${value?.label}, ${count}`;
      tile.ariaPressed = String(chosen?.has(tile.value) || false);
      tile.toggleAttribute("data-zero", !count);
    }
  };
}
