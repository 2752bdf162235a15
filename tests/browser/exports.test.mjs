/** Pictures that say what their text says, and pages that can be taken away as files. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { onDisk, providers, read, routes, serve, sites, visitor } from "./support.mjs";

const require = createRequire(import.meta.url);
const { unzipSync, strFromU8 } = require("fflate");
const { DOMParser } = require("@xmldom/xmldom");

/** @typedef {import("playwright-core").Page} Page */

const visit = visitor(() => serve(sites.root));
const KITS = routes(sites.root).filter((route) => /^\/toolkit\/.+/.test(route));
const CHARTS = ["/case-studies/duval-county/", "/case-studies/four-systems/", "/case-studies/sanger-unified/"];
const WAYS = [
  { name: "from a host", visit, page: (/** @type {string} */ route) => route },
  { name: "from a folder", visit: visitor(() => onDisk(sites.files)), page: (/** @type {string} */ route) => route + "index.html" },
];

/** The headings of a Word file, by their level, after every part of it was read as XML. @param {Uint8Array} bytes */
function headingsOf(bytes) {
  const files = Object.entries(unzipSync(bytes));
  const parser = new DOMParser({ onError: (/** @type {string} */ level, /** @type {string} */ message) => assert.fail(`${level}: ${message}`) });
  const [, body] = files.map(([name, data]) => [name, parser.parseFromString(strFromU8(data), "text/xml")]).find(([name]) => name === "word/document.xml") || [];
  const all = (/** @type {any} */ node, /** @type {string} */ name) => [...node.getElementsByTagName(name)];
  const styled = all(body, "w:p").map((p) => [all(p, "w:pStyle")[0]?.getAttribute("w:val") || "", all(p, "w:t").map((part) => part.textContent).join("")]);
  return { headings: styled.filter(([style]) => /^(Title|Heading\d)$/.test(style)), text: styled.map(([, text]) => text).join("\n"), tables: all(body, "w:tbl").length };
}

/** @param {Page} page @param {string} name */
async function saved(page, name) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

test("the toolkit has templates", () => assert.ok(KITS.length >= 9, KITS.join()));

