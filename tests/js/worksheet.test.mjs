// What tools make of answers: by table, and by properties over random worksheets.
import assert from "node:assert/strict";
import { test } from "node:test";
import { matrixOf, meetingsOf, paperOf, rowsOf } from "../../themes/default/js/worksheet/document.js";
import { bandOf, directoryRoute, evaluate, filtersOf, isAnswered } from "../../themes/default/js/worksheet/evaluate.js";
import { handedOn } from "../../themes/default/js/worksheet/handed.js";
import { nearest } from "../../themes/default/js/worksheet/nearest.js";
import { amountOf, dayInWords, written } from "../../themes/default/js/worksheet/numbers.js";
import { answersIn, fragmentOf, sound } from "../../themes/default/js/worksheet/share.js";
import { anything, dice } from "./samples.mjs";

const options = (...ids) => ids.map((id, i) => ({ id, label: id.toUpperCase(), score: { need: i * 2 } }));
const sheet = (more = {}) => ({
  id: "tool", title: "Tool", share: true,
  sections: [{
    id: "one", title: "One", questions: [
      { id: "stage", kind: "single", ask: "Stage?", options: options("a", "b", "c") },
      { id: "many", kind: "multiple", ask: "Many?", options: options("x", "y", "z") },
      { id: "level", kind: "scale", ask: "Level?", options: [{ id: "low", label: "Low" }, { id: "high", label: "High" }], dimension: "mean" },
      { id: "people", kind: "number", ask: "People?", when: ["is", "stage", "c"] },
      { id: "costs", kind: "table", ask: "Costs?", columns: [{ id: "what", label: "What", kind: "text" }, { id: "price", label: "Price", kind: "money" }, { id: "count", label: "Count", kind: "number" }] },
      { id: "fixed", kind: "table", ask: "Fixed?", columns: [{ id: "amount", label: "Amount", kind: "money" }], rows: [{ id: "fees", label: "Fees" }, { id: "travel", label: "Travel" }] },
      { id: "day", kind: "date", ask: "Day?" },
      { id: "time", kind: "time", ask: "Time?" },
    ],
  }],
  dimensions: [{ id: "need", label: "Need", mean: false, hidden: false, bands: [{ from: 0, label: "Low", text: "" }, { from: 4, label: "High", text: "" }] }, { id: "mean", label: "Mean", mean: true, hidden: false, bands: [] }],
  values: [], results: [], filters: [], comparisons: [], document: "", parts: [], events: [], ...more,
});
const row = (key, ...cells) => ({ key, cells });
const ANSWERS = { stage: "c", many: ["x", "z"], level: "high", people: "1,200", costs: [row("r1", "Coach", "$100", "3"), row("r2", "Book", "20.50", "2"), row("r3", "", "", "")], fixed: [row("0", "500"), row("1", "")], day: "2026-09-08", time: "09:30" };

/** The value of one expression. */
const value = (is, answers = ANSWERS) => evaluate(sheet({ values: [{ id: "v", label: "V", unit: "number", hidden: false, is }] }), answers).values.get("v");

const TABLE = [
  [["+", 1, ["*", 2, 3]], 7],
  [["q", "people"], 1200],
  [["q", "level"], 2],
  [["count", "many"], 2],
  [["count", "costs"], 2],
  [["sum", ["column", "costs", 1]], 120.5],
  [["sum", ["*", ["column", "costs", 1], ["column", "costs", 2]]], 341],
  [["sum", ["*", ["column", "costs", 1], 2]], 241],
  [["max", ["column", "costs", 2], 1], 3],
  [["min", 5, ["cell", "fixed", 0, 0]], 5],
  [["cell", "fixed", 1, 0], 0],
  [["/", 1, 0], null],
  [["+", 1, ["/", 1, 0]], null],
  [["if", ["is", "stage", "c"], 1, 2], 1],
  [["if", ["not", ["is", "many", "y"]], 1, 2], 1],
  [["if", ["and", ["answered", "day"], [">", ["q", "people"], 1000]], 1, 0], 1],
  [["if", ["or", [">", ["/", 1, 0], 1], ["!=", 1, 1]], 1, 0], 0],
  [["points", "need"], 4 + 0 + 4],
  [["points", "mean"], 2],
  [["round", ["/", 10, 4]], 3],
];

