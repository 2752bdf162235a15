/** Every page is valid HTML; feed, sitemap and data say what the pages say. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";
import { browser, providers, read, routes, sites } from "./support.mjs";

const validator = new HtmlValidate(new FileSystemConfigLoader({
  root: true,
  extends: ["html-validate:standard", "html-validate:document"],
  rules: { "no-inline-style": "error", "no-unknown-elements": "error" },
}));

const pages = readdirSync(sites.root.folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".html")).sort();

test("there is a page for every route of the sitemap", () => {
  assert.deepEqual(routes(sites.root).filter((route) => !pages.includes(`${route.slice(1)}index.html`)), []);
});

test("every page is valid HTML", async () => {
  /** @type {Map<string, string[]>} */ const problems = new Map();
  for (const name of pages) {
    const { results } = await validator.validateString(read(sites.root, name), name);
    for (const { ruleId, message, line, column } of results.flatMap((result) => result.messages)) {
      const problem = `${ruleId}: ${message}`;
      problems.set(problem, [...(problems.get(problem) || []), `${name}:${line}:${column}`]);
    }
  }
  assert.deepEqual([...problems].map(([problem, places]) => `${problem}  (${places.length}: ${places.slice(0, 3).join(", ")})`), []);
});

test("feed and sitemap are well-formed XML with absolute addresses", async () => {
  const page = await (await browser()).newPage();
  for (const name of ["feed.xml", "articles/feed.xml", "sitemap.xml"]) {
    const { broken, addresses } = await page.evaluate((text) => {
      const parsed = new DOMParser().parseFromString(text, "application/xml");
      const links = [...parsed.querySelectorAll("link[href]")].map((link) => link.getAttribute("href") || "");
      return { broken: parsed.querySelector("parsererror")?.textContent || "", addresses: [...links, ...[...parsed.querySelectorAll("loc")].map((place) => place.textContent || "")] };
    }, read(sites.based, name));
    assert.equal(broken, "", name);
    assert.ok(addresses.length > 2, name);
    assert.deepEqual(addresses.filter((address) => !address.startsWith(sites.based.published)), [], name);
  }
  await page.close();
});

test("the feed has an entry for profiles, each with id, title, date and link", () => {
  const entries = read(sites.root, "feed.xml").split("<entry>").slice(1);
  assert.ok(entries.length > 0);
  for (const entry of entries) for (const part of ["<id>", "<title", "<updated>", "<link"]) assert.ok(entry.includes(part), `${part} in ${entry.slice(0, 200)}`);
});

test("robots.txt names the sitemap", () => {
  assert.ok(read(sites.based, "robots.txt").includes(`Sitemap: ${sites.based.published}sitemap.xml`));
});

test("the table has a row for every provider and no cell that a spreadsheet would run", () => {
  const rows = table(read(sites.root, "data/providers.csv"));
  const [head, ...body] = rows;
  assert.deepEqual(body.map((row) => row[head.indexOf("slug")]), providers(sites.root).map(({ slug }) => slug));
  assert.deepEqual(rows.filter((row) => row.length !== head.length), []);
  assert.deepEqual(rows.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell)), []);
});

/** Reads RFC 4180. @param {string} text */
function table(text) {
  /** @type {string[][]} */ const rows = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows[rows.length - 1].push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ",") rows.push([]);
    if (end === "") break;
  }
  return rows.filter((row) => row.length > 1 || row[0]);
}
