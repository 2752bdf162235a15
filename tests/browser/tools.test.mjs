/** The tools: each journey from the first answer to the file that is taken along, with script and without, on a phone, by keyboard, on paper. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { directoryRoute, evaluate, filtersOf } from "../../themes/default/js/worksheet/evaluate.js";
import { once, onDisk, read, serve, sites, visitor } from "./support.mjs";

/** @typedef {import("playwright-core").Page} Page */

const require = createRequire(import.meta.url);
const home = once(() => serve(sites.root));
const visit = visitor(home);
const PHONE = { width: 360, height: 740 };
const TOOLS = ["needs", "practice", "what-works", "rfp", "interviews", "outcomes-contract", "partner-plan", "return"];

/** A field of a question. @param {Page} page @param {string} name */
const field = (page, name) => page.locator(`[name="q-${name}"]`);
/** @param {Page} page @param {string} question @param {string} option */
const choose = (page, question, option) => page.locator(`[name="q-${question}"][value="${option}"]`).check();
/** The titles of the results that are shown. @param {Page} page */
const results = (page) => page.locator("[data-result]").filter({ visible: true }).locator("h3").allInnerTexts();
/** A computed value. @param {Page} page @param {string} id */
const value = (page, id) => page.locator(`[data-value="${id}"] [data-text]`).innerText();

/** The file that a button saves. @param {Page} page @param {string} kind */
async function saved(page, kind) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(`[data-export="${kind}"]`).click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(/** @type {string} */ (await download.path())) };
}

/** The words of a Word file. @param {Uint8Array} bytes */
function wordText(bytes) {
  const { strFromU8, unzipSync } = require("fflate");
  const { DOMParser } = require("@xmldom/xmldom");
  const document = new DOMParser().parseFromString(strFromU8(unzipSync(bytes)["word/document.xml"]), "text/xml");
  return [...document.getElementsByTagName("w:p")].map((paragraph) => paragraph.textContent).join("\n");
}

/** The answers to the diagnostic of a system in its first year. @param {Page} page */
async function firstYear(page) {
  await choose(page, "subjects", "math");
  await choose(page, "grades", "3-5");
  await field(page, "state").selectOption("la");
  await choose(page, "stage", "first-year");
  await field(page, "materials").selectOption({ index: 1 });
  for (const id of ["built", "logistics", "change", "preparing", "unfinished", "groups"]) await choose(page, id, "no");
  for (const id of ["message", "walkthrough", "feedback"]) await choose(page, id, "yes");
}

test("the diagnostic names types with reasons and one link to the directory, which is filtered", () => visit("/tools/needs/", async (page) => {
  assert.deepEqual(await results(page), []);
  await firstYear(page);
  assert.deepEqual(await results(page), ["Start with initial implementation", "Initial implementation", "Ongoing support for teachers"]);
  const why = page.locator("[data-result=initial-implementation] li").filter({ visible: true });
  assert.equal(await why.count(), 4);
  await field(page, "state").selectOption("");
  await field(page, "materials").selectOption("");
  const link = page.locator("[data-directory] a");
  assert.ok(await page.locator("[data-left]").isHidden());
  const promised = await link.innerText();
  await link.click();
  await page.waitForURL(/\/providers\/\?/);
  const chosen = new URL(page.url()).searchParams;
  assert.deepEqual(["pl_types", "subjects", "grade_bands"].map((facet) => chosen.get(facet)), ["initial-implementation,ongoing-teachers", "math", "3-5"]);
  await page.locator("#filters:not([hidden])").waitFor();
  assert.ok(await page.locator("#filters :checked").count() >= 4, "the boxes are ticked");
  const [, count] = /^See (\d+ partners?) for this$/.exec(promised) || [];
  await page.getByText(`${count} of 40.`).first().waitFor();
}));

test("the diagnostic hands nobody an empty list: it leaves out what profiles are silent about, and says so", () => visit("/tools/needs/", async (page) => {
  await firstYear(page);
  await choose(page, "subjects", "ela");
  await field(page, "state").selectOption("tx");
  await field(page, "materials").selectOption("el-ela");
  assert.match(await page.locator("[data-left]").innerText(), /^No profile states all of this\. The list leaves out curriculum and grade band: many profiles are silent there, so ask\.$/);
  const link = page.locator("[data-directory] a");
  const [, promised] = /^See (\d+) partners? for this$/.exec(await link.innerText()) || [];
  assert.ok(Number(promised) > 0);
  await link.click();
  await page.locator("#filters:not([hidden])").waitFor();
  assert.deepEqual(["states", "hqim"].map((facet) => new URL(page.url()).searchParams.get(facet)), ["tx", null]);
  assert.equal(await page.locator("[data-provider]").filter({ visible: true }).count(), Number(promised));
}));

