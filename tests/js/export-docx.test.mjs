// Word files, taken apart by a ZIP reader and an XML parser that are not ours.
import assert from "node:assert/strict";
import { test } from "node:test";
import { docx } from "../../themes/default/js/export/docx.js";
import { packaged } from "./packages.mjs";
import { anything, dice, EVERYTHING, HOSTILE, NESTED } from "./samples.mjs";

const { unzipSync, strFromU8 } = packaged("fflate");
const { DOMParser } = packaged("@xmldom/xmldom");

/** Every file of the archive as a parsed tree. A warning of the parser is a failure. */
function opened(bytes) {
  const parser = new DOMParser({ onError: (level, message) => assert.fail(`${level}: ${message}`) });
  return Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, data]) => [name, parser.parseFromString(strFromU8(data), "text/xml")]));
}

const all = (node, name) => [...node.getElementsByTagName(name)];
const value = (node, name) => all(node, name)[0]?.getAttribute("w:val") ?? "";
const textOf = (node) => all(node, "w:t").map((part) => part.textContent).join("");
const paragraphs = (file) => all(file["word/document.xml"], "w:p").map((p) => [value(p, "w:pStyle"), textOf(p)]);
const document = (blocks, more = {}) => opened(docx({ title: "T", blocks, ...more }));

test("headings, lists and tables are what they are called, not only how they look", () => {
  const file = opened(docx(EVERYTHING));
  const body = file["word/document.xml"];
  assert.deepEqual(paragraphs(file).filter(([style]) => /^(Title|Heading\d)$/.test(style)), [
    ["Title", EVERYTHING.title], ["Heading1", "What we need"], ["Heading2", "Scope"], ["Heading3", "Price"],
  ]);
  const styles = new Map(all(file["word/styles.xml"], "w:style").map((style) => [style.getAttribute("w:styleId"), style]));
  for (const level of [1, 2, 3]) assert.equal(value(styles.get(`Heading${level}`), "w:outlineLvl"), String(level - 1));
  for (const [style] of paragraphs(file)) assert.ok(style === "" || styles.has(style), style);

  const items = all(body, "w:p").filter((p) => all(p, "w:numPr").length);
  assert.deepEqual(items.map(textOf), ["Summer course", "Coaching, weekly", "Send the plan", "Sign it", "Begin", "Look back"]);
  const numbers = items.map((p) => value(p, "w:numId"));
  const numbering = file["word/numbering.xml"];
  const defined = new Map(all(numbering, "w:num").map((num) => [num.getAttribute("w:numId"), value(num, "w:abstractNumId")]));
  const formats = all(numbering, "w:abstractNum").map((kind) => value(kind, "w:numFmt"));
  assert.deepEqual(numbers.map((number) => formats[Number(defined.get(number))]), ["bullet", "bullet", "decimal", "decimal", "decimal", "decimal"]);
  assert.notEqual(numbers[2], numbers[4], "the second numbered list begins anew");
});

test("a list inside an item stands below it, and counts for itself", () => {
  const file = document([NESTED]);
  const items = all(file["word/document.xml"], "w:p").filter((p) => all(p, "w:numPr").length);
  assert.deepEqual(items.map((p) => [value(p, "w:ilvl"), textOf(p)].join(" ")), ["0 First", "0 Second", "1 inside", "1 deeper", "2 one", "2 two", "1 anew", "0 Third"]);
  const numbers = items.map((p) => value(p, "w:numId"));
  assert.deepEqual([numbers[0], numbers[4]], [numbers[7], numbers[5]], "an outer list goes on after an inner one");
  assert.equal(new Set([numbers[0], numbers[2], numbers[4], numbers[6]]).size, 4);
  const begun = all(file["word/numbering.xml"], "w:num").filter((num) => all(num, "w:startOverride").length).map((num) => all(num, "w:lvlOverride")[0].getAttribute("w:ilvl"));
  assert.deepEqual(begun, ["0", "2", "1"]);
});

test("tasks have their box in place of a bullet", () => {
  const file = document([{ kind: "list", ordered: false, items: ["☐ One", [{ text: "☐ " }, { text: "two", bold: true }], [{ text: "☐" }, { text: " three" }]] }, { kind: "list", ordered: false, items: ["☐ a", "b"] }]);
  const signs = new Map(all(file["word/numbering.xml"], "w:abstractNum").map((kind) => [kind.getAttribute("w:abstractNumId"), value(kind, "w:lvlText")]));
  const numbers = new Map(all(file["word/numbering.xml"], "w:num").map((num) => [num.getAttribute("w:numId"), signs.get(value(num, "w:abstractNumId"))]));
  const items = all(file["word/document.xml"], "w:p").filter((p) => all(p, "w:numPr").length).map((p) => [numbers.get(value(p, "w:numId")), textOf(p)]);
  assert.deepEqual(items, [["☐", "One"], ["☐", "two"], ["☐", "three"], ["•", "☐ a"], ["•", "b"]]);
});

