/**
 * The document that is made of answers: headings, paragraphs, lists and tables, as the exports take them. Pure.
 * What has no answer yet is a line to write on, so that a draft can be finished by hand.
 */
import { bandOf, filled, isAnswered, questionsOf } from "./evaluate.js";
import { amountOf, dayInWords, written } from "./numbers.js";

/** @import { Answer, Answers, Line, Outcomes, Question, Run, Sheet } from "./evaluate.js" */

/**
 * @typedef {{ text: string, bold?: boolean, italic?: boolean }} Words
 * @typedef {{ kind: "heading", level: number, text: string } | { kind: "paragraph", runs: Words[] } | { kind: "list", ordered: boolean, items: Words[][] } | { kind: "table", head: string[], rows: string[][] }} Block
 * @typedef {{ title: string, blocks: Block[] }} Paper
 */

/** Where something is still to be written. */
export const GAP = "________";

/** One cell of a table in words. @param {string} text @param {string | undefined} kind */
export function cellText(text, kind) {
  const amount = amountOf(text);
  if (kind === "money" && amount !== null) return written(amount, "money");
  return kind === "date" ? dayInWords(text) : text;
}

/** An answer in words; empty when there is none. @param {Question} question @param {Answer | undefined} answer */
export function answerText(question, answer) {
  if (!isAnswered(answer) || answer === undefined) return "";
  const label = (/** @type {string} */ id) => question.options?.find((option) => option.id === id)?.label || id;
  switch (question.kind) {
    case "single": case "multiple": case "scale": return joined([answer].flat().map((id) => label(String(id))));
    case "money": return cellText(String(answer), "money");
    case "number": return numberText(String(answer), question.unit);
    case "date": return dayInWords(String(answer));
    case "table": return joined(filled(answer).map((row) => row.cells.find((cell) => cell.trim()) || ""));
    default: return typeof answer === "string" ? answer.trim() : "";
  }
}

/** @param {string} text @param {string} [unit] */
function numberText(text, unit = "") {
  const amount = amountOf(text);
  return [amount === null ? text : written(amount), unit].filter(Boolean).join(" ");
}