test("what comes and goes with an answer is said, and several changes at once are one", () => visit("/tools/needs/", async (page) => {
  const spoken = page.locator(".tool [role=status]");
  const says = (/** @type {RegExp} */ words) => page.waitForFunction(([selector, source]) => new RegExp(source).test(document.querySelector(selector)?.textContent || ""), /** @type {const} */ ([".tool [role=status]", words.source]));
  /** In one go, so that a slow machine takes no rest in between. @param {string[][]} answers */
  const answer = (answers) => page.evaluate((all) => all.forEach(([question, option]) => /** @type {HTMLElement} */ (document.querySelector(`[name="q-${question}"][value="${option}"]`)).click()), answers);
  await answer([["stage", "looking"], ["stage", "first-year"]]);
  await says(/^10 questions added, 16 in all\. Saved on this device\.$/);
  await page.waitForTimeout(700);
  await answer(["built", "logistics", "change"].map((id) => [id, "no"]));
  await says(/^Result updated: Initial implementation\. Saved/);
  await page.waitForTimeout(700);
  await answer([["stage", "looking"]]);
  await says(/^3 questions added, 10 taken away, 9 in all\. There is no result now\./);
  assert.equal(await spoken.count(), 1);
}));

test("a question that does not apply is not asked, and its answer does not count", () => visit("/tools/needs/", async (page) => {
  await choose(page, "stage", "looking");
  assert.deepEqual(await results(page), [], "the stage alone says nothing");
  assert.ok(await field(page, "process").first().isVisible());
  assert.ok(!(await field(page, "built").first().isVisible()));
  await choose(page, "process", "no");
  assert.deepEqual(await results(page), ["Adoption"]);
  await choose(page, "stage", "later");
  assert.ok(!(await field(page, "process").first().isVisible()));
  assert.deepEqual(await results(page), []);
  for (const id of ["preparing", "unfinished", "groups", "message", "walkthrough", "feedback"]) await choose(page, id, "yes");
  assert.deepEqual(await results(page), ["No type stands out"]);
  assert.equal(await page.locator(".tool__so-far:visible").innerText(), "So far: No type stands out");
  assert.equal(await page.locator("#results-title").innerText(), "What your answers say so far");
  await choose(page, "subjects", "math");
  const offered = page.locator("[data-directory] a");
  assert.match(await offered.innerText(), /^Browse \d+ partners anyway$/);
  assert.ok(await offered.evaluate((link) => link.classList.contains("button--quiet")), "nothing says that help is called for");
}));

/** The rules of a tool, as its page brings them. @param {string} tool */
function rulesOf(tool) {
  const [, text] = /<template data-rules>(.*?)<\/template>/s.exec(read(sites.root, `tools/${tool}/index.html`)) || [];
  return JSON.parse(text);
}

test("the diagnostic never takes a type away because there is more need, whatever the answers", () => {
  const sheet = rulesOf("needs");
  const [choosing, launching, teaching, leading] = [["process", "committee", "voices"], ["built", "logistics", "change"], ["preparing", "unfinished", "groups"], ["message", "walkthrough", "feedback"]];
  const asked = { looking: choosing, chosen: [...launching, ...leading], "first-year": [...launching.slice(1), ...teaching.slice(1), ...leading.slice(1)], later: [...teaching, ...leading] };
  const NEED = ["yes", "partly", "no"];
  /** @type {Map<string, string[]>} */ const known = new Map();
  const types = (/** @type {Record<string, string>} */ answers) => {
    const key = JSON.stringify(answers);
    const found = known.get(key) || [...filtersOf(sheet, evaluate(sheet, answers)).get("pl_types") || []];
    known.set(key, found);
    return found;
  };
  let steps = 0;
  for (const [stage, ids] of Object.entries(asked)) {
    for (let nth = 0; nth < NEED.length ** ids.length; nth++) {
      /** @type {Record<string, string>} */ const answers = { stage, ...Object.fromEntries(ids.map((id, i) => [id, NEED[Math.floor(nth / NEED.length ** i) % NEED.length]])) };
      const before = types(answers);
      for (const id of ids.filter((id) => answers[id] !== "no")) {
        const more = { ...answers, [id]: NEED[NEED.indexOf(answers[id]) + 1] };
        steps++;
        const gone = before.filter((type) => !types(more).includes(type));
        if (gone.length) assert.fail(`${gone} is gone: ${JSON.stringify(more)}`);
      }
    }
  }
  assert.ok(steps > 5000);
  assert.equal(directoryRoute(filtersOf(sheet, evaluate(sheet, { stage: "later", ...Object.fromEntries(asked.later.map((id) => [id, "yes"])) }))), null);
});

