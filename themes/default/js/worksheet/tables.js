/** Tables to which readers add rows. Each row has a key of its own, by which scores are kept when rows go. */
import { button, element, every, first } from "../element.js";
import { askOf } from "./form.js";
import { questionsOf } from "./evaluate.js";

/** @import { Answer, Answers, Question, Sheet } from "./evaluate.js" */

/** The most rows of one table. */
const MOST = 60;

/** @param {HTMLElement} tool @param {Sheet} sheet */
export function growTables(tool, sheet) {
  const open = questionsOf(sheet).filter((question) => question.kind === "table" && !question.rows);
  const tables = open.map((question) => ({ question, fit: grow(askOf(tool, question.id), question) }));
  return {
    /** Gives each table as many rows as the answers have. @param {Answers} answers */
    fit(answers) {
      for (const { question, fit } of tables) fit(keysOf(answers[question.id]), 1);
    },
    /** As many as there is to write on, on paper. @param {Answers} answers */
    fitPaper(answers) {
      for (const { question, fit } of tables) fit(keysOf(answers[question.id]), question.lines || 1);
    },
  };
}

/** @param {Answer | undefined} answer */
function keysOf(answer) {
  return Array.isArray(answer) ? answer.map((row) => (typeof row === "string" ? "" : row.key)) : [];
}

/** @param {HTMLElement} ask @param {Question} question */
function grow(ask, question) {
  const body = /** @type {HTMLElement} */ (first(ask, "tbody"));
  const pattern = /** @type {HTMLElement} */ (body.lastElementChild?.cloneNode(true));
  first(ask, "thead tr")?.append(element("td"));
  const rows = () => every(body, "tr");
  const changed = (/** @type {string} */ detail) => ask.dispatchEvent(new CustomEvent("rows", { bubbles: true, detail }));

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
      first(row, "button")?.setAttribute("aria-label", `Remove row ${i + 1}: ${question.ask}`);
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
    const at = rows().indexOf(row) + 1;
    row.remove();
    const left = rows().length;
    if (!left) add();
    number();
    (next && first(next, "[name]") || more).focus();
    changed(`Row ${at} removed, ${left || "an empty one"} left.`);
  };

  const more = button({ class: "button button--quiet grid__add" }, "Add a row", () => {
    first(add(), "[name]")?.focus();
    changed(`Row ${rows().length} added.`);
  });
  first(ask, "table")?.after(more);
  // One row to begin with: those below it are for paper.
  for (const row of rows().slice(1)) row.remove();
  for (const row of rows()) dress(row, nextKey());
  number();

  /** @param {string[]} keys @param {number} lines */
  return (keys, lines) => {
    const least = Math.max(lines, keys.length);
    while (rows().length > least) rows()[rows().length - 1].remove();
    while (rows().length < least) add();
    rows().forEach((row, i) => row.dataset.key = "");
    rows().forEach((row, i) => row.dataset.key = keys[i] || nextKey());
    number();
  };
}
