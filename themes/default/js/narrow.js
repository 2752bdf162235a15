/** Finds a value in a long facet: a small text field above its boxes. */
import { element, emptyOnEscape, every, first } from "./element.js";
import { fold, mentions } from "./words.js";

const LONG = 12;

/**
 * @param {HTMLElement} list  what holds the boxes
 * @param {string} label  the facet's name
 * @param {(text: string) => void} speak
 */
export function narrowList(list, label, speak) {
  const rows = every(list, "label").map((row) => ({
    row, text: fold(textOf(first(row, "[data-label]") || row)), box: /** @type {HTMLInputElement} */ (first(row, "input")),
  }));
  if (rows.length <= LONG) return;
  const field = element("input", { type: "text", class: "narrow", autocomplete: "off", "aria-label": `Find in ${label}`, placeholder: `Find in ${label}` });
  field.addEventListener("input", (event) => {
    event.stopPropagation();
    const words = fold(field.value);
    let shown = 0;
    for (const { row, text, box } of rows) {
      row.hidden = !box.checked && !mentions(words, text);
      if (!row.hidden) shown++;
    }
    none.hidden = shown > 0;
    for (const heading of every(list, ".facet__group")) heading.hidden = words !== "";
    speak(`${shown} of ${rows.length} shown in ${label}`);
  });
  field.addEventListener("change", (event) => event.stopPropagation());
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === "ArrowDown") {
      event.preventDefault();
      rows.find(({ row }) => !row.hidden)?.box.focus();
    }
  });
  emptyOnEscape(field);
  const none = element("p", { class: "facet__help", hidden: "" }, "None is called so.");
  list.before(field, none);
}

/** A value's label, and its other names. @param {HTMLElement} label */
function textOf(label) {
  return `${label.textContent} ${label.dataset.also || ""}`;
}
