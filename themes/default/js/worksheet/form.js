/** Reads the answers out of the form, and writes them into it. */
import { every, first } from "../element.js";
import { questionsOf } from "./evaluate.js";
import { amountOf } from "./numbers.js";

/** @import { Answer, Answers, FilledRow, Judgments, Question, Sheet } from "./evaluate.js" */
/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Field */

/** The part of the page that asks a question. @param {HTMLElement} tool @param {string} id */
export function askOf(tool, id) {
  return /** @type {HTMLElement} */ (tool.querySelector(`[data-question="${id}"]`));
}

/** Fields with a name in a part of the page. @param {HTMLElement} within */
export function fieldsIn(within) {
  return /** @type {Field[]} */ ([...within.querySelectorAll("input[name], textarea[name], select[name]")]);
}

/** @param {HTMLElement} tool @param {Sheet} sheet @returns {Answers} */
export function readForm(tool, sheet) {
  /** @type {Answers} */ const answers = {};
  for (const question of questionsOf(sheet)) {
    const answer = readAnswer(askOf(tool, question.id), question);
    if (answer.length !== 0 && Object.keys(answer).length) answers[question.id] = answer;
  }
  return answers;
}

/** @param {HTMLElement} ask @param {Question} question @returns {Answer} */
function readAnswer(ask, question) {
  if (question.kind === "table") return readRows(ask);
  if (question.kind === "rating") return readJudgments(ask);
  const fields = fieldsIn(ask);
  if (question.kind === "multiple") return fields.filter((field) => isChosen(field)).map((field) => field.value);
  const chosen = fields.find((field) => !/^(radio|checkbox)$/.test(field.type) || isChosen(field));
  return chosen?.value || "";
}

/** @param {Field} field */
function isChosen(field) {
  return field instanceof HTMLInputElement && field.checked;
}

/** @param {HTMLElement} ask @returns {FilledRow[]} */
function readRows(ask) {
  const rows = every(ask, "tbody tr").map((row, i) => ({ key: row.dataset.key || String(i), cells: fieldsIn(row).map((field) => field.value) }));
  while (rows.length && rows[rows.length - 1].cells.every((cell) => !cell)) rows.pop();
  return rows;
}

/** @param {HTMLElement} ask @returns {Judgments} */
function readJudgments(ask) {
  /** @type {Judgments} */ const judgments = {};
  for (const part of every(ask, "[data-of]")) {
    const [score, note] = fieldsIn(part).map((field) => field.value);
    const item = /** @type {HTMLElement} */ (part.closest("[data-item]")).dataset.item || "";
    if (score || note) (judgments[item] ||= {})[part.dataset.of || ""] = [score, note];
  }
  return judgments;
}

/** @param {HTMLElement} tool @param {Sheet} sheet @param {Answers} answers */
export function writeForm(tool, sheet, answers) {
  for (const question of questionsOf(sheet)) {
    if (question.kind === "rating") continue;
    const ask = askOf(tool, question.id);
    const answer = answers[question.id];
    if (question.kind === "table") writeRows(ask, Array.isArray(answer) ? answer : []);
    else writeFields(fieldsIn(ask), [answer ?? []].flat().map(String));
  }
}

/** @param {Field[]} fields @param {string[]} given */
function writeFields(fields, given) {
  for (const field of fields) {
    if (field instanceof HTMLInputElement && /^(radio|checkbox)$/.test(field.type)) field.checked = given.includes(field.value);
    else field.value = given[0] ?? "";
    checkField(field, true);
  }
}

/** @param {HTMLElement} ask @param {(FilledRow | string)[]} rows */
function writeRows(ask, rows) {
  every(ask, "tbody tr").forEach((line, i) => {
    const row = rows[i];
    fieldsIn(line).forEach((field, c) => {
      field.value = row && typeof row !== "string" ? row.cells[c] ?? "" : "";
    });
  });
}

const WANTED = "Write a number, such as 1200 or 12.5.";

/**
 * Says what is wrong with a number: when the field is left, and while it is being put right.
 * @param {HTMLElement} field @param {boolean} left
 */
export function checkField(field, left) {
  const kind = field.dataset.kind;
  if (!(field instanceof HTMLInputElement) || (kind !== "number" && kind !== "money")) return;
  const wrong = field.value.trim() !== "" && amountOf(field.value) === null;
  if (wrong && !left && !field.hasAttribute("aria-invalid")) return;
  field.toggleAttribute("aria-invalid", wrong);
  if (wrong) field.setAttribute("aria-invalid", "true");
  const ask = field.closest("[data-question]");
  const error = ask && first(ask, "[data-error]");
  if (error) error.textContent = wrong || ask.querySelector("[aria-invalid]") ? WANTED : "";
}