for (const [tree, wanted] of TABLE) test(`${JSON.stringify(tree)} is ${wanted}`, () => assert.equal(value(tree), wanted));

test("what is asked under a condition that does not hold counts for nothing", () => {
  assert.equal(value(["q", "people"], { ...ANSWERS, stage: "a" }), 0);
  const { shown, answered } = evaluate(sheet(), { ...ANSWERS, stage: "a" });
  assert.ok(!shown.has("people"));
  assert.equal(answered, 7);
});

test("without answers nothing is known, and nothing fails", () => {
  const { values, answered, dimensions } = evaluate(sheet({ values: [{ id: "v", label: "V", unit: "number", hidden: false, is: ["/", ["q", "people"], ["count", "costs"]] }] }), {});
  assert.equal(values.get("v"), null);
  assert.equal(answered, 0);
  assert.equal(dimensions.get("mean").points, null);
});

test("a result stands in only when none above it is shown; notes do not count", () => {
  const result = (id, more) => ({ id, title: id, kind: "result", instead: false, because: [], ...more });
  const results = [result("a", { when: ["is", "stage", "a"], because: [["is", "many", "x"], ["is", "many", "y"]] }), result("note", { kind: "note" }), result("else", { instead: true })];
  const shown = (stage) => evaluate(sheet({ results }), { ...ANSWERS, stage }).results.filter((one) => one.here).map((one) => one.id);
  assert.deepEqual(shown("a"), ["a", "note"]);
  assert.deepEqual(shown("b"), ["note", "else"]);
  assert.deepEqual(evaluate(sheet({ results }), { ...ANSWERS, stage: "a" }).results[0].because, [true, false]);
});

test("the directory's address has each chosen value once", () => {
  const filters = [{ facet: "t", value: "one", when: ["is", "stage", "c"] }, { facet: "t", value: "two", when: ["is", "stage", "a"] }, { facet: "t", value: "one" }, { facet: "m", question: "many" }, { facet: "s", question: "stage" }];
  const route = (answers) => directoryRoute(filtersOf(sheet({ filters }), evaluate(sheet({ filters }), answers)));
  assert.equal(route(ANSWERS), "/providers/?t=one&m=x,z&s=c");
  assert.equal(directoryRoute(filtersOf(sheet(), evaluate(sheet(), ANSWERS))), null);
});

test("points have the highest band that they reach", () => {
  const [need] = sheet().dimensions;
  assert.deepEqual([0, 3.9, 4, 99, null].map((points) => bandOf(need.bands, points)?.label), ["Low", "Low", "High", "High", undefined]);
});

test("more need never lowers a score", () => {
  for (let seed = 1; seed <= 400; seed++) {
    const roll = dice(seed);
    const questions = Array.from({ length: 1 + roll(8) }, (_, q) => ({
      id: `q${q}`, ask: "?", kind: ["single", "multiple", "scale"][roll(3)], dimension: roll(2) ? "a" : undefined,
      // The options stand in the order of need: each gives at least as much as the one before it.
      options: Array.from({ length: 2 + roll(4) }, (_, o) => ({ id: `o${o}`, label: "", score: { a: o * (1 + roll(2)) + o, b: o } })),
    }));
    for (const question of questions) question.options.forEach((option, o) => o && (option.score.a = Math.max(option.score.a, question.options[o - 1].score.a)));
    const random = sheet({ sections: [{ id: "s", title: "", questions }], dimensions: ["a", "b"].map((id) => ({ id, label: "", mean: false, hidden: false, bands: [] })) });
    const answers = Object.fromEntries(questions.filter(() => roll(4)).map((question) => [question.id, question.kind === "multiple" ? question.options.filter(() => roll(2)).map((option) => option.id) : `o${roll(question.options.length)}`]));
    const question = questions[roll(questions.length)];
    const given = answers[question.id];
    const more = question.kind === "multiple"
      ? question.options.map((option) => option.id)
      : `o${Math.min(question.options.length - 1, (given ? Number(given.slice(1)) : -1) + 1)}`;
    const points = (all) => [...evaluate(random, all).dimensions.values()].map((one) => one.points);
    const [before, after] = [points(answers), points({ ...answers, [question.id]: more })];
    before.forEach((score, i) => assert.ok(after[i] >= score, `seed ${seed}: ${score} became ${after[i]}`));
    for (const { points, most } of evaluate(random, answers).dimensions.values()) assert.ok(points <= most, `seed ${seed}: ${points} of ${most}`);
  }
});