test("answers are kept on the device, cleared with a button, and brought back", () => visit("/tools/needs/", async (page) => {
  await firstYear(page);
  await page.reload();
  await page.locator("[data-bar]:not([hidden])").waitFor();
  assert.ok(await page.locator("[name=q-stage][value=first-year]").isChecked());
  assert.match(await page.locator("[data-progress-text]").innerText(), /^14 of \d+ answered$/);
  await page.getByRole("button", { name: "Clear all answers" }).click();
  assert.equal(await page.locator(".tool :checked:not(option)").count(), 0);
  await page.getByRole("button", { name: "Bring them back" }).click();
  assert.ok(await page.locator("[name=q-stage][value=first-year]").isChecked());
  await page.getByRole("button", { name: "Clear all answers" }).click();
  await page.reload();
  await page.locator("[data-bar]:not([hidden])").waitFor();
  assert.equal(await page.locator(".tool :checked:not(option)").count(), 0);
}));

test("a link carries the answers to someone else, whose own stay until they change something", () => visit("/tools/needs/", async (page, home) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await firstYear(page);
  await page.getByRole("button", { name: "Copy a link" }).click();
  await page.getByText("The link is copied").first().waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /#a=[\w-]+$/);
  await page.getByRole("button", { name: "Clear all answers" }).click();
  await choose(page, "stage", "looking");
  await page.goto("about:blank");
  await page.goto(link);
  await page.locator("[data-bar]:not([hidden])").waitFor();
  assert.ok(await page.locator("[name=q-stage][value=first-year]").isChecked());
  await page.goto("about:blank");
  await page.goto(new URL("tools/needs/", home).href);
  await page.locator("[data-bar]:not([hidden])").waitFor();
  assert.ok(await page.locator("[name=q-stage][value=looking]").isChecked(), "their own answers are still there");
}));

test("a fragment that means nothing does no harm", () => visit("/tools/needs/#a=eyJzdGFnZSI6eyJ4IjoxfX0", async (page) => {
  await page.locator("[data-bar]:not([hidden])").waitFor();
  assert.equal(await page.locator(".tool :checked:not(option)").count(), 0);
}));

test("one question at a time: by keyboard alone, from the first to the result", () => visit("/tools/practice/", async (page) => {
  await page.getByRole("button", { name: "One question at a time" }).focus();
  await page.keyboard.press("Enter");
  const asked = page.locator("[data-question]").filter({ visible: true });
  assert.equal(await asked.count(), 1);
  await page.getByRole("button", { name: "Show all questions" }).waitFor();
  const place = await asked.boundingBox();
  assert.ok(place && place.y >= 0 && place.y < 400, `the question stands at ${place?.y}`);
  assert.ok(!(await page.locator("#results").isVisible()));
  await field(page, "shared-materials").first().focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  assert.ok(await field(page, "shared-materials").nth(1).isChecked());
  const total = await page.locator("[data-question]").count();
  for (let i = 1; i < total; i++) {
    await page.getByRole("button", { name: "Next" }).press("Enter");
    assert.equal(await asked.count(), 1);
    assert.ok(await page.evaluate(() => document.activeElement?.closest("[data-now]")), "the focus goes to the question");
  }
  await page.getByRole("button", { name: "See what your answers say" }).press("Enter");
  assert.ok(await page.locator("#results").isVisible());
  assert.equal(await page.evaluate(() => document.activeElement?.id), "results-title");
  assert.deepEqual(await results(page), ["Begin with the materials", "What the four systems did"]);
}));

test("the self-assessment stands beside published numbers with source and year", () => visit("/tools/practice/", async (page) => {
  await field(page, "team-minutes").fill("45");
  await choose(page, "team-time", "rare");
  await choose(page, "team-leader", "nobody");
  const minutes = page.locator("[data-comparison=minutes]");
  assert.equal(await minutes.locator(".bars__own [data-text]").innerText(), "45");
  assert.match(await minutes.innerText(), /Sanger Unified\s*90\s*.*As of 2017, coreeducationllc\.com/s);
  assert.equal(await page.locator("[data-score=collaboration] [data-text]").innerText(), "1.5 of 4");
  assert.match(await page.locator("[data-score=collaboration] [data-band]").innerText(), /^Just beginning/);
  assert.equal(Number(await page.locator("[data-score=collaboration] rect").getAttribute("width")), 37.5);
}));

