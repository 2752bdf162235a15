/** The rows of facts in a comparison: one cell a partner, and a word that says whether they differ. */
import { isShared, likeness, valuesOf } from "./comparison.js";
import { element, every, first } from "./element.js";

/** @import { Partner } from "./partners.js" */

/** What the row says of itself. */
const WORDS = { differs: "Differs", partly: "Missing for some", same: "Same", silent: "Missing for all" };

/**
 * @param {HTMLElement} table  its rows with `data-fact` are filled
 * @returns {(partners: Partner[], onlyDifferences: boolean) => { differs: number, partly: number, silent: number }} shows partners, and counts the rows that are not the same for all
 */
export function factRows(table) {
  const rows = every(table, "tr[data-fact]");
  return (partners, onlyDifferences) => {
    const count = { differs: 0, partly: 0, same: 0, silent: 0 };
    for (const row of rows) {
      const id = row.dataset.fact || "";
      const several = partners.length > 1;
      const likely = several ? likeness(partners, id) : "same";
      count[likely]++;
      row.hidden = onlyDifferences && several && (likely === "same" || likely === "silent");
      row.dataset.likeness = likely;
      const tag = first(row, "[data-tag]");
      if (tag) tag.textContent = several ? WORDS[likely] : "";
      row.replaceChildren(row.children[0], ...partners.map((partner) => cell(partner, factOf(partner, id, likely === "differs" ? partners : []))));
    }
    return count;
  };
}

/** A cell that also says whose it is: where the table is too wide, rows are shown one below the other. @param {Partner} partner @param {(Node | string)[]} content */
export function cell(partner, content) {
  return element("td", { role: "cell" }, element("span", { class: "compare__who", "aria-hidden": "true" }, partner.name), element("div", {}, ...content));
}

/** What a partner states, with a mark at what all of them state. @param {Partner} partner @param {string} id @param {Partner[]} partners  none where nothing needs the mark */
function factOf(partner, id, partners) {
  const values = valuesOf(partner, id);
  if (!values.length) return [element("p", { class: "unstated" }, "Not stated")];
  const list = element("ul", {}, ...values.map((value) => element("li", {}, value, ...(partners.length && isShared(partners, id, value) ? [" ", element("span", { class: "compare__all" }, "all")] : []))));
  const note = partner.facts[id]?.note;
  return note ? [list, element("p", { class: "compare__note" }, note)] : [list];
}
