/** The search: the box in the header, the page of results, words in the directory; also when it cannot be loaded. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { onDisk, providers, serve, sites, visitor } from "./support.mjs";

/** @typedef {import("playwright-core").Page} Page */

const visit = visitor(() => serve(sites.root));
const OPTIONS = "#site-search-list [role=option]";

/** Paths that the hits of the page of results lead to, the best first within each kind. @param {Page} page @param {string} home */
async function hits(page, home) {
  await page.locator(".hit").first().waitFor();
  return page.locator(".hit__title a").evaluateAll((links, home) => links.map((link) => "/" + /** @type {HTMLAnchorElement} */ (link).href.slice(home.length)), home);
}

/** @param {Page} page @param {string} text */
async function typeInHeader(page, text) {
  await page.keyboard.press("/");
  await page.keyboard.type(text);
  await page.locator(OPTIONS).first().waitFor();
}

/** What is typed, and what has to be among the first few results. */
const QUERIES = /** @type {const} */ ([
  ["great minds", "/providers/great-minds/"],
  ["Great Mi", "/providers/great-minds/"],
  ["graet minds", "/providers/great-minds/"],
  ["EL Education", "/providers/el-education/"],
  ["ANet", "/providers/anet/"],
  ["TNTP", "/providers/tntp/"],
  ["HQIM", "/glossary/#hqim"],
]);

for (const [words, wanted] of QUERIES) {
  test(`“${words}” finds ${wanted}`, () => visit(`/search/?q=${encodeURIComponent(words)}`, async (page, home) => {
    const found = await hits(page, home);
    assert.ok(found.slice(0, 8).includes(wanted), found.slice(0, 12).join(", "));
  }));
}

/** What is typed, and the filter that it means. */
const FILTERS = /** @type {const} */ ([
  ["eureka math", "hqim", "eureka-math"],
  ["Louisiana", "states", "la"],
  ["6-8", "grade_bands", "6-8"],
  ["K-2", "grade_bands", "k-2"],
  ["K–2", "grade_bands", "k-2"],
  ["4th grade", "grade_bands", "3-5"],
  ["ELA", "subjects", "ela"],
  ["on-site", "delivery", "in-person"],
]);

for (const [words, facet, value] of FILTERS) {
  test(`“${words}” means a filter: partners that have it come first, and one link shows all of them`, () => visit(`/search/?q=${encodeURIComponent(words)}`, async (page, home) => {
    const having = providers(sites.root).filter((provider) => [provider[facet] ?? []].flat().some((/** @type {string} */ id) => id === value || id === "nationwide")).map(({ slug }) => slug);
    const partners = (await hits(page, home)).map((hit) => hit.match(/^\/providers\/([^/]+)\/$/)?.[1]).filter((slug) => slug !== undefined);
    const first = partners.findIndex((slug) => !having.includes(slug));
    assert.ok(having.includes(partners[0]), partners.join(", "));
    assert.deepEqual(first < 0 ? [] : partners.slice(first).filter((slug) => having.includes(slug)), [], `come after others in ${partners.join(", ")}`);
    await page.locator(".search-results__filter a").click();
    await page.locator("#filters:not([hidden])").waitFor();
    assert.equal(await page.evaluate(() => location.search), `?${facet}=${value}`);
    assert.equal(await page.locator("[data-provider]:not([hidden])").count(), having.length);
  }));
}

test("every partner is found by name, first among partners", () => visit("/search/", async (page, home) => {
  /** @type {string[]} */ const missed = [];
  for (const { slug, name } of providers(sites.root)) {
    await page.locator("#search-q").fill(name);
    const wanted = `/providers/${slug}/`;
    await page.waitForFunction((name) => [...document.querySelectorAll(".search-results__status, main [aria-hidden=true]")].some((status) => status.textContent?.includes(`“${name}`)), name).catch(() => missed.push(`${name}: no answer`));
    const partners = (await hits(page, home)).filter((hit) => /^\/providers\/[^/]+\/$/.test(hit));
    if (partners[0] !== wanted) missed.push(`${name}: ${partners.slice(0, 3).join(", ")}`);
  }
  assert.deepEqual(missed, []);
}));

test("/ leads to the box in the header; nothing is loaded before", () => visit("/", async (page) => {
  assert.equal(await page.locator("script[src*='/search']").count(), 0);
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "site-search");
  assert.equal(await page.locator("#site-search").inputValue(), "");
  await page.waitForFunction(() => document.querySelector("#site-search")?.getAttribute("role") === "combobox");
  // A name of a filter that is begun offers the list first, with its count; those who only mention the word come later.
  await page.keyboard.type("louis");
  await page.locator(OPTIONS).first().waitFor();
  const there = providers(sites.root).filter(({ states }) => [states ?? []].flat().some((/** @type {string} */ id) => id === "la" || id === "nationwide")).map(({ name }) => name);
  const [list, ...options] = await page.locator(`${OPTIONS} .suggest__title`).allTextContents();
  assert.equal(list, `Partners: Louisiana (${there.length})`);
  assert.deepEqual(options.slice(0, there.length).sort(), there.sort());
}));