for (const way of WAYS) {
  for (const route of way === WAYS[0] ? KITS : KITS.slice(0, 1)) {
    test(`${route}, ${way.name}: saves as a Word file with the headings, tables and links of the page`, () => way.visit(way.page(route), async (page) => {
      /** @type {string[]} */ const asked = [];
      page.on("request", (request) => /^blob:|\/assets\/icon\./.test(request.url()) || asked.push(request.url()));
      const file = await saved(page, "Save as Word file");
      assert.equal(file.name, `${await page.locator("h1").innerText().then((text) => text.toLowerCase().replace(/[^a-z0-9]+/g, "-"))}.docx`);
      const { headings, text, tables } = headingsOf(file.bytes);
      const shown = await page.evaluate(() => [...document.querySelectorAll("main h1, main .prose :is(h2, h3), main .sources h2")].map((heading) => [heading.tagName === "H1" ? "Title" : `Heading${Number(heading.tagName[1]) - 1}`, heading.textContent?.trim()]));
      assert.deepEqual(headings, shown);
      assert.equal(tables, await page.locator("main .prose table").count());
      assert.ok(!/ {3}|undefined|\[object/.test(text), text.slice(0, 300));
      assert.ok(text.includes("From http"), "says where it is from");
      assert.deepEqual(asked, [], "nothing was asked of anybody");
    }));
  }
}

test("without script a template is there as Markdown, whose links work from anywhere", async () => {
  for (const route of KITS) {
    await visit(route, async (page) => {
      assert.equal(await page.getByRole("button", { name: "Save as Word file" }).count(), 0);
      const link = page.getByRole("link", { name: "Save as Markdown" });
      const text = await (await fetch(new URL(await link.getAttribute("href") || "", page.url()))).text();
      const lines = text.split("\n");
      assert.equal(lines[0], `# ${await page.locator("h1").innerText()}`);
      const headings = await page.locator("main .prose > :is(h2, h3)").evaluateAll((all) => all.map((heading) => `${"#".repeat(Number(heading.tagName[1]))} ${heading.textContent?.trim()}`));
      assert.deepEqual(lines.filter((line) => /^##/.test(line)), headings);
      assert.deepEqual(text.match(/\]\((?!https?:)[^)]*\)/g), null, route);
      assert.ok(text.includes(`From <${sites.root.published}${route.slice(1)}>`));
    }, { javaScriptEnabled: false });
  }
});

test("a bar is as long as its figure, and a screen reader hears label and figure", async () => {
  for (const route of CHARTS) {
    await visit(route, async (page) => {
      const charts = page.locator("figure.chart");
      assert.ok(await charts.count(), route);
      for (const chart of await charts.all()) {
        const title = await chart.locator("caption").innerText();
        assert.equal(await page.getByRole("table", { name: title }).count(), 1, title);
        const rows = await chart.locator("tr:has(.chart__bar)").evaluateAll((all) => all.map((row) => ({
          label: row.querySelector("th")?.textContent || "", figure: row.querySelector("span")?.textContent || "",
          length: (row.querySelector("rect")?.getBoundingClientRect().width || 0) / (row.querySelector("svg")?.getBoundingClientRect().width || 1),
        })));
        const number = (/** @type {string} */ text) => Number(/[\d.]+/.exec(text)?.[0]);
        const most = Math.max(...rows.map((row) => number(row.figure)));
        for (const { label, figure, length } of rows) {
          assert.ok(Math.abs(length - number(figure) / most) < 0.005, `${title}: ${label} ${figure} is ${length}`);
          assert.ok(await chart.getByRole("row", { name: `${label} ${figure}` }).count() > 0, `${label} ${figure} is a row`);
        }
        for (const source of await chart.locator("figcaption a").all()) {
          assert.equal(await page.locator(await source.getAttribute("href") || "none").count(), 1, "the source is on the page");
        }
      }
    });
  }
});

test("the year of the playbook marks the months that it names", () => visit("/playbook/manage/set-goals/", async (page) => {
  const tracks = await page.locator("tr:has(.chart__year)").evaluateAll((all) => all.map((row) => [row.querySelector("span")?.textContent || "", [...row.querySelectorAll("rect")].flatMap((month, i) => (month.matches(".on") ? [i + 1] : [])).join()]));
  assert.ok(tracks.length >= 4);
  for (const [words, months] of tracks) {
    const said = words.split(";")[0];
    assert.equal(said.startsWith("Every month") ? "1,2,3,4,5,6,7,8,9,10,11,12" : (said.match(/\d+/g) || []).join(), months, words);
  }
}));

test("each number of who covers what leads to so many partners", () => visit("/coverage/", async (page, home) => {
  const cells = await page.locator(".coverage td").evaluateAll((all) => all.map((cell) => ({ count: Number(cell.textContent), href: cell.querySelector("a")?.getAttribute("href") || "" })));
  assert.equal(cells.length, 48);
  const has = (/** @type {any} */ provider, /** @type {URLSearchParams} */ query) => [...query].every(([facet, value]) => (provider[facet] || []).map((/** @type {any} */ one) => one.id ?? one).includes(value));
  for (const { count, href } of cells) {
    assert.equal(Boolean(href), count > 0);
    if (href) assert.equal(providers(sites.root).filter((provider) => has(provider, new URL(href, home).searchParams)).length, count, href);
  }
  const { count, href } = cells.reduce((most, cell) => (cell.count > most.count ? cell : most));
  await page.goto(new URL(href, home).href);
  await page.waitForFunction((wanted) => document.querySelectorAll("[data-provider]:not([hidden])").length === wanted, count);
}));

test("a map of states has the states in its name", async () => {
  const some = providers(sites.root).filter((provider) => provider.states?.length).slice(0, 6);
  assert.ok(some.length > 2);
  for (const { slug } of some) {
    await visit(`/providers/${slug}/`, async (page) => {
      const fact = page.locator("#fact-states");
      const names = (await fact.locator("dd a[href*='/by/states/']").allInnerTexts()).sort();
      const title = await fact.getByRole("img").locator("title").textContent() || "";
      assert.deepEqual(names.includes("Nationwide") ? title : title.replace("Map of states: ", "").split(/, | and /).sort(), names.includes("Nationwide") ? "Map of states: all, nationwide" : names, slug);
    });
  }
});

test("articles have a feed of their own, which their page and every page's head name", async () => {
  const listed = routes(sites.based).filter((route) => /^\/articles\/.+/.test(route));
  const entries = read(sites.based, "articles/feed.xml").split("<entry>").slice(1);
  assert.deepEqual(entries.map((entry) => "/" + /<id>([^<]*)<\/id>/.exec(entry)?.[1].slice(sites.based.published.length)).sort(), listed.sort());
  await visit("/articles/", async (page) => {
    const href = await page.getByRole("link", { name: "Follow new articles" }).getAttribute("href");
    assert.equal(await page.locator(`link[type="application/atom+xml"][href="${href}"]`).count(), 1);
    assert.equal((await fetch(new URL(href || "", page.url()))).status, 200);
  });
});
