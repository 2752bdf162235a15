/**
 * What the rules of a worksheet make of its answers. Pure: no page in sight, the same answers give the same result.
 * Rules come from the builder as lists, such as `["and", ["is", "stage", "choosing"], [">", ["q", "teachers"], 20]]`.
 */
import { amountOf } from "./numbers.js";

/**
 * @typedef {number | [string, ...any[]]} Tree
 * @typedef {{ id: string, label: string, kind?: string, score?: Record<string, number> }} Entry
 * @typedef {{ id: string, label: string, type: string, group: string }} Item
 * @typedef {{ how: "shortlist" | "answer" | "facet" | "words" | "lines" | "rows", tool?: string, title?: string, name?: string, question?: Question, columns?: (number | null)[] }} Origin
 * @typedef {{ of: string, by: string, items: Item[], rows?: string }} Rating
 * @typedef {{ id: string, kind: string, ask: string, when?: Tree, options?: Entry[], columns?: Entry[], rows?: Entry[], lines?: number, dimension?: string, unit?: string, from?: Origin[], rating?: Rating }} Question
 * @typedef {{ id: string, title: string, when?: Tree, questions: Question[] }} Section
 * @typedef {{ from: number, label: string, text: string }} Band
 * @typedef {{ id: string, label: string, mean: boolean, hidden: boolean, bands: Band[] }} Dimension
 * @typedef {{ id: string, label: string, unit: string, hidden: boolean, is?: Tree, when?: Tree }} Computed
 * @typedef {{ id: string, title: string, kind: string, instead: boolean, when?: Tree, because: Tree[] }} Outcome
 * @typedef {{ facet: string, question?: string, value?: string, when?: Tree }} Filter
 * @typedef {{ id: string, title: string, unit: string, top: number, is?: Tree, when?: Tree }} Comparison
 * @typedef {string | ["a", string] | ["c", number]} Run
 * @typedef {{ item: boolean, runs: Run[] }} Line
 * @typedef {{ heading?: string, lines: Line[], table?: string, when?: Tree }} Part
 * @typedef {{ title: Run[], lines: Line[], start: string, time?: string, minutes: number, count: number, every?: "week" | "month" | "quarter", each?: string, when?: Tree }} Meeting
 * @typedef {{ id: string, title: string, share: boolean, sections: Section[], dimensions: Dimension[], values: Computed[], results: Outcome[], filters: Filter[], comparisons: Comparison[], document: string, parts: Part[], events: Meeting[], partners?: Record<string, string>, shards?: number, held?: import("./nearest.js").Held }} Sheet
 *
 * Answers as they are kept: a text, chosen ids, rows of cells, or scores and notes by item and row.
 * @typedef {{ key: string, cells: string[] }} FilledRow
 * @typedef {Record<string, Record<string, [string, string]>>} Judgments
 * @typedef {string | string[] | FilledRow[] | Judgments} Answer
 * @typedef {Record<string, Answer>} Answers
 */

/** @param {Sheet} sheet */
export function questionsOf(sheet) {
  return sheet.sections.flatMap((section) => section.questions);
}

/** The rows of a table that hold something. @param {Answer | undefined} answer */
export function filled(answer) {
  return Array.isArray(answer) ? answer.filter((row) => typeof row !== "string" && row.cells.some((cell) => cell.trim())).map((row) => /** @type {FilledRow} */ (row)) : [];
}

/** Whether an answer says anything. @param {Answer | undefined} answer */
export function isAnswered(answer) {
  if (answer === undefined) return false;
  if (typeof answer === "string") return answer.trim() !== "";
  if (!Array.isArray(answer)) return Object.values(answer).some((of) => Object.values(of).some(([score, note]) => score || note.trim()));
  return answer.some((part) => typeof part === "string" || part.cells.some((cell) => cell.trim()));
}

/**
 * Evaluates a worksheet. What is asked only under a condition that does not hold counts as not answered.
 * @param {Sheet} sheet @param {Answers} given
 */
