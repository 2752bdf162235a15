/** Finds a value in a long facet: a small text field above its boxes. */
import { emptyOnEscape, every, first } from "./element.js";
import { fold, mentions } from "./words.js";

/**
 * @param {HTMLInputElement} field
 * @param {HTMLElement} facet  what holds the field and the boxes
 * @param {string} label  the facet's name
 * @param {(text: string) => void} speak
 */
export function narrowList(field, facet, label, speak) {
  const rows = every(facet, "label").map((row) => {
    const name = first(row, "[data-label]") || row;
    return { row, text: fold(`${name.textContent} ${name.dataset.also || ""}`), box: /** @type {HTMLInputElement} */ (first(row, "input")) };
  });
  field.addEventListener("input", (event) => {
    event.stopPropagation();
    const words = fold(field.value);
    let shown = 0;
    for (const { row, text, box } of rows) {
      row.hidden = !box.checked && !mentions(words, text);
      if (!row.hidden) shown++;
    }
    for (const none of every(facet, "[data-none]")) none.hidden = shown > 0;
    for (const heading of every(facet, ".facet__group")) heading.hidden = words !== "";
    speak(`${shown} of ${rows.length} shown in ${label}`);
  });
  field.addEventListener("change", (event) => event.stopPropagation());
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === "ArrowDown") {
      event.preventDefault();
      rows.find(({ row }) => row.checkVisibility())?.box.focus();
    }
  });
  emptyOnEscape(field);
}
