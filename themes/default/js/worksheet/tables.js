/** Tables to which readers add rows. Each row has a key of its own, by which scores are kept when rows go. */
import { button, element, every, first } from "../element.js";
import { askOf } from "./form.js";
import { questionsOf } from "./evaluate.js";

/** @import { Answers, Question, Sheet } from "./evaluate.js" */

/** The most rows of one table. */
const MOST = 60;

/** @param {HTMLElement} tool @param {Sheet} sheet */
export function growTables(tool, sheet) {
  const open = questionsOf(sheet).filter((question) => question.kind === "table" && !question.rows);
  const tables = open.map((question) => ({ question, fit: grow(askOf(tool, question.id), question) }));
  return {
    /** Gives each table as many rows as the answers have. @param {Answers} answers */
    fit(answers) {
      for (const { question, fit } of tables) {
        const rows = answers[question.id];
        fit(Array.isArray(rows) ? rows.map((row) => (typeof row === "string" ? "" : row.key)) : []);
      }
    },
  };
}

/** @param {HTMLElement} ask @param {Question} question */
function grow(ask, question) {
  const body = /** @type {HTMLElement} */ (first(ask, "tbody"));
  const pattern = /** @type {HTMLElement} */ (body.lastElementChild?.cloneNode(true));
  first(ask, "thead tr")?.append(element("td"));
  const rows = () => every(body, "tr");
  const changed = () => ask.dispatchEvent(new Event("rows", { bubbles: true }));

  const nextKey = () => {
    const used = rows().map((row) => Number((row.dataset.key || "").slice(1)) || 0);
    return `r${Math.max(0, ...used) + 1}`;
  };

  /** @param {HTMLElement} row @param {string} key */
  const dress = (row, key) => {
    row.dataset.key = key;
    row.append(element("td", { class: "grid__remove" }, button({ class: "button button--quiet" }, "Remove", () => remove(row))));
  };

  const number = () => {
    rows().forEach((row, i) => {
      every(row, "[name]").forEach((field, c) => {
        field.setAttribute("name", `q-${question.id}.${i}.${c}`);
        field.setAttribute("aria-label", `Row ${i + 1}: ${question.columns?.[c].label}`);
      });
      first(row, "button")?.setAttribute("aria-label", `Remove row ${i + 1}`);
    });
    more.disabled = rows().length >= MOST;
  };

  const add = (key = nextKey()) => {
    const row = /** @type {HTMLElement} */ (pattern.cloneNode(true));
    dress(row, key);
    body.append(row);
    number();
    return row;
  };

  /** @param {HTMLElement} row */
  const remove = (row) => {
    const next = /** @type {HTMLElement | null} */ (row.nextElementSibling || row.previousElementSibling);
    row.remove();
    if (!rows().length) add();
    number();
    (next && first(next, "[name]") || more).focus();
    changed();
  };

  const more = button({ class: "button button--quiet grid__add" }, "Add a row", () => {
    first(add(), "[name]")?.focus();
    changed();
  });
  first(ask, "table")?.after(more);
  for (const row of rows()) dress(row, nextKey());
  number();

  /** @param {string[]} keys */
  return (keys) => {
    const least = Math.max(question.lines || 1, keys.length);
    while (rows().length > least) rows()[rows().length - 1].remove();
    while (rows().length < least) add();
    rows().forEach((row, i) => row.dataset.key = "");
    rows().forEach((row, i) => row.dataset.key = keys[i] || nextKey());
    number();
  };
}