export function evaluate(sheet, given) {
  /** @type {Answers} */ const answers = {};
  /** @type {Map<string, Question>} */ const questions = new Map();
  /** @type {Set<string>} */ const shown = new Set();
  /** What values are, until another question is looked at. @type {Map<string, any>} */ const known = new Map();
  const values = new Map(sheet.values.map((value) => [value.id, value]));
  const dimensions = new Map(sheet.dimensions.map((dimension) => [dimension.id, dimension]));

  /** @param {string} id */
  const level = (id) => {
    const question = questions.get(id);
    const answer = answers[id];
    if (question?.kind === "scale") return (question.options || []).findIndex((option) => option.id === answer) + 1;
    return typeof answer === "string" ? amountOf(answer) ?? 0 : 0;
  };

  /** A number, a flag, a column, or null for what cannot be known. @param {Tree} tree @returns {any} */
  const value = (tree) => {
    if (typeof tree === "number") return tree;
    const [sign, ...parts] = tree;
    switch (sign) {
      case "q": return level(parts[0]);
      case "is": return [answers[parts[0]]].flat().some((chosen) => chosen === parts[1]);
      case "answered": return isAnswered(answers[parts[0]]);
      case "count": return questions.get(parts[0])?.kind === "table" ? filled(answers[parts[0]]).length : [answers[parts[0]] || []].flat().length;
      case "column": return filled(answers[parts[0]]).map((row) => amountOf(row.cells[parts[1]] || "") ?? 0);
      case "cell": {
        const rows = answers[parts[0]];
        const row = Array.isArray(rows) ? rows[parts[1]] : undefined;
        return row && typeof row !== "string" ? amountOf(row.cells[parts[2]] || "") ?? 0 : 0;
      }
      case "value": return numberOf(parts[0]);
      case "points": return pointsOf(parts[0]).points;
      case "and": return value(parts[0]) === true && value(parts[1]) === true;
      case "or": return value(parts[0]) === true || value(parts[1]) === true;
      case "not": return value(parts[0]) !== true;
      case "if": return value(parts[0]) === true ? value(parts[1]) : value(parts[2]);
      default: return apply(sign, parts.map(value));
    }
  };

  /** Whether something under a condition is there. @param {Tree | undefined} when */
  const holds = (when) => when === undefined || value(when) === true;

  /** @param {string} id @returns {number | null} */
  const numberOf = (id) => {
    const is = values.get(id)?.is;
    if (is === undefined) return null;
    // Each value is computed once: many may need the same one, and many need those.
    let number = known.get(id);
    if (number === undefined) known.set(id, (number = value(is)));
    return number;
  };

  /** @param {string} id */
  const pointsOf = (id) => {
    let points = 0;
    let most = 0;
    let count = 0;
    for (const question of questions.values()) {
      const given = [answers[question.id]].flat();
      const each = (question.options || []).map((option, i) => ({ chosen: given.includes(option.id), points: (option.score?.[id] || 0) + (question.dimension === id ? i + 1 : 0) }));
      if (!each.some((option) => option.points)) continue;
      const chosen = each.filter((option) => option.chosen);
      if (chosen.length) count++;
      for (const option of chosen) points += option.points;
      const possible = each.map((option) => Math.max(0, option.points));
      most += question.kind === "multiple" ? possible.reduce((a, b) => a + b, 0) : Math.max(...possible);
    }
    const mean = dimensions.get(id)?.mean;
    const highest = mean ? Math.max(0, ...[...questions.values()].filter((question) => question.dimension === id).map((question) => question.options?.length || 0)) : most;
    return { points: mean ? (count ? points / count : null) : points, most: highest, count };
  };

  for (const section of sheet.sections) {
    const open = holds(section.when);
    for (const question of section.questions) {
      if (!open || !holds(question.when)) continue;
      known.clear();
      shown.add(question.id);
      questions.set(question.id, question);
      if (given[question.id] !== undefined) answers[question.id] = given[question.id];
    }
  }

  let any = false;
  const results = sheet.results.map((result) => {
    const here = holds(result.when) && !(result.instead && any);
    if (here && result.kind !== "note") any = true;
    return { id: result.id, here, because: result.because.map((when) => holds(when)) };
  });
  return {
    shown,
    answers,
    answered: [...shown].filter((id) => isAnswered(answers[id])).length,
    sections: new Set(sheet.sections.filter((section) => section.questions.some((question) => shown.has(question.id))).map((section) => section.id)),
    values: new Map(sheet.values.map((entry) => [entry.id, holds(entry.when) ? numberOf(entry.id) : null])),
    dimensions: new Map(sheet.dimensions.map((dimension) => [dimension.id, pointsOf(dimension.id)])),
    results,
    comparisons: new Map(sheet.comparisons.map((comparison) => [comparison.id, holds(comparison.when) && comparison.is !== undefined ? value(comparison.is) : null])),
    holds,
  };
}

/** @typedef {ReturnType<typeof evaluate>} Outcomes */

/** @param {string} sign @param {any[]} parts */
function apply(sign, parts) {
  if (parts.some((part) => part === null)) return null;
  if (sign === "sum" || sign === "min" || sign === "max") {
    const all = parts.flat();
    if (sign === "sum") return all.reduce((a, b) => a + b, 0);
    return all.length ? (sign === "min" ? Math.min(...all) : Math.max(...all)) : 0;
  }
  if (sign === "round") return Math.round(parts[0]);
  const [a, b] = parts;
  if (!Array.isArray(a) && !Array.isArray(b)) return compute(sign, a, b);
  const rows = Math.max(Array.isArray(a) ? a.length : 0, Array.isArray(b) ? b.length : 0);
  return Array.from({ length: rows }, (_, i) => compute(sign, Array.isArray(a) ? a[i] ?? 0 : a, Array.isArray(b) ? b[i] ?? 0 : b) ?? 0);
}

/** @param {string} sign @param {number} a @param {number} b @returns {number | boolean | null} */
function compute(sign, a, b) {
  switch (sign) {
    case "+": return a + b;
    case "-": return a - b;
    case "*": return a * b;
    case "/": return b === 0 ? null : a / b;
    case "<": return a < b;
    case "<=": return a <= b;
    case ">": return a > b;
    case ">=": return a >= b;
    case "=": return a === b;
    case "!=": return a !== b;
    default: throw new Error(`unknown sign ${sign}`);
  }
}

/** The band that points are in. @param {Band[]} bands @param {number | null} points */
export function bandOf(bands, points) {
  return points === null ? undefined : bands.findLast((band) => points >= band.from);
}

/** What the answers filter the directory for: ids by facet. @param {Sheet} sheet @param {Outcomes} outcomes */
export function filtersOf(sheet, outcomes) {
  /** @type {Map<string, Set<string>>} */ const chosen = new Map();
  for (const filter of sheet.filters) {
    if (!outcomes.holds(filter.when)) continue;
    const answer = filter.question ? outcomes.answers[filter.question] : filter.value;
    for (const id of [answer ?? []].flat()) {
      if (typeof id !== "string" || !id) continue;
      const ids = chosen.get(filter.facet) || new Set();
      chosen.set(filter.facet, ids.add(id));
    }
  }
  return chosen;
}

/** The address of the directory with these filters; null when there is none. @param {ReturnType<typeof filtersOf>} chosen */
export function directoryRoute(chosen) {
  const query = [...chosen].map(([facet, ids]) => `${facet}=${[...ids].map(encodeURIComponent).join()}`).join("&");
  return query ? `/providers/?${query}` : null;
}