test("numbers are read as people write them", () => {
  const read = { "1200": 1200, "$1,200.50": 1200.5, " 12 % ": 12, "12%": 12, "1 000": 1000, ".5": 0.5, "5.": 5, "": null, "-3": null, "1e5": null, "twelve": null, "1.2.3": null };
  for (const [text, number] of Object.entries(read)) assert.equal(amountOf(text), number, text);
  assert.deepEqual([written(18000, "money"), written(2.2, "percent"), written(1234.5), written(12.345, "money"), written(0)], ["$18,000", "2.2%", "1,234.5", "$12.35", "0"]);
  assert.deepEqual([dayInWords("2026-08-03"), dayInWords("soon")], ["August 3, 2026", "soon"]);
});

test("answers come back from an address as they went in", () => {
  for (let seed = 1; seed <= 200; seed++) {
    const roll = dice(seed);
    const answers = { text: anything(roll).slice(0, 40).toWellFormed(), many: ["a", "b"].slice(roll(3)), rows: [row("r1", "x", "ü")], rating: { item: { r1: ["yes", "note"] } } };
    const fragment = fragmentOf(answers);
    assert.ok(fragment && /^a=[\w-]+$/.test(fragment), fragment);
    assert.deepEqual(answersIn(`#${fragment}`), answers);
  }
  assert.equal(fragmentOf({ text: "x".repeat(5000) }), null);
});

test("what comes with an address or out of a store may be anything", () => {
  for (const text of ["", "#", "#a=", "#a=!!!", "#q-stage", "#a=bnVsbA", "#a=WzFd", `#a=${"A".repeat(99)}`]) assert.equal(answersIn(text), null, text);
  assert.deepEqual(sound({ good: "x", bad: 1, rows: [{ key: 1, cells: [] }], table: { a: { b: ["1"] } }, nested: { a: 1 }, list: [1], none: null }), { good: "x" });
  for (let seed = 1; seed <= 100; seed++) answersIn(`#a=${anything(dice(seed))}`);
  assert.equal(sound([1]), null);
});

const PARTS = [
  { heading: "Who", lines: [{ item: false, runs: ["We are ", ["a", "stage"], " with ", ["a", "people"], "."] }, { item: true, runs: ["Level: ", ["a", "level"]] }, { item: true, runs: ["Value: ", ["a", "v"]] }] },
  { table: "costs", lines: [] },
  { heading: "Never", lines: [{ item: false, runs: ["never"] }], when: ["is", "stage", "a"] },
  { lines: [{ item: false, runs: [["a", "many"]] }] },
];
const VALUES = [{ id: "v", label: "V", unit: "money", hidden: false, is: ["sum", ["column", "costs", 1]] }];

test("a document holds answers in words, tables, and lines for what is missing", () => {
  const drafted = sheet({ parts: PARTS, values: VALUES, document: "Draft" });
  const paper = paperOf(drafted, evaluate(drafted, ANSWERS));
  assert.equal(paper.title, "Draft");
  const plain = paper.blocks.map((block) => block.text ?? block.runs?.map((run) => run.text).join("") ?? block.items?.map((item) => item.map((run) => run.text).join("")) ?? block.rows);
  assert.deepEqual(plain, ["Who", "We are C with 1,200.", ["Level: High", "Value: $121"], [["Coach", "$100", "3"], ["Book", "$20.50", "2"]], "X and Z"]);
  const empty = paperOf(drafted, evaluate(drafted, {}));
  assert.match(JSON.stringify(empty), /We are .*________/);
});