test("suggestions are reached with the arrow keys, opened with Enter, closed with Escape", () => visit("/", async (page, home) => {
  await typeInHeader(page, "great minds");
  const box = page.locator("#site-search");
  assert.equal(await box.getAttribute("aria-expanded"), "true");
  await page.keyboard.press("ArrowDown");
  const active = await box.getAttribute("aria-activedescendant");
  assert.ok(active && (await page.locator(`#${active}`).getAttribute("aria-selected")) === "true");
  await page.keyboard.press("Escape");
  assert.equal(await box.getAttribute("aria-expanded"), "false");
  assert.equal(await box.inputValue(), "great minds", "the first Escape closes the list");
  await page.keyboard.press("Escape");
  assert.equal(await box.inputValue(), "", "the second empties the box");
  await page.keyboard.type("great minds");
  await page.locator(OPTIONS, { hasText: "Great Minds" }).first().click();
  await page.waitForURL(home + "providers/great-minds/");
}));

test("Enter without a choice leads to the page of all results", () => visit("/about/", async (page, home) => {
  await typeInHeader(page, "coaching");
  await page.keyboard.press("Enter");
  await page.waitForURL(home + "search/?q=coaching");
  assert.equal(await page.locator("#search-q").inputValue(), "coaching");
  assert.ok((await hits(page, home)).length > 3);
}));

test("results are grouped by kind, with what was found marked, and announced", () => visit("/search/?q=coaching", async (page) => {
  await page.locator(".hit").first().waitFor();
  assert.ok(await page.locator(".search-results h2").count() > 1);
  await page.locator(".hit mark").first().waitFor();
  await page.waitForFunction(() => /\d+ results?/.test(document.querySelector("main [role=status]")?.textContent || ""));
}));

test("typing changes results and address; Back brings the last ones", () => visit("/search/?q=louisiana", async (page, home) => {
  const before = await hits(page, home);
  await page.locator("#search-q").fill("footnotes coaching cycle");
  await page.waitForFunction(() => location.search.includes("cycle"));
  await page.goBack();
  await page.waitForFunction(() => /** @type {HTMLInputElement} */ (document.querySelector("#search-q")).value === "louisiana");
  await page.waitForFunction((first) => document.querySelector(".hit__title a")?.getAttribute("href")?.includes(first), before[0]);
}));

test("without a match the page says so and offers ways on", () => visit("/search/?q=qqqzzzxx", async (page) => {
  await page.getByText(/Nothing found for/).first().waitFor();
  assert.ok(await page.locator("main a[href$='/providers/']").count());
  await page.locator("#search-q").fill("instrukshunpartnerz");
  await page.getByText(/Nothing found for “instrukshunpartnerz”. Did you mean Instruction Partners/).first().waitFor();
  await page.locator("main").getByRole("link", { name: "Instruction Partners", exact: true }).click();
  await page.locator(".hit__title a").first().waitFor();
}));

test("in the directory words narrow the list, together with filters", () => visit("/providers/", async (page) => {
  await page.locator("#q").fill("great minds");
  await page.waitForFunction(() => document.querySelector("[data-provider]:not([hidden])")?.getAttribute("data-provider") === "great-minds");
  assert.equal(await page.evaluate(() => location.search), "?q=great+minds");
  assert.ok(await page.locator("[data-chips] button", { hasText: "great minds" }).count());
  await page.goBack();
  await page.waitForFunction((all) => document.querySelectorAll("[data-provider]:not([hidden])").length === all, providers(sites.root).length);
}));

test("a word that names a filter is offered as one", () => visit("/providers/?q=coaching+louisiana", async (page) => {
  await page.locator(".hint", { hasText: "Louisiana" }).first().click();
  await page.waitForFunction(() => location.search.includes("states=la"));
  assert.equal(await page.locator("input[name=states][value=la]").isChecked(), true);
}));

test("what was searched before stays on this device, and the page says so", () => visit("/search/?q=coaching", async (page) => {
  await page.locator(".hit").first().waitFor();
  assert.match(await page.locator("main").innerText(), /stay on this device/i);
  assert.equal(await page.evaluate(() => document.cookie), "");
}));

test("a search that cannot be loaded says so, and is never shown as no match", async () => {
  const broken = visitor(() => serve(sites.root, { refuse: (path) => path.includes("/search/") && path.endsWith(".js") }));
  const options = { expected: /503|could not be loaded|failed/i };
  await broken("/search/?q=coaching", async (page) => {
    await page.getByText(/could not be loaded/).first().waitFor();
    assert.equal(await page.getByText(/Nothing found/).count(), 0);
  }, options);
  await broken("/providers/?q=great", async (page) => {
    await page.getByText(/only names and summaries were searched/).first().waitFor();
    assert.ok(await page.locator("[data-provider]:not([hidden])").count() > 0);
  }, options);
});

test("under a path and from a folder the search works the same", async () => {
  await visitor(() => serve(sites.based))("/about/", async (page, home) => {
    await typeInHeader(page, "great minds");
    await page.locator(OPTIONS, { hasText: "Great Minds" }).first().click();
    await page.waitForURL(home + "providers/great-minds/");
  });
  await visitor(() => onDisk(sites.files))("/about/index.html", async (page, home) => {
    await typeInHeader(page, "great minds");
    await page.locator(OPTIONS, { hasText: "Great Minds" }).first().click();
    await page.waitForURL(home + "providers/great-minds/index.html");
  });
});