test("the first row of a table is its heading, on every page", () => {
  const [table] = all(opened(docx(EVERYTHING))["word/document.xml"], "w:tbl");
  const rows = all(table, "w:tr");
  assert.deepEqual(rows.map((row) => all(row, "w:tblHeader").length), [1, 0, 0, 0]);
  assert.deepEqual(rows.map((row) => all(row, "w:tc").map(textOf)), [["Item", "Unit", "Price"], ["Sessions for teachers", "day", "$2,000"], ["Coaching", "hour", ""], ["All", "", ""]]);
  assert.equal(all(table, "w:gridCol").length, 3);
});

test("looks stay inside their piece of text", () => {
  const runs = all(opened(docx(EVERYTHING))["word/document.xml"], "w:r");
  const looks = (text) => runs.filter((run) => textOf(run) === text).map((run) => all(run, "w:b").length + 2 * all(run, "w:i").length);
  assert.deepEqual([looks("one partner"), looks("three"), looks("all"), looks(" for ")], [[1], [2], [3], [0]]);
});

test("a link leads to the web or is text", () => {
  const file = opened(docx(EVERYTHING));
  const links = all(file["word/document.xml"], "w:hyperlink");
  assert.deepEqual(links.map(textOf), ["the playbook"]);
  const relations = new Map(all(file["word/_rels/document.xml.rels"], "Relationship").map((relation) => [relation.getAttribute("Id"), relation]));
  const target = relations.get(links[0].getAttribute("r:id"));
  assert.equal(target.getAttribute("Target"), "https://guide.example.org/playbook/?a=1&b=(2)");
  assert.equal(target.getAttribute("TargetMode"), "External");
  assert.ok(![...relations.values()].some((relation) => /script/i.test(relation.getAttribute("Target"))));
});

test("every part that is named is there, and the other way round", () => {
  const file = opened(docx(EVERYTHING));
  const types = file["[Content_Types].xml"];
  const named = all(types, "Override").map((part) => part.getAttribute("PartName").slice(1));
  assert.deepEqual(named.sort(), Object.keys(file).filter((name) => name.endsWith(".xml") && !name.startsWith("[")).sort());
  const targets = [...all(file["_rels/.rels"], "Relationship").map((part) => part.getAttribute("Target")), ...all(file["word/_rels/document.xml.rels"], "Relationship").filter((part) => !part.getAttribute("TargetMode")).map((part) => "word/" + part.getAttribute("Target"))];
  assert.deepEqual(targets.sort(), named.sort());
  assert.equal(Object.keys(unzipSync(docx(EVERYTHING)))[0], "[Content_Types].xml");
});

test("the file knows its title and its language", () => {
  const told = (language) => {
    const file = document([], { language, title: "Plan <b>" });
    const core = file["docProps/core.xml"];
    return [all(core, "dc:title")[0].textContent, all(core, "dc:language")[0].textContent, value(file["word/styles.xml"], "w:lang")];
  };
  assert.deepEqual(told("es-MX"), ["Plan <b>", "es-MX", "es-MX"]);
  assert.deepEqual(told(undefined), ["Plan <b>", "en-US", "en-US"]);
  assert.deepEqual(told('en"><x'), ["Plan <b>", "en-US", "en-US"]);
});

test("hostile text is shown as it was typed", () => {
  const file = document([...HOSTILE.map((text) => ({ kind: "paragraph", runs: text })), { kind: "list", ordered: false, items: HOSTILE }, { kind: "table", head: HOSTILE, rows: [HOSTILE] }], { title: HOSTILE[0] });
  const shown = paragraphs(file).map(([, text]) => text).filter(Boolean);
  assert.deepEqual(shown, [HOSTILE[0], ...HOSTILE, ...HOSTILE, ...HOSTILE, ...HOSTILE]);
});

test("signs that XML does not allow are left out, and any text makes a file that can be read", () => {
  const [, [, text]] = paragraphs(document([{ kind: "paragraph", runs: "a\u0000b\u000bc\ud800d\uffffe\u0007f🙂" }]));
  assert.equal(text, "abcdef🙂");
  const roll = dice(7);
  for (let round = 0; round < 300; round++) {
    const text = () => anything(roll, 20);
    const runs = () => Array.from({ length: roll(4) }, () => ({ text: text(), bold: roll(2) === 0, italic: roll(2) === 0, href: roll(3) ? undefined : "https://x.org/" + text() }));
    document([
      { kind: "heading", level: roll(9) - 2, text: text() }, { kind: "paragraph", runs: runs() }, { kind: "list", ordered: roll(2) === 0, items: Array.from({ length: roll(3) }, runs) },
      { kind: "table", head: Array.from({ length: roll(3) }, runs), rows: Array.from({ length: roll(3) }, () => Array.from({ length: roll(4) }, runs)) },
    ], { title: text(), language: text() });
  }
});

test("lines and tabs inside a text stay", () => {
  const body = document([{ kind: "paragraph", runs: "a\r\nb\tc" }])["word/document.xml"];
  assert.equal(all(body, "w:br").length, 1);
  assert.equal(all(body, "w:tab").length, 1);
});

test("the same document gives the same bytes on any day", (t) => {
  const before = docx(EVERYTHING);
  t.mock.timers.enable({ apis: ["Date"], now: new Date("2040-05-06") });
  assert.deepEqual(docx(EVERYTHING), before);
});
