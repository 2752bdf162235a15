/** A second way to choose values that have an order, such as grades: from one to another. */
import { element } from "./element.js";

/** @import { Facet } from "./facets.js" */

/**
 * @param {HTMLElement} list  what it stands above
 * @param {Facet} facet
 * @param {(ids: string[]) => void} choose
 * @returns {(chosen: Set<string> | undefined) => void}  makes it say what is chosen
 */
export function range(list, { label, values }, choose) {
  const end = (/** @type {string} */ name) => element("select", { "aria-label": `${label}, ${name}` }, element("option", { value: "" }, "any"), ...values.map((value, i) => element("option", { value: String(i) }, value.label)));
  const from = end("from"), to = end("to");
  const line = element("p", { class: "range" }, "From ", from, " to ", to);
  list.before(line);
  line.addEventListener("change", (event) => {
    event.stopPropagation();
    if (!from.value && !to.value) return choose([]);
    let first = Number(from.value), last = to.value ? Number(to.value) : values.length - 1;
    if (first > last) event.target === from ? last = first : first = last;
    choose(values.slice(first, last + 1).map((value) => value.id));
  });
  return (chosen) => {
    const places = values.flatMap((value, i) => chosen?.has(value.id) ? [i] : []);
    const whole = places.length > 0 && places[places.length - 1] - places[0] === places.length - 1;
    from.value = whole ? String(places[0]) : "";
    to.value = whole ? String(places[places.length - 1]) : "";
  };
}