test("a number that is none is said to be none, beside its field", () => visit("/tools/practice/", async (page) => {
  await field(page, "team-minutes").fill("many");
  await field(page, "team-minutes").blur();
  assert.match(await page.locator("#q-team-minutes-error").innerText(), /Write a number/);
  assert.equal(await field(page, "team-minutes").getAttribute("aria-invalid"), "true");
  await field(page, "team-minutes").fill("60");
  assert.equal(await page.locator("#q-team-minutes-error").innerText(), "");
  assert.equal(await field(page, "team-minutes").getAttribute("aria-invalid"), null);
}));

test("in-house expertise decides who leads, and the first part is held against the budget", () => visit("/tools/what-works/", async (page) => {
  await choose(page, "know", "new");
  await choose(page, "led", "new");
  assert.deepEqual(await results(page), ["The partner leads"]);
  await choose(page, "know", "some");
  await choose(page, "led", "some");
  assert.deepEqual(await results(page), ["You plan together"]);
  await choose(page, "know", "well");
  await choose(page, "led", "well");
  assert.deepEqual(await results(page), ["An outside voice is enough"]);
  await field(page, "budget").fill("20,000");
  await field(page, "cost.0.1").fill("25000");
  assert.ok((await results(page)).includes("The first part costs more than you have"));
  assert.equal(await value(page, "left"), "-$5,000");
}));