/** `a, b and c`. @param {string[]} parts */
export function joined(parts) {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1]}`;
}

/** Text with answers in place of their names. @param {Sheet} sheet @param {Outcomes} outcomes @param {string[]} [cells]  the row that it is written for */
export function writer(sheet, outcomes, cells = []) {
  const questions = new Map(questionsOf(sheet).map((question) => [question.id, question]));
  /** @param {Run} run @returns {Words} */
  const words = (run) => {
    if (typeof run === "string") return { text: run };
    if (run[0] === "c") return { text: cells[run[1]] || GAP };
    const question = questions.get(run[1]);
    if (question) return { text: answerText(question, outcomes.answers[question.id]) || GAP };
    const number = outcomes.values.get(run[1]);
    const unit = sheet.values.find((value) => value.id === run[1])?.unit;
    return { text: number === null || number === undefined ? GAP : written(number, unit) };
  };
  /** @param {Run[]} runs */
  return (runs) => runs.map(words);
}

/** Items that follow each other are one list, also from part to part. @param {Line[]} lines @param {(runs: Run[]) => Words[]} write @param {Block[]} blocks */
function writeLines(lines, write, blocks) {
  for (const line of lines) {
    const runs = write(line.runs);
    const last = blocks[blocks.length - 1];
    if (!line.item) paragraphs(runs, blocks);
    else if (last?.kind === "list") last.items.push(...itemsOf(runs));
    else blocks.push({ kind: "list", ordered: false, items: itemsOf(runs) });
  }
}

/** An answer of several lines that is all of an item gives as many items. @param {Words[]} runs */
function itemsOf(runs) {
  return runs.length === 1 && /\n/.test(runs[0].text) ? linesOf(runs[0].text).map((text) => [{ ...runs[0], text }]) : [runs];
}

/** The lines of a text, without the signs with which people begin items. @param {string} text */
export function linesOf(text) {
  return text.split("\n").map((line) => line.replace(/^\s*(?:[-*•]|\d+[.)])\s+/, "").trim()).filter(Boolean);
}

/** A long answer may have paragraphs of its own. @param {Words[]} runs @param {Block[]} blocks */
function paragraphs(runs, blocks) {
  /** @type {Words[]} */ let open = [];
  for (const run of runs) {
    run.text.split(/\n+/).forEach((text, i) => {
      if (i && open.length) {
        blocks.push({ kind: "paragraph", runs: open });
        open = [];
      }
      if (text) open.push({ ...run, text });
    });
  }
  if (open.length) blocks.push({ kind: "paragraph", runs: open });
}

/** A table with its answers. @param {Question} question @param {Answers} answers @returns {Block} */
export function tableOf(question, answers) {
  const columns = question.columns || [];
  const answer = answers[question.id];
  const fixed = question.rows || [];
  if (fixed.length) {
    const rows = Array.isArray(answer) ? answer : [];
    return {
      kind: "table", head: ["", ...columns.map((column) => column.label)],
      rows: fixed.map((row, i) => {
        const given = rows[i];
        return [row.label, ...columns.map((column, c) => cellText(given && typeof given !== "string" ? given.cells[c] || "" : "", column.kind))];
      }),
    };
  }
  const rows = filled(answer).map((row) => columns.map((column, c) => cellText(row.cells[c] || "", column.kind)));
  while (!rows.length) rows.push(columns.map(() => ""));
  return { kind: "table", head: columns.map((column) => column.label), rows };
}

/**
 * Who is judged by what, and the scores: the matrix of a rating.
 * @param {Sheet} sheet @param {Question} question @param {Answers} answers
 */
export function matrixOf(sheet, question, answers) {
  const rating = /** @type {NonNullable<Question["rating"]>} */ (question.rating);
  const rows = filled(answers[rating.of]);
  const scores = /** @type {import("./evaluate.js").Judgments} */ (answers[question.id] || {});
  const levels = (question.options || []).map((option) => option.id);
  const types = rating.by ? [answers[rating.by] || []].flat() : null;
  const own = rating.rows ? filled(answers[rating.rows]).map((row) => ({ id: row.key, label: row.cells[0] || "", type: "", group: "" })) : rating.items;
  const items = own.filter((item) => !item.type || !types || types.some((type) => type === item.type));
  const cell = (/** @type {string} */ item, /** @type {string} */ row) => {
    const [score = "", note = ""] = scores[item]?.[row] || [];
    return { level: levels.indexOf(score), score, note };
  };
  const lines = items.map((item) => ({ item, cells: rows.map((row) => cell(item.id, row.key)) }));
  const totals = rows.map((_, i) => {
    const given = lines.map((line) => line.cells[i].level).filter((level) => level >= 0);
    return { points: given.reduce((a, b) => a + b, 0), most: given.length * (levels.length - 1), count: given.length };
  });
  return { rows: rows.map((row) => ({ key: row.key, name: row.cells[0] || "" })), lines, totals, of: items.length };
}

/** @param {Sheet} sheet @param {Question} question @param {Answers} answers @returns {Block[]} */
export function ratingBlocks(sheet, question, answers) {
  const matrix = matrixOf(sheet, question, answers);
  const label = (/** @type {string} */ id) => question.options?.find((option) => option.id === id)?.label || "";
  /** @type {Block[]} */ const blocks = [{
    kind: "table", head: ["", ...matrix.rows.map((row) => row.name)],
    rows: [...matrix.lines.map(({ item, cells }) => [item.label, ...cells.map((cell) => label(cell.score))]), ["Points", ...matrix.totals.map((total) => totalText(total, matrix.of))]],
  }];
  const notes = matrix.lines.flatMap(({ item, cells }) => cells.flatMap((cell, i) => (cell.note.trim() ? [[{ text: `${matrix.rows[i].name}: `, bold: true }, { text: `${item.label} – ${cell.note.trim()}` }]] : [])));
  if (notes.length) blocks.push({ kind: "list", ordered: false, items: notes });
  return blocks;
}

/** @param {{ points: number, most: number, count: number }} total @param {number} of */
export function totalText(total, of) {
  if (!total.count) return "Not judged yet";
  return `${total.points} of ${total.most} (${total.count} of ${of} judged)`;
}

/** @param {Sheet} sheet @param {Outcomes} outcomes @returns {Paper} */
export function paperOf(sheet, outcomes) {
  return sheet.parts.length ? draftOf(sheet, outcomes) : recordOf(sheet, outcomes);
}

/** The document that the worksheet describes. @param {Sheet} sheet @param {Outcomes} outcomes @returns {Paper} */
function draftOf(sheet, outcomes) {
  const write = writer(sheet, outcomes);
  /** @type {Block[]} */ const blocks = [];
  for (const part of sheet.parts) {
    if (!outcomes.holds(part.when)) continue;
    if (part.heading) blocks.push({ kind: "heading", level: 2, text: part.heading });
    writeLines(part.lines, write, blocks);
    const question = part.table && questionsOf(sheet).find((question) => question.id === part.table);
    if (question) blocks.push(...(question.rating ? ratingBlocks(sheet, question, outcomes.answers) : [tableOf(question, outcomes.answers)]));
  }
  return { title: sheet.document || sheet.title, blocks };
}

/** Every question with its answer, and what came of it. @param {Sheet} sheet @param {Outcomes} outcomes @returns {Paper} */
function recordOf(sheet, outcomes) {
  /** @type {Block[]} */ const blocks = [];
  const results = sheet.results.filter((_, i) => outcomes.results[i].here);
  if (results.length) blocks.push({ kind: "heading", level: 2, text: "Result" }, { kind: "list", ordered: false, items: results.map((result) => [{ text: result.title }]) });
  const numbers = [...scoreRows(sheet, outcomes), ...valueRows(sheet, outcomes)];
  if (numbers.length) blocks.push({ kind: "table", head: ["", "Result", ""], rows: numbers });
  for (const section of sheet.sections) {
    if (!outcomes.sections.has(section.id)) continue;
    blocks.push({ kind: "heading", level: 2, text: section.title });
    for (const question of section.questions) if (outcomes.shown.has(question.id)) blocks.push(...answerBlocks(sheet, question, outcomes.answers));
  }
  return { title: sheet.title, blocks };
}

/** @param {Sheet} sheet @param {Question} question @param {Answers} answers @returns {Block[]} */
function answerBlocks(sheet, question, answers) {
  /** @type {Block} */ const ask = { kind: "paragraph", runs: [{ text: question.ask, bold: true }] };
  if (question.kind === "table") return [ask, tableOf(question, answers)];
  if (question.kind === "rating") return [ask, ...ratingBlocks(sheet, question, answers)];
  /** @type {Block[]} */ const blocks = [ask];
  paragraphs([{ text: answerText(question, answers[question.id]) || "Not answered" }], blocks);
  return blocks;
}

/** @param {Sheet} sheet @param {Outcomes} outcomes */
function scoreRows(sheet, outcomes) {
  return sheet.dimensions.filter((dimension) => !dimension.hidden).map((dimension) => {
    const { points, most } = /** @type {NonNullable<ReturnType<Outcomes["dimensions"]["get"]>>} */ (outcomes.dimensions.get(dimension.id));
    return [dimension.label, points === null ? "Not answered" : `${written(points)} of ${written(most)}`, bandOf(dimension.bands, points)?.label || ""];
  });
}

/** @param {Sheet} sheet @param {Outcomes} outcomes */
function valueRows(sheet, outcomes) {
  return sheet.values.filter((value) => !value.hidden).flatMap((value) => {
    const number = outcomes.values.get(value.id);
    return number === null || number === undefined ? [] : [[value.label, written(number, value.unit), ""]];
  });
}

/** Every answer as a row of a table: for a spreadsheet. @param {Sheet} sheet @param {Outcomes} outcomes @returns {string[][]} */
export function rowsOf(sheet, outcomes) {
  const rows = [["Section", "Question", "For", "Answer", "Note"]];
  for (const section of sheet.sections) {
    for (const question of section.questions) {
      if (!outcomes.shown.has(question.id)) continue;
      const line = (/** @type {string} */ of, /** @type {string} */ text, note = "") => rows.push([section.title, question.ask, of, text, note]);
      if (question.kind === "rating") {
        const matrix = matrixOf(sheet, question, outcomes.answers);
        for (const { item, cells } of matrix.lines) cells.forEach((cell, i) => rows.push([section.title, item.label, matrix.rows[i].name, cell.level < 0 ? "" : String(cell.level), cell.note.trim()]));
        matrix.rows.forEach((row, i) => rows.push([section.title, "Total points", row.name, String(matrix.totals[i].points), `${matrix.totals[i].count} of ${matrix.of} judged`]));
      } else if (question.kind === "table") {
        const table = tableOf(question, outcomes.answers);
        if (table.kind === "table") for (const row of table.rows) line(row[0], row.slice(1).join("; "));
      } else {
        line("", answerText(question, outcomes.answers[question.id]));
      }
    }
  }
  for (const [label, text, band] of [...scoreRows(sheet, outcomes), ...valueRows(sheet, outcomes)]) rows.push(["Result", label, "", text, band]);
  return rows;
}

/**
 * The meetings of a calendar file. A meeting without a day yet is left out.
 * @param {Sheet} sheet @param {Outcomes} outcomes
 */
export function meetingsOf(sheet, outcomes) {
  const plain = (/** @type {Words[]} */ runs) => runs.map((run) => run.text).join("");
  return sheet.events.flatMap((event, number) => {
    const day = outcomes.answers[event.start];
    if (!outcomes.holds(event.when) || typeof day !== "string" || !/^\d{4}-\d\d-\d\d$/.test(day)) return [];
    const time = event.time ? outcomes.answers[event.time] : "";
    const rows = event.each ? filled(outcomes.answers[event.each]) : [{ key: "", cells: [] }];
    return rows.map((row) => {
      const write = writer(sheet, outcomes, row.cells);
      return {
        // A meeting that is moved stays the same one; next year's is another.
        uid: `${sheet.id}-${number}${row.key && `-${row.key}`}-${day.slice(0, 4)}@guidepost`,
        start: time ? `${day}T${time}` : day,
        ...(time ? { minutes: event.minutes } : {}),
        summary: plain(write(event.title)),
        description: event.lines.map((line) => (line.item ? "- " : "") + plain(write(line.runs))).join("\n"),
        ...(event.every ? { repeat: { every: event.every, count: event.count } } : {}),
      };
    });
  });
}