test("an answer of several lines is as many items, and items go on from part to part", () => {
  const drafted = sheet({ parts: [{ lines: [{ item: true, runs: [["a", "musts"]] }] }, { lines: [{ item: true, runs: ["Last"] }] }], document: "Draft" });
  drafted.sections[0].questions.push({ id: "musts", kind: "text", ask: "Musts?" });
  const items = (musts) => paperOf(drafted, evaluate(drafted, { musts })).blocks.map((block) => block.items.map((item) => item.map((run) => run.text).join("")));
  assert.deepEqual(items("- Coach\n\n2) Course"), [["Coach", "Course", "Last"]]);
  assert.deepEqual(items(""), [["________", "Last"]]);
});

test("without a description of its own the document is every question with its answer", () => {
  const record = sheet({ values: VALUES, results: [{ id: "r", title: "A result", kind: "result", instead: false, because: [] }] });
  const text = JSON.stringify(paperOf(record, evaluate(record, ANSWERS)));
  for (const part of ["A result", "Stage?", "\"C\"", "September 8, 2026", "$20.50", "8 of 10", "High"]) assert.ok(text.includes(part), part);
});

const RATING = sheet();
RATING.sections[0].questions.push({
  id: "rated", kind: "rating", ask: "How?", options: [{ id: "no", label: "No" }, { id: "half", label: "Half" }, { id: "yes", label: "Yes" }],
  rating: { of: "costs", by: "many", items: [{ id: "i1", label: "One", type: "", group: "All" }, { id: "i2", label: "Two", type: "x", group: "X" }, { id: "i3", label: "Three", type: "y", group: "Y" }] },
});
const JUDGED = { ...ANSWERS, rated: { i1: { r1: ["yes", "good"], r2: ["half", ""] }, i2: { r1: ["no", ""] }, i3: { r1: ["yes", ""] } } };

test("a matrix counts the items of the chosen types, and what is not judged is not a zero", () => {
  const { answers } = evaluate(RATING, JUDGED);
  const matrix = matrixOf(RATING, RATING.sections[0].questions.at(-1), answers);
  assert.deepEqual(matrix.lines.map((line) => line.item.id), ["i1", "i2"]);
  assert.deepEqual(matrix.totals, [{ points: 2, most: 4, count: 2 }, { points: 1, most: 2, count: 1 }]);
});

test("the rows for a spreadsheet hold every score with its note", () => {
  const rows = rowsOf(RATING, evaluate(RATING, JUDGED));
  assert.ok(rows.every((cells) => cells.length === 5 && cells.every((cell) => typeof cell === "string")));
  assert.deepEqual(rows.filter((cells) => cells[1] === "One"), [["One", "One", "Coach", "2", "good"], ["One", "One", "Book", "1", ""]]);
});

test("meetings are made for each row and only when there is a day", () => {
  const events = [{ title: ["Check-in: ", ["c", 0]], lines: [{ item: false, runs: ["Talk."] }, { item: true, runs: ["Next"] }], start: "day", time: "time", minutes: 45, every: "month", count: 10, each: "costs" }];
  const planned = sheet({ events });
  const meetings = meetingsOf(planned, evaluate(planned, ANSWERS));
  assert.deepEqual(meetings.map((meeting) => [meeting.uid, meeting.summary, meeting.start, meeting.minutes]), [["tool-0-r1-2026@guidepost", "Check-in: Coach", "2026-09-08T09:30", 45], ["tool-0-r2-2026@guidepost", "Check-in: Book", "2026-09-08T09:30", 45]]);
  assert.deepEqual(meetings[0].repeat, { every: "month", count: 10 });
  assert.equal(meetings[0].description, "Talk.\n- Next");
  assert.deepEqual(meetingsOf(planned, evaluate(planned, { ...ANSWERS, day: "" })), []);
  assert.equal(meetingsOf(planned, evaluate(planned, { ...ANSWERS, time: "" }))[0].start, "2026-09-08");
});