test("an RFP is drafted, warns where pay for results does not fit, and opens as Word and Markdown", () => visit("/tools/rfp/", async (page) => {
  await field(page, "district").fill("Example Parish <b>Schools</b>");
  await field(page, "must").fill("Coaching twice a month\nOne course in summer");
  await choose(page, "types", "ongoing-teachers");
  await choose(page, "results-pay", "yes");
  assert.deepEqual(await results(page), ["Plan the outcomes before you publish"]);
  const paper = page.locator("[data-paper]");
  assert.match(await paper.innerText(), /Part of the pay depends on results/);
  await choose(page, "types", "adoption");
  assert.ok((await results(page)).includes("Pay for results does not fit here"));
  assert.doesNotMatch(await paper.innerText(), /depends on results/);
  await field(page, "weights.0.0").fill("60");
  assert.ok((await results(page)).includes("The weights do not add up to 100"));
  await field(page, "weights.5.0").fill("40");
  assert.ok(!(await results(page)).includes("The weights do not add up to 100"));
  assert.match(await paper.innerText(), /Example Parish <b>Schools<\/b> asks for proposals/);
  const word = await saved(page, "docx");
  assert.equal(word.name, "request-for-proposals.docx");
  const text = wordText(word.bytes);
  for (const words of ["Example Parish <b>Schools</b> asks for proposals", "Coaching twice a month", "One course in summer", "5. Price form", "Fits our vision and materials"]) assert.ok(text.includes(words), words);
  const markdown = await saved(page, "md");
  assert.match(markdown.bytes.toString(), /^# Request for proposals/m);
  assert.match(markdown.bytes.toString(), /\| Fits our vision and materials \| 60 \|/);
}));

test("the interview kit takes the shortlist, asks the questions of the chosen types, adds up scores and saves a table", () => visit("about:blank", async (page, home) => {
  await page.goto(home);
  await page.evaluate(() => localStorage.setItem("guidepost.shortlist", JSON.stringify(["tntp", "great-minds", "no-such-partner"])));
  await page.goto(new URL("tools/interviews/", home).href);
  await page.locator("[data-bar]:not([hidden])").waitFor();
  assert.deepEqual(await Promise.all([0, 1].map((row) => field(page, `partners.${row}.0`).inputValue())), ["TNTP", "Great Minds"]);
  const items = page.locator("#q-answers [data-item]").filter({ visible: true });
  const general = await items.count();
  assert.ok(general >= 7);
  await page.getByText("Only for TNTP").waitFor();
  assert.ok(await page.getByText("Which district with our materials can we call?").isVisible());
  assert.doesNotMatch(await page.locator(".tool__status").first().innerText(), /filled in/, "the shortlist alone is no reason to look it over");
  assert.deepEqual(await Promise.all(["Score, General questions 1, TNTP", "Notes, General questions 2, Great Minds"].map((name) => page.getByLabel(name, { exact: true }).count())), [1, 1]);
  await choose(page, "types", "ongoing-leaders");
  assert.ok(await items.count() > general);
  await field(page, "non-negotiables.0.0").fill("The same coach all year");
  const must = page.locator("#q-must .judged").filter({ visible: true });
  assert.equal(await must.count(), 2);
  await must.first().locator("select").selectOption("yes");
  await items.first().locator("select").first().selectOption("all");
  await items.first().locator("textarea").first().fill("Named = two districts");
  await items.nth(1).locator("select").nth(1).selectOption("little");
  const decide = page.locator("#q-decide [data-item]");
  assert.equal(await decide.count(), 4);
  await decide.first().locator("select").first().selectOption("likely");
  const totals = await page.locator("[data-matrix] .matrix__total").allInnerTexts();
  assert.match(totals[1].replace(/\s+/g, " "), /Points 3 of 3 \(1 of \d+ judged\) 1 of 3/);
  const { rowsOf } = await import("../../themes/default/js/export/csv.js");
  const table = await saved(page, "csv");
  const rows = rowsOf(table.bytes.toString());
  const noted = rows.find((row) => row[4] === "Named = two districts");
  assert.deepEqual(noted?.slice(2), ["TNTP", "3", "Named = two districts"]);
  await page.reload();
  await page.locator("[data-bar]:not([hidden])").waitFor();
  assert.equal(await page.locator("#q-answers [data-item] textarea").first().inputValue(), "Named = two districts");
  await page.getByRole("button", { name: "Remove row 1: Whom do you interview?" }).click();
  assert.ok(await page.getByText("Only for TNTP").isHidden());
  assert.equal(await page.locator("#q-must .judged__name").filter({ visible: true }).first().innerText(), "Great Minds");
  assert.equal(await page.locator("#q-must .judged select").first().inputValue(), "", "scores go with their partner");
}));

test("the contract planner adds up the rate card and warns as its sources do", () => visit("/tools/outcomes-contract/", async (page) => {
  await choose(page, "type", "ongoing-teachers");
  await field(page, "base").fill("$80,000");
  const card = [["Teachers use the routine", "70 of 90", "10000", "1", "1"], ["Schools meet", "12 schools", "500", "12", "10"]];
  await page.locator("#q-card").getByRole("button", { name: "Add a row" }).click();
  for (const [row, cells] of card.entries()) for (const [column, text] of cells.entries()) await field(page, `card.${row}.${column}`).fill(text);
  await field(page, "people").fill("90");
  const sums = { contingent: "$16,000", "most-total": "$96,000", share: "16.7%", "expected-total": "$95,000", "least-total": "$80,000", "per-person": "$1,056" };
  for (const [id, wanted] of Object.entries(sums)) assert.equal(await value(page, id), wanted, id);
  assert.deepEqual(await results(page), ["What to measure"]);
  await field(page, "card.0.2").fill("100000");
  assert.ok((await results(page)).includes("So much depends on results that the work is at risk"));
  await field(page, "card.0.2").fill("100");
  await field(page, "card.1.2").fill("10");
  assert.ok((await results(page)).includes("Too little depends on results"));
  await choose(page, "type", "adoption");
  assert.ok((await results(page)).includes("This type does not fit"));
}));

test("the partner plan saves meetings that a calendar reads, month by month and quarter by quarter", () => visit("/tools/partner-plan/", async (page) => {
  await field(page, "partners.0.0").fill("First; Partners, Inc.");
  await page.locator("#q-partners").getByRole("button", { name: "Add a row" }).click();
  await field(page, "partners.1.0").fill("Second Partners");
  await field(page, "check-in").fill("2026-09-08");
  await field(page, "step-back").fill("2026-10-13");
  await field(page, "gathering").fill("2027-01-20");
  await field(page, "hour").fill("09:30");
  assert.equal(await page.locator("[data-meetings] li").count(), 5);
  const calendar = await saved(page, "ics");
  assert.equal(calendar.name, "partner-plan.ics");
  const found = require("ical.js");
  const ICAL = found.default ?? found;
  const events = new ICAL.Component(ICAL.parse(calendar.bytes.toString())).getAllSubcomponents("vevent").map((/** @type {any} */ part) => new ICAL.Event(part));
  assert.deepEqual(events.map((/** @type {any} */ event) => event.summary), ["Check-in: First; Partners, Inc.", "Check-in: Second Partners", "Step-back: First; Partners, Inc.", "Step-back: Second Partners", "All partners together"]);
  const times = (/** @type {any} */ event) => {
    const iterator = event.iterator();
    return Array.from({ length: 20 }, () => iterator.next()).filter(Boolean).map(String);
  };
  assert.equal(times(events[0]).length, 10);
  assert.deepEqual(times(events[0]).slice(0, 2), ["2026-09-08T09:30:00", "2026-10-13T09:30:00"]);
  assert.deepEqual(times(events[2]), ["2026-10-13T09:30:00", "2027-01-12T09:30:00", "2027-04-13T09:30:00", "2027-07-13T09:30:00"]);
  assert.equal(events[2].duration.toSeconds(), 90 * 60);
}));

test("the return adds up the full cost and makes a page for the board", () => visit("/tools/return/", async (page) => {
  const entries = { teachers: "40", "costs.0.0": "60,000", "costs.1.0": "8000", hours: "36", rate: "52", "sub-days": "3", "sub-rate": "140", program: "Coaching, 2026–27", stop: "No change in lessons by May" };
  for (const [name, text] of Object.entries(entries)) await field(page, name).fill(text);
  const sums = { paid: "$68,000", "time-cost": "$74,880", "sub-cost": "$16,800", total: "$159,680", "per-teacher": "$3,992", "fees-per-teacher": "$1,500", "fee-share": "37.6%" };
  for (const [id, wanted] of Object.entries(sums)) assert.equal(await value(page, id), wanted, id);
  assert.match(await page.locator("[data-comparison=per-teacher]").innerText(), /\$18,000.*2015.*prnewswire\.com/s);
  assert.deepEqual(await results(page), ["Plan the levels that matter most", "Most of the cost is time"]);
  assert.match(await page.locator("[data-paper]").innerText(), /Full cost per teacher: \$3,992.*We stop if: No change in lessons by May/s);
}));

test("what was said in one tool is filled in by the next, from the need to what it was worth", () => visit("/tools/needs/", async (page, home) => {
  const go = async (/** @type {string} */ tool) => {
    await page.goto(new URL(`tools/${tool}/`, home).href);
    await page.locator("[data-bar]:not([hidden])").waitFor();
  };
  const from = (/** @type {string} */ question) => page.locator(`#q-${question} .asked__from`).innerText();
  await firstYear(page);
  await page.locator(".next").getByRole("link", { name: "Draft an RFP" }).click();
  await page.waitForURL(/\/tools\/rfp\//);
  await page.locator("#q-types .asked__from").waitFor();
  assert.match(await page.locator(".tool__status").innerText(), /What you said elsewhere in this guide is filled in/);
  const ticked = await page.locator("#q-types :checked, #q-subjects :checked, #q-grades :checked").evaluateAll((all) => all.map((one) => /** @type {HTMLInputElement} */ (one).value));
  assert.deepEqual(ticked, ["initial-implementation", "ongoing-teachers", "math", "3-5"]);
  assert.ok(await field(page, "materials").inputValue());
  assert.equal(await from("types"), "Filled in from “What kind of help do we need?”. Change it if it no longer fits.");
  await field(page, "vision").fill("Every student works at grade level.");
  await field(page, "goals").fill("- Teachers plan together\n- More students at grade level");
  await field(page, "non-negotiables").fill("The same coach all year\nOur observation tool");
  await go("interviews");
  assert.deepEqual([await field(page, "non-negotiables.0.0").inputValue(), await field(page, "non-negotiables.1.0").inputValue()], ["The same coach all year", "Our observation tool"]);
  assert.equal(await page.locator("#q-types :checked").count(), 2);
  await field(page, "hired.0.0").fill("TNTP");
  await field(page, "hired.0.1").fill("Coaching in math");
  await go("partner-plan");
  assert.deepEqual(await Promise.all(["partners.0.0", "partners.0.2", "goals.1.0", "vision"].map((name) => field(page, name).inputValue())), ["TNTP", "Coaching in math", "More students at grade level", "Every student works at grade level."]);
  await page.getByRole("button", { name: "Clear all answers" }).click();
  await page.reload();
  await page.locator("[data-bar]:not([hidden])").waitFor();
  assert.equal(await field(page, "partners.0.0").inputValue(), "", "what was cleared does not come back");
  await go("return");
  assert.equal(await field(page, "program").inputValue(), "TNTP");
}));

test("a table grows and shrinks, and the focus goes along", () => visit("/tools/rfp/", async (page) => {
  const rows = page.locator("#q-served tbody tr");
  const before = await rows.count();
  assert.equal(before, 1, "no row is there before it is wanted");
  const status = page.locator(".tool__status").first();
  await page.locator("#q-served").getByRole("button", { name: "Add a row" }).click();
  assert.equal(await rows.count(), before + 1);
  assert.match(await status.innerText(), /^Row 2 added\./);
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("name")), `q-served.${before}.0`);
  await rows.first().getByRole("button", { name: "Remove row 1" }).click();
  assert.equal(await rows.count(), before);
  assert.match(await status.innerText(), /^Row 1 removed, 1 left\./);
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("name")), "q-served.0.0");
}));

