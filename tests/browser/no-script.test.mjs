/** The guide with JavaScript off: everything can be read, and every page reached by links alone. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { walk } from "./crawl.mjs";
import { browser, onDisk, once, providers, routes, SAMPLES, serve, sites, visitor } from "./support.mjs";

const POLICY = ["default-src 'none'", "script-src 'self'", "style-src 'self'"];
const withoutScript = { javaScriptEnabled: false };

/** What a host gives for an address. @param {string} address */
async function fromHost(address) {
  const response = await fetch(address);
  return response.ok ? response.text() : null;
}

/** What a folder on disk gives for an address. @param {string} address */
async function fromDisk(address) {
  return readFile(fileURLToPath(address), "utf8").catch(() => null);
}

/** Walks a site as it is published in one way; pages by their route. @param {string} home @param {typeof fromHost} read @param {string} own */
async function walkThrough(home, read, own) {
  const page = await (await browser()).newPage();
  const { pages, broken } = await walk(page, home, read, home + own);
  await page.close();
  return { broken, pages: new Map([...pages].map(([address, page]) => ["/" + address.slice(home.length, own && address.endsWith("/" + own) ? -own.length : undefined), page])) };
}

const WAYS = [
  { name: "at the root of a host", site: sites.root, walked: once(async () => walkThrough(await serve(sites.root), fromHost, "")) },
  { name: "under a path", site: sites.based, walked: once(async () => walkThrough(await serve(sites.based), fromHost, "")) },
  { name: "from a folder", site: sites.files, walked: once(async () => walkThrough(onDisk(sites.files), fromDisk, "index.html")) },
];

for (const { name, site, walked } of WAYS) {
  test(`${name}: every page of the sitemap can be reached from home by links`, async () => {
    const { pages } = await walked();
    assert.deepEqual(routes(site).filter((route) => !pages.has(route)), []);
  });

  test(`${name}: every provider can be reached`, async () => {
    const { pages } = await walked();
    const all = providers(site);
    assert.ok(all.length >= 40, `${all.length} providers`);
    assert.deepEqual(all.map(({ slug }) => slug).filter((slug) => !pages.has(`/providers/${slug}/`)), []);
  });

  test(`${name}: no link is broken, no fragment missing`, async () => {
    assert.deepEqual((await walked()).broken, []);
  });
}

const walked = WAYS[0].walked;

/** The pages of which something is not so. @param {(page: import("./crawl.mjs").Survey) => unknown} wrong */
async function pagesWhere(wrong) {
  const { pages } = await walked();
  return [...pages].map(([route, page]) => [route, wrong(page)]).filter(([, found]) => (Array.isArray(found) ? found.length : found));
}

test("every page has a title, a language, one h1, one main, and a skip link to it", async () => {
  assert.deepEqual(await pagesWhere((page) => (page.title.trim() && page.language === "en" && page.h1.length === 1 && page.h1[0] && page.mains === 1 && page.skip === "to main" ? null
    : { title: page.title, language: page.language, h1: page.h1, mains: page.mains, skip: page.skip })), []);
});

test("no page has inline script, style or event attributes", async () => {
  assert.deepEqual(await pagesWhere((page) => page.inline), []);
});

test("every page carries the content security policy", async () => {
  assert.deepEqual(await pagesWhere((page) => (POLICY.every((part) => page.policy.includes(part)) && !page.policy.includes("unsafe") ? null : page.policy || "none")), []);
});

test("ids are unique, and what names an id finds it", async () => {
  assert.deepEqual(await pagesWhere((page) => page.ids.filter((id, place) => page.ids.indexOf(id) !== place)), []);
  assert.deepEqual(await pagesWhere((page) => page.dangling), []);
});

test("titles differ from page to page", async () => {
  const pages = [...(await walked()).pages];
  const titles = pages.map(([, page]) => page.title);
  assert.deepEqual(pages.filter((_, place) => titles.indexOf(titles[place]) !== titles.lastIndexOf(titles[place])).map(([route, page]) => `${route}: ${page.title}`), []);
});

test("structured data can be read", async () => {
  assert.deepEqual(await pagesWhere((page) => page.json.filter((text) => !readable(text))), []);
  assert.ok((await walked()).pages.get("/providers/great-minds/")?.json.length, "a profile describes its organization");
});

test("every kind of page is among the samples that the other tests look at", async () => {
  const { pages } = await walked();
  const sampled = new Set(Object.values(SAMPLES).map((route) => pages.get(route.replace(/\?.*/, ""))?.kind));
  assert.deepEqual([...new Set([...pages.values()].map((page) => page.kind))].filter((kind) => !sampled.has(kind)), []);
});

/** @param {string} text */
function readable(text) {
  try {
    return Boolean(JSON.parse(text)["@context"]);
  } catch {
    return false;
  }
}

const visit = visitor(() => serve(sites.root));

test("without script the filter form stays away and every value is a link", () => visit("/providers/", async (page) => {
  assert.equal(await page.locator("#filters").isVisible(), false);
  assert.equal(await page.locator("[data-provider]:not([hidden])").count(), providers(sites.root).length);
  const values = await page.locator("#filters input[type=checkbox]").evaluateAll((boxes) => boxes.map((box) => `${/** @type {HTMLInputElement} */ (box).name}/${/** @type {HTMLInputElement} */ (box).value}`));
  const links = await page.locator("[data-browse] a").evaluateAll((all) => all.map((link) => new URL(/** @type {HTMLAnchorElement} */ (link).href).pathname));
  assert.ok(values.length > 60);
  assert.deepEqual(values.filter((value) => !links.includes(`/providers/by/${value}/`)), []);
  assert.ok(await page.locator("[data-browse]").isVisible());
}, withoutScript));

test("every profile can be read: facts, sources, date checked, a way to suggest a change", async () => {
  const { pages } = await walked();
  for (const { slug, name, summary, website, sources } of providers(sites.root)) {
    const page = pages.get(`/providers/${slug}/`);
    assert.ok(page, slug);
    const links = page.links.map((link) => link.to);
    const has = (/** @type {string} */ address) => links.includes(new URL(address).href);
    assert.equal(page.h1[0], name);
    assert.ok(page.text.includes(summary.replace(/\s+/g, " ")), `${slug} shows its summary`);
    assert.match(page.text, /Suggest a change/i, slug);
    assert.match(page.text, /checked/i, slug);
    if (website) assert.ok(has(website), `${slug} links its website`);
    for (const { url, title } of sources) assert.ok(url ? has(url) : page.text.includes(title), `${slug} shows its source ${url || title}`);
  }
});

test("without script the terms of a page are explained on it", () => visit("/playbook/select/define-needs/", async (page) => {
  const terms = await page.locator("button.term").count();
  assert.ok(terms > 0, "the chapter names terms of the glossary");
}, withoutScript));

test("an address that does not exist gives the page for it, also deep down", async () => {
  for (const site of [sites.root, sites.based]) {
    await visitor(() => serve(site))("no/such/page/at/all/", async (page, home) => {
      assert.match(await page.locator("h1").innerText(), /not/i);
      const styled = await page.evaluate(() => [...document.styleSheets].some((sheet) => sheet.cssRules.length > 20));
      assert.ok(styled, "the style sheet arrives");
      await page.locator("main a", { hasText: "Find partners" }).click();
      assert.equal(page.url(), home + "providers/");
    }, { ...withoutScript, expected: /404/ });
  }
});
