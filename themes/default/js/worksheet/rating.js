/** Judgments: for each item a score and a note for each of the rows that are judged. */
import { element, every, first } from "../element.js";
import { filled, questionsOf } from "./evaluate.js";
import { askOf } from "./form.js";

/** @import { Answers, FilledRow, Judgments, Question, Sheet } from "./evaluate.js" */

/** @param {HTMLElement} tool @param {Sheet} sheet */
export function rater(tool, sheet) {
  const ratings = questionsOf(sheet).filter((question) => question.rating).map((question) => ({ question, ask: askOf(tool, question.id) }));
  return {
    /** Keeps the fields in step with the rows that are judged. @param {Answers} answers */
    follow(answers) {
      for (const { question, ask } of ratings) follow(ask, question, answers);
    },
    /** Puts kept scores and notes into the fields. @param {Answers} answers */
    fill(answers) {
      for (const { question, ask } of ratings) {
        follow(ask, question, answers);
        put(ask, /** @type {Judgments} */ (answers[question.id] || {}));
      }
    },
  };
}

/** @param {HTMLElement} ask @param {Question} question @param {Answers} answers */
function follow(ask, question, answers) {
  const rating = /** @type {NonNullable<Question["rating"]>} */ (question.rating);
  const judged = filled(answers[rating.of]);
  if (rating.rows) followRows(ask, filled(answers[rating.rows]));
  const types = rating.by ? [answers[rating.by] || []].flat() : null;
  for (const part of every(ask, "[data-type]")) part.hidden = types !== null && !types.some((type) => type === part.dataset.type);
  for (const item of every(ask, "[data-item]")) followJudged(item, question, judged);
}

/** The items of a rating that come from a table of the reader's own. @param {HTMLElement} ask @param {FilledRow[]} rows */
function followRows(ask, rows) {
  const list = /** @type {HTMLElement} */ (first(ask, "[data-rating]"));
  const known = new Map(every(list, "[data-item]").map((item) => [item.dataset.item || "", item]));
  for (const row of rows) {
    const name = row.cells[0] || "";
    const item = known.get(row.key) || element("section", { class: "rated", "data-item": row.key }, element("p", { class: "rated__ask" }), element("div", { "data-scores-of": "" }));
    known.delete(row.key);
    const words = first(item, ".rated__ask");
    if (words && words.textContent !== name) words.textContent = name;
    item.setAttribute("aria-label", name);
    if (!item.parentElement) list.append(item);
  }
  for (const gone of known.values()) gone.remove();
}

/** @param {HTMLElement} item @param {Question} question @param {FilledRow[]} judged */
function followJudged(item, question, judged) {
  const place = /** @type {HTMLElement} */ (first(item, "[data-scores-of]"));
  const known = new Map(every(place, "[data-of]").map((part) => [part.dataset.of || "", part]));
  for (const row of judged) {
    const name = row.cells[0] || "Without a name";
    const part = known.get(row.key) || place.appendChild(fields(question, item.dataset.item || "", row.key));
    known.delete(row.key);
    const [label, score, note] = part.children;
    // The names make sense alone: which question, and whose answer.
    const whole = `${item.getAttribute("aria-label")}, ${name}`;
    if (score.getAttribute("aria-label") === `Score, ${whole}`) continue;
    label.textContent = name;
    score.setAttribute("aria-label", `Score, ${whole}`);
    note.setAttribute("aria-label", `Notes, ${whole}`);
  }
  for (const gone of known.values()) gone.remove();
}

/** @param {Question} question @param {string} item @param {string} key */
function fields(question, item, key) {
  const name = `q-${question.id}.${item}.${key}`;
  const options = (question.options || []).map((option) => element("option", { value: option.id }, option.label));
  return element(
    "div", { class: "judged", "data-of": key }, element("span", { class: "judged__name" }), " ",
    element("select", { name: `${name}.score` }, element("option", { value: "" }, "No score yet"), ...options),
    element("textarea", { name: `${name}.note`, rows: "2", placeholder: "Notes" }),
  );
}

/** @param {HTMLElement} ask @param {Judgments} judgments */
function put(ask, judgments) {
  for (const part of every(ask, "[data-of]")) {
    const item = /** @type {HTMLElement} */ (part.closest("[data-item]")).dataset.item || "";
    const [score, note] = judgments[item]?.[part.dataset.of || ""] || ["", ""];
    const [select, area] = /** @type {[HTMLSelectElement, HTMLTextAreaElement]} */ ([...part.querySelectorAll("select, textarea")]);
    select.value = score;
    area.value = note;
  }
}
