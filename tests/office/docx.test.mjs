// Exported Word files, opened by LibreOffice.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { docx } from "../../themes/default/js/export/docx.js";
import { packaged } from "../js/packages.mjs";
import { EVERYTHING, HOSTILE, NESTED } from "../js/samples.mjs";

const { DOMParser } = packaged("@xmldom/xmldom");

const folder = mkdtempSync(path.join(tmpdir(), "guidepost-office-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** What LibreOffice makes of a document. @param {string} name @param {object} document @param {string} filter  the kind of file to make */
function converted(name, document, filter) {
  const file = path.join(folder, `${name}.docx`);
  writeFileSync(file, docx(document));
  const profile = `-env:UserInstallation=${pathToFileURL(path.join(folder, "profile")).href}`;
  execFileSync(process.env.SOFFICE || "soffice", [profile, "--headless", "--convert-to", filter, "--outdir", folder, file], { stdio: "ignore", timeout: 120_000 });
  return readFileSync(path.join(folder, `${name}.${filter.split(":")[0]}`));
}

test("the .docx converts with LibreOffice to a PDF", () => {
  const pdf = converted("everything", EVERYTHING, "pdf");
  assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
  assert.ok(pdf.length > 5000);
});

test("LibreOffice finds the headings, lists, tables, links and the language", () => {
  const file = new DOMParser({ onError: (level, message) => assert.fail(`${level}: ${message}`) }).parseFromString(converted("structure", EVERYTHING, "fodt").toString(), "text/xml");
  const all = (name, within = file) => [...within.getElementsByTagName(name)];
  const texts = (name, within) => all(name, within).map((node) => node.textContent.replace(/\s+/g, " ").trim());
  assert.deepEqual(all("text:h").map((heading) => [heading.getAttribute("text:outline-level"), heading.textContent]), [["1", "What we need"], ["2", "Scope"], ["3", "Price"]]);
  assert.deepEqual(texts("text:list-item"), ["Summer course", "Coaching, weekly", "Send the plan", "Sign it", "Begin", "Look back"]);
  const [head] = all("table:table-header-rows");
  assert.deepEqual(texts("table:table-cell", head), ["Item", "Unit", "Price"]);
  assert.equal(all("table:table-cell").length, 12);
  assert.deepEqual(all("text:a").map((link) => [link.getAttribute("xlink:href"), link.textContent]), [["https://guide.example.org/playbook/?a=1&b=(2)", "the playbook"]]);
  assert.deepEqual(texts("dc:title"), ["Request for proposals: math & “more”"]);
  const [paragraphs] = all("style:default-style").filter((style) => style.getAttribute("style:family") === "paragraph");
  const [letters] = all("style:text-properties", paragraphs);
  assert.deepEqual([letters.getAttribute("fo:language"), letters.getAttribute("fo:country")], ["en", "US"]);
});

test("LibreOffice finds lists inside lists", () => {
  const file = new DOMParser().parseFromString(converted("nested", { title: "T", blocks: [NESTED] }, "fodt").toString(), "text/xml");
  const depth = (node) => (node ? (node.nodeName === "text:list" ? 1 : 0) + depth(node.parentNode) : 0);
  const items = [...file.getElementsByTagName("text:p")].filter((node) => depth(node)).map((node) => `${depth(node)} ${node.textContent}`);
  assert.deepEqual(items, ["1 First", "1 Second", "2 inside", "2 deeper", "3 one", "3 two", "2 anew", "1 Third"]);
});

test("hostile text comes out as it was typed", () => {
  const text = converted("hostile", { title: "T", blocks: HOSTILE.map((line) => ({ kind: "paragraph", runs: line })) }, "txt:Text (encoded):UTF8").toString();
  assert.deepEqual(text.replace(/^\ufeff/, "").trimEnd().split(/\r?\n/), ["T", ...HOSTILE]);
});
