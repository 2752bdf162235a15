/** A second way to choose values that have an order, such as grades: from one to another. */
import { every } from "./element.js";

/** @import { Facet } from "./facets.js" */

/**
 * @param {HTMLElement} line  what holds the two menus
 * @param {Facet} facet
 * @param {(ids: string[]) => void} choose
 * @returns {(chosen: Set<string> | undefined) => void}  makes it say what is chosen
 */
export function range(line, { values }, choose) {
  const [start, end] = /** @type {HTMLSelectElement[]} */ (every(line, "select"));
  line.addEventListener("change", (event) => {
    event.stopPropagation();
    if (!start.value && !end.value) return choose([]);
    let first = Number(start.value), last = end.value ? Number(end.value) : values.length - 1;
    if (first > last) event.target === start ? last = first : first = last;
    choose(values.slice(first, last + 1).map((value) => value.id));
  });
  return (chosen) => {
    const places = values.flatMap((value, i) => chosen?.has(value.id) ? [i] : []);
    const last = places[places.length - 1];
    const whole = last - places[0] === places.length - 1;
    start.value = whole ? String(places[0]) : "";
    end.value = whole ? String(last) : "";
  };
}