test("an answer is an answer only when it says something", () => {
  assert.deepEqual([undefined, "", "  ", [], [row("r1", "", " ")], {}, { a: { b: ["", " "] } }].map(isAnswered), Array(7).fill(false));
  assert.deepEqual(["x", ["x"], [row("r1", "", "x")], { a: { b: ["", "x"] } }, { a: { b: ["s", ""] } }].map(isAnswered), Array(5).fill(true));
});

test("what was said in one tool is put into another", () => {
  const stored = {
    "tool.needs": { subjects: ["math", "gone"], state: "la", musts: "- Same coach\n2. Two visits\n\n", people: "40", partners: [row("r7", "TNTP", "2026-09-08", "Coach"), row("r8", "", "", "")] },
    "tool.needs.facets": { types: ["a", "b"], one: ["b"] }, "tool.broken": [1, null],
  };
  const device = { kept: (name) => stored[name] ?? null, partners: ["Great Minds"] };
  const take = (question, ...from) => handedOn({ id: "q", ask: "?", ...question, from }, device)?.answer ?? null;
  const options = ["a", "b", "math", "la"].map((id) => ({ id, label: id.toUpperCase() }));
  const from = (how, name, more) => ({ how, tool: "needs", title: "Needs", name, ...more });
  assert.deepEqual(take({ kind: "multiple", options }, from("answer", "subjects")), ["math"], "a value that is no longer there is left out");
  assert.deepEqual(take({ kind: "multiple", options }, from("answer", "state")), ["la"]);
  assert.equal(take({ kind: "single", options }, from("facet", "types")), null, "several are no single answer");
  assert.equal(take({ kind: "single", options }, from("facet", "one")), "b");
  assert.equal(take({ kind: "text" }, from("words", "state", { question: { id: "state", kind: "single", options } })), "LA");
  assert.equal(take({ kind: "number" }, from("answer", "people")), "40");
  assert.deepEqual(take({ kind: "table" }, from("lines", "musts")), [row("r1", "Same coach"), row("r2", "Two visits")]);
  assert.deepEqual(take({ kind: "table" }, from("rows", "partners", { columns: [0, null, 2] })), [row("r1", "TNTP", "", "Coach")]);
  assert.deepEqual(take({ kind: "table" }, from("rows", "nothing", { columns: [0] }), { how: "shortlist" }), [row("r1", "Great Minds")], "the first that has something");
  assert.equal(take({ kind: "text" }, { how: "answer", tool: "broken", name: "0" }, { how: "answer", tool: "none", name: "x" }), null);
});

test("a list that would be empty leaves out what fewest profiles speak about, and no more than that", () => {
  const facet = (id, values, all = false) => ({ id, label: id.toUpperCase(), all, values });
  const held = { size: 5, facets: [facet("type", { a: [0, 1, 2], b: [3, 4] }), facet("state", { tx: [4] }), facet("grade", { k: [0, 1], s: [1, 2] }, true)] };
  const found = (chosen) => {
    const { chosen: kept, count, left } = nearest(held, new Map(Object.entries(chosen).map(([id, ids]) => [id, new Set(ids)])));
    return [[...kept.keys()].join(), count, left.join()];
  };
  assert.deepEqual(found({}), ["", 5, ""]);
  assert.deepEqual(found({ type: ["a", "b"] }), ["type", 5, ""]);
  assert.deepEqual(found({ grade: ["k", "s"], type: ["a"] }), ["grade,type", 1, ""]);
  assert.deepEqual(found({ type: ["a"], state: ["tx"] }), ["type", 3, "STATE"]);
  assert.deepEqual(found({ type: ["b"], state: ["tx"], grade: ["k"] }), ["type,state", 1, "GRADE"]);
  assert.deepEqual(found({ type: ["none"], state: ["nowhere"] }), ["", 5, "TYPE,STATE"]);
});