/** Answers everything that can be seen, also what appears on the way: as if typed, in one go. @param {Page} page */
function answerAll(page) {
  return page.locator(".tool__form").evaluate((form) => {
    const done = new Set();
    const left = () => [...form.querySelectorAll("input, textarea, select")].filter((one) => !done.has(one) && one.checkVisibility());
    for (let fields = left(); fields.length; fields = left()) {
      for (const one of fields) {
        done.add(one);
        const field = /** @type {HTMLInputElement} */ (one);
        if (/^(radio|checkbox)$/.test(field.type)) field.checked = true;
        else if (one instanceof HTMLSelectElement) one.selectedIndex = one.options.length - 1;
        else field.value = { date: "2026-09-08", time: "09:30" }[field.type] || (field.dataset.kind ? "271828" : "271828 and a few words");
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      }
    }
    return done.size;
  });
}

for (const tool of TOOLS) {
  test(`${tool}: on a phone everything fits and can be reached, and nothing that is typed leaves the device`, () => visit(`/tools/${tool}/`, async (page) => {
    await page.waitForLoadState("networkidle");
    /** @type {string[]} */ const asked = [];
    // The browser fetches the site's mark when it likes.
    page.on("request", (request) => void (/\/assets\/icon\.\w+\.svg$/.test(request.url()) || asked.push(`${request.method()} ${request.url()} ${request.postData() || ""}`)));
    assert.ok(await answerAll(page) > 10);
    const first = page.locator(".tool__form :is(input[type=text], textarea)").filter({ visible: true }).first();
    if (await first.count()) {
      await first.pressSequentially("271828");
      await first.press("Enter");
    }
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), PHONE.width, "nothing sticks out");
    const small = await page.locator(".tool__form :is(input, select, textarea, button)").filter({ visible: true }).evaluateAll((all) => all.filter((one) => {
      const box = (one.closest("label") || one).getBoundingClientRect();
      return box.height < 24 || box.width < 24;
    }).length);
    assert.equal(small, 0, "everything is large enough for a finger");
    await page.waitForTimeout(400);
    assert.deepEqual(asked, []);
    await page.locator("[data-export]").evaluateAll((buttons) => buttons.forEach((button) => /** @type {HTMLElement} */ (button).click()));
    await page.waitForTimeout(400);
    /** @type {string[]} */ const scripts = asked.filter((request) => !/^GET (blob:|http:\/\/127\.0\.0\.1:\d+\/assets\/take\.\w+\.js )/.test(request));
    assert.deepEqual(scripts, [], "only the script that makes files is fetched");
    assert.equal(new URL(page.url()).search, "");
  }, { viewport: PHONE, isMobile: true, hasTouch: true }));

  test(`${tool}: without script it is a form to print and write on`, () => visit(`/tools/${tool}/`, async (page) => {
    const questions = await page.locator("[data-question]").evaluateAll((all) => all.map((one) => one.checkVisibility()));
    assert.ok(questions.length >= 5);
    assert.ok(questions.every(Boolean), "every question is there to be read");
    assert.ok(await page.locator(".tool__promise noscript span").isVisible());
    assert.equal(await page.locator("[data-bar], [data-take], [data-steps], [data-paper]").filter({ visible: true }).count(), 0);
    assert.equal(await page.locator(".tool button:visible:not(.term)").count(), 0, "no button that does nothing");
    const box = page.locator(".tool__form :is(input, textarea)").first();
    await box.focus();
    await page.keyboard.type("271828");
    await page.keyboard.press("Enter");
    assert.equal(new URL(page.url()).search, "", "nothing is sent");
    await page.emulateMedia({ media: "print" });
    assert.ok((await page.pdf()).length > 10_000);
  }, { javaScriptEnabled: false }));
}

