/** What other tools hand on: an answer given there is put in here, for the reader to look over. Pure. */
import { answerText, linesOf } from "./document.js";
import { filled, isAnswered } from "./evaluate.js";
import { sound } from "./share.js";

/** @import { Answer, Answers, FilledRow, Origin, Question } from "./evaluate.js" */

/**
 * What this device holds: values by the names under which they are kept, and the names of the partners on the shortlist.
 * @typedef {{ kept: (name: string) => unknown, partners: string[] }} Device
 */

/**
 * The answer that a question has at first, and where it comes from; null when nobody hands one on.
 * @param {Question} question @param {Device} device @returns {{ answer: Answer, origin: Origin } | null}
 */
export function handedOn(question, device) {
  for (const origin of question.from || []) {
    const answer = taken(origin, question, device);
    if (isAnswered(answer)) return { answer: /** @type {Answer} */ (answer), origin };
  }
  return null;
}

/** @param {Origin} origin @param {Question} question @param {Device} device @returns {Answer | undefined} */
function taken(origin, question, { kept, partners }) {
  if (origin.how === "shortlist") return putRows(partners.map((name) => [name]));
  const given = (sound(kept(`tool.${origin.tool}${origin.how === "facet" ? ".facets" : ""}`)) || {})[origin.name || ""];
  if (given === undefined) return undefined;
  switch (origin.how) {
    case "words": return answerText(/** @type {Question} */ (origin.question), given);
    case "lines": return putRows(linesOf(String(given)).map((line) => [line]));
    case "rows": return putRows(filled(given).map((row) => (origin.columns || []).map((column) => (column === null ? "" : row.cells[column] || ""))));
    default: return question.options ? chosen(question, given) : given;
  }
}

/** Values that can be chosen here. Where only one can, several hand on none. @param {Question} question @param {Answer} given */
function chosen(question, given) {
  const known = [given].flat().filter((id) => question.options?.some((option) => option.id === id)).map(String);
  return question.kind === "multiple" ? known : known.length === 1 ? known[0] : undefined;
}

/** Rows with these cells. @param {string[][]} rows @returns {FilledRow[]} */
function putRows(rows) {
  return rows.map((cells, i) => ({ key: `r${i + 1}`, cells }));
}
