/** A second way to choose states: a small map with a tile for each. The list beside it does the same. */
import { element } from "./element.js";

/** @import { Facet } from "./facets.js" */

/** The states where they roughly lie, by their postal codes, two characters each. */
const ROWS = [
  "ak                  me",
  "          wi      vtnh",
  "waidmtndmnilmi  nyma  ",
  "ornvwysdiainohpanjctri",
  "cautconemokywvvamdde  ",
  "  aznmksartnncscdc    ",
  "      oklamsalga      ",
  "hi    tx        fl    ",
];
const WIDTH = 11;
/** How far each arrow key moves. @type {Record<string, number>} */
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -WIDTH, ArrowDown: WIDTH };

/**
 * @param {HTMLElement} list  what it stands above
 * @param {Facet} facet
 * @param {(id: string) => void} toggle
 * @returns {(chosen: Set<string> | undefined, counts: number[]) => void}  makes it say what is chosen, and how many each tile would leave
 */
export function stateMap(list, { label, values }, toggle) {
  const tiles = (ROWS.join("").match(/../g) || []).map((code) => {
    const value = values.find(({ id }) => id === code);
    return value ? { value, button: element("button", { type: "button", class: "map__tile", tabindex: "-1" }, code.toUpperCase()) } : null;
  });
  const known = tiles.flatMap((tile) => tile || []);
  if (!known.length) return () => {};
  const map = element("div", { class: "map", role: "group", "aria-label": `${label}, as a map. Arrow keys move.` }, ...tiles.map((tile) => tile ? tile.button : element("span")));
  list.before(map);
  known[0].button.tabIndex = 0;
  for (const { value, button } of known) button.addEventListener("click", () => toggle(value.id));
  map.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    const from = tiles.findIndex((tile) => tile?.button === document.activeElement);
    if (!step || from < 0) return;
    event.preventDefault();
    let to = from + step;
    while (to in tiles && !tiles[to]) to += step;
    tiles[to]?.button.focus();
  });
  map.addEventListener("focusin", ({ target }) => {
    for (const { button } of known) button.tabIndex = button === target ? 0 : -1;
  });
  return (chosen, counts) => {
    for (const { value: { id, label, at }, button } of known) {
      const says = `${id.toUpperCase()}: ${label}, ${counts[at] ?? 0}`;
      button.setAttribute("aria-pressed", String(chosen?.has(id) || false));
      button.toggleAttribute("data-zero", !counts[at]);
      button.setAttribute("aria-label", says);
      button.title = says;
    }
  };
}