/** Answers the field that has the focus, by keyboard. @param {Page} page @returns {Promise<"field" | "other" | "end">} what has the focus; the end is the site's foot */
async function answerFocused(page) {
  const kind = await page.evaluate(() => {
    const one = /** @type {HTMLInputElement} */ (document.activeElement);
    if (one.closest(".site-footer")) return "end";
    return one.closest(".tool__form") && one.matches("[name^=q-]") ? (one.matches("select, textarea") ? one.localName : one.type) : "other";
  });
  if (kind === "end" || kind === "other") return kind;
  if (kind === "checkbox" || kind === "radio") await page.keyboard.press("Space");
  else if (kind === "select") await page.keyboard.press("ArrowDown");
  else if (kind === "date") await page.keyboard.type("01152027");
  else if (kind === "time") await page.keyboard.type("0930AM");
  else await page.keyboard.type("3");
  return "field";
}

for (const tool of TOOLS) {
  test(`${tool}: filled in by keyboard alone, to the last question and its result, and printed with the answers`, () => visit(`/tools/${tool}/`, async (page) => {
    await page.locator("#main").focus();
    let answered = 0;
    let on = "";
    for (let stops = 0; stops < 400 && on !== "end"; stops++) {
      await page.keyboard.press("Tab");
      on = await answerFocused(page);
      answered += Number(on === "field");
    }
    assert.equal(on, "end", "the keyboard leaves the form again");
    assert.ok(answered >= 5);
    const [, done, all] = /(\d+) of (\d+)/.exec(await page.locator("[data-bar]").innerText()) || [];
    assert.equal(done, all, "every question that is asked was reached");
    const outcome = page.locator("#results, [data-paper]").filter({ visible: true });
    assert.ok((await outcome.first().innerText()).length > 40, "there is a result");
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.locator(".tool__form, [data-paper]").filter({ visible: true }).count() > 0);
    for (const part of [".site-header", ".site-footer", "[data-bar]"]) assert.equal(await page.locator(part).isVisible(), false, `${part} on paper`);
    assert.ok((await page.pdf()).length > 10_000);
  }));
}

