/** The rows of facts in a comparison: one cell a partner, and a word that says whether they differ. */
import { isShared, likeness, valuesOf } from "./comparison.js";
import { element, every, first } from "./element.js";
import { linkTo } from "./routes.js";
import { many } from "./words.js";

/** @import { Partner } from "./partners.js" */

/** What the row says of itself. */
const WORDS = { differs: "Differs", partly: "Missing for some", same: "Same", silent: "" };

/** With room, how to read a fact is said at once; without, on request. */
const roomy = matchMedia("(min-width: 60rem)");

/** How many rows there are of each kind, and how many of them are out of sight because they do not differ. @typedef {Record<import("./comparison.js").Likeness, number> & { hidden: number }} Tally */

/**
 * @param {HTMLElement} table  its rows with `data-fact` are filled; what nobody states becomes one row, `data-silent`
 * @returns {(partners: Partner[], onlyDifferences: boolean) => Tally}
 */
export function factRows(table) {
  const rows = every(table, "tr[data-fact]");
  roomy.addEventListener("change", () => every(table, "details").forEach((note) => note.toggleAttribute("open", roomy.matches)));
  return (partners, onlyDifferences) => {
    const tally = { differs: 0, partly: 0, same: 0, silent: 0, hidden: 0 };
    /** @type {string[]} */ const silent = [];
    const several = partners.length > 1;
    for (const row of rows) {
      const id = row.dataset.fact || "";
      const likely = likeness(partners, id);
      const equal = onlyDifferences && several && (likely === "same" || likely === "silent");
      tally[likely]++;
      if (equal) tally.hidden++;
      if (likely === "silent") silent.push(first(row, "[data-label]")?.textContent || "");
      row.hidden = equal || likely === "silent";
      row.dataset.likeness = several ? likely : "";
      const tag = first(row, "[data-tag]");
      if (tag) tag.textContent = several ? WORDS[likely] : "";
      fill(row, partners.map((partner) => cell(partner, factOf(partner, id, several && likely === "differs" ? partners : []))));
    }
    showSilent(table, several && onlyDifferences ? [] : silent, partners.length);
    const checked = first(table, "[data-checked]");
    if (checked) fill(checked, partners.map((partner) => cell(partner, checkedOf(partner))));
    return tally;
  };
}

/** @param {HTMLElement} row  its first cell is its heading @param {HTMLElement[]} cells */
function fill(row, cells) {
  row.replaceChildren(row.children[0], ...cells);
}

/** One line for all that no profile states. @param {HTMLElement} table @param {string[]} labels @param {number} columns */
function showSilent(table, labels, columns) {
  const row = first(table, "[data-silent]");
  if (!row) return;
  row.hidden = !labels.length;
  const all = /** @type {HTMLTableCellElement} */ (row.children[1]);
  row.children[0].textContent = columns > 1 ? "Nobody states" : "Not stated";
  all.colSpan = Math.max(columns, 1);
  all.textContent = labels.join(", ");
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
  return note ? [list, element("details", { class: "compare__note", ...(roomy.matches ? { open: "" } : {}) }, element("summary", {}, "How to read this"), element("p", {}, note))] : [list];
}

/** When a partner's facts were checked, and where their sources stand. @param {Partner} partner */
function checkedOf({ slug, reviewed, sources }) {
  return [`${reviewed} · `, element("a", { href: linkTo(`/providers/${slug}/#sources`) }, many(sources, "source"))];
}