test("printing takes the one page that was made, or the form with its answers", async () => {
  await visit("/tools/partner-plan/", async (page) => {
    await field(page, "vision").fill("All students do work at grade level.");
    await page.evaluate(() => { window.print = () => {}; });
    await page.getByRole("button", { name: "Print", exact: true }).click();
    await page.emulateMedia({ media: "print" });
    assert.ok(!(await page.locator(".tool__form").isVisible()));
    assert.ok(await page.locator("[data-paper]").isVisible());
    const pdf = await page.pdf({ format: "Letter" });
    assert.equal((pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) || []).length, 1, "one page");
  });
  await visit("/tools/needs/", async (page) => {
    await firstYear(page);
    await page.evaluate(() => { window.print = () => {}; });
    await page.getByRole("button", { name: "Print", exact: true }).click();
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.locator(".tool__form").isVisible());
    assert.ok(await page.locator("#results").isVisible());
    assert.equal(await page.locator("[data-bar]").isVisible(), false);
    await page.emulateMedia({ media: "screen" });
    await page.getByRole("button", { name: "Print the questions" }).click();
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.locator("[data-question]").evaluateAll((all) => all.every((one) => one.checkVisibility())), "also what was not asked");
    assert.ok(!(await page.locator("#results").isVisible()));
    assert.equal(await page.locator("[name=q-stage]:checked").evaluate((box) => getComputedStyle(box).appearance), "none");
    await page.emulateMedia({ media: "screen" });
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    assert.ok(await page.locator("[name=q-stage][value=first-year]").isChecked());
    assert.ok(!(await page.locator("#q-process").isVisible()));
  });
});

const visitFolder = visitor(async () => onDisk(sites.files));
test("from a folder on disk a tool works and saves files", () => visitFolder("/tools/rfp/index.html", async (page) => {
  await field(page, "district").fill("Example Parish");
  const markdown = await saved(page, "md");
  assert.match(markdown.bytes.toString(), /Example Parish asks for proposals/);
}));

test("every tool is reached from the list, the home page and the playbook", () => visit("/tools/", async (page) => {
  const links = await page.locator("main a[href*='/tools/']").evaluateAll((all) => all.map((link) => new URL(/** @type {HTMLAnchorElement} */ (link).href).pathname));
  assert.deepEqual(links.toSorted(), TOOLS.map((tool) => `/tools/${tool}/`).toSorted());
}));
