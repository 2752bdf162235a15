/** axe on every kind of page, wide and narrow, light and dark, at rest and with its parts opened; and what axe cannot see: overflow, shifts, errors. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { SAMPLES, serve, sites, visitor } from "./support.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** Those that look at colors: what the others find in the light, they find in the dark. */
const OF_COLOR = ["color-contrast", "link-in-text-block"];
const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 320, height: 640 };
const visit = visitor(() => serve(sites.root));

/** @typedef {import("playwright-core").Page} Page */

/**
 * What axe finds wrong.
 * @param {Page} page
 * @param {{ only?: string[], without?: string[] }} [rules]  alone these; or all but those that cannot judge this state of the page
 * @returns {Promise<string[]>}
 */
async function audit(page, { only = RULES, without = [] } = {}) {
  // Once a page: axe is long to read.
  if (!await page.evaluate(() => "axe" in self)) await page.evaluate(AXE);
  return page.evaluate(async ({ rules, without }) => {
    // @ts-expect-error axe has just been put there
    const { violations } = await self.axe.run(document, { runOnly: rules, resultTypes: ["violations"], rules: Object.fromEntries(without.map((rule) => [rule, { enabled: false }])) });
    return violations.flatMap((/** @type {any} */ { id, nodes }) => nodes.slice(0, 4).map((/** @type {any} */ node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary.replace(/\s+/g, " ").slice(0, 240)}`));
  }, { rules: only, without });
}

/** What sticks out of the page sideways. @param {Page} page */
function overflow(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.querySelectorAll("body *")].filter((element) => element.getBoundingClientRect().right > width + 0.5);
    return [`the page is ${document.documentElement.scrollWidth} px wide in ${width}`, ...wide.slice(0, 5).map((element) => element.outerHTML.slice(0, 120))];
  });
}

/** Until the scripts have done what they do at the start. @param {Page} page */
async function settle(page) {
  await page.waitForLoadState("load");
  if (/[?&]q=/.test(page.url())) await page.waitForSelector(".hit, [data-provider]:not([hidden])");
  await page.evaluate(() => Promise.all([document.fonts.ready, new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))]));
}

for (const [name, route] of Object.entries(SAMPLES)) {
  for (const [size, viewport] of Object.entries({ wide: WIDE, narrow: NARROW })) {
    test(`${name}, ${size}: axe finds nothing and nothing sticks out`, () => visit(route, async (page) => {
      await settle(page);
      assert.deepEqual(await overflow(page), []);
      assert.deepEqual(await audit(page), [], "light");
      // Colors are the same on narrow pages; what opens there is looked at below.
      if (viewport !== WIDE) return;
      await page.emulateMedia({ colorScheme: "dark" });
      assert.deepEqual(await audit(page, { only: OF_COLOR }), [], "dark");
    }, { viewport, reducedMotion: "reduce" }));
  }
}

/** Parts that open. @type {Record<string, { route: string, look: import("playwright-core").BrowserContextOptions, open: (page: Page) => Promise<unknown> }>} */
const OPENED = {
  "the menu on a phone": { route: "/", look: { viewport: NARROW }, open: async (page) => {
    await page.getByRole("button", { name: "Menu" }).click();
    await page.locator("#menu").waitFor({ state: "visible" });
  } },
  "the filters on a phone": { route: "/providers/?subjects=math", look: { viewport: NARROW }, open: async (page) => {
    await page.getByRole("button", { name: /^Filters/ }).click();
    await page.locator("#filter-sheet").waitFor({ state: "visible" });
  } },
  "all facets open": { route: "/providers/?subjects=math&states=la", look: { viewport: WIDE, colorScheme: "dark" }, open: (page) => page.locator("details.facet:not([open]) summary").evaluateAll((all) => all.forEach((summary) => /** @type {HTMLElement} */ (summary).click())) },
  "an empty result": { route: "/providers/?subjects=science&hqim=eureka-math&states=ak", look: { viewport: WIDE }, open: (page) => page.locator("[data-empty]:not([hidden])").waitFor() },
  "suggestions": { route: "/", look: { viewport: WIDE }, open: async (page) => {
    await page.locator("#site-search").fill("coach");
    await page.locator("#site-search-list [role=option]").first().waitFor();
    await page.keyboard.press("ArrowDown");
  } },
  "suggestions on a phone, dark": { route: "/", look: { viewport: NARROW, colorScheme: "dark" }, open: async (page) => {
    await page.locator("#site-search").fill("louisiana");
    await page.locator("#site-search-list [role=option]").first().waitFor();
  } },
  "a glossary term": { route: "/playbook/select/define-needs/", look: { viewport: WIDE }, open: async (page) => {
    await page.locator("button.term").first().click();
    await page.locator(".term-note:popover-open").waitFor();
  } },
  "the contents on a phone": { route: "/playbook/interview/ongoing-teachers/", look: { viewport: NARROW }, open: (page) => page.locator(".book__fold summary").click() },
};

for (const [name, { route, look, open }] of Object.entries(OPENED)) {
  test(`${name}: axe finds nothing and nothing sticks out`, () => visit(route, async (page) => {
    await settle(page);
    await open(page);
    assert.deepEqual(await overflow(page), []);
    // axe does not know that an open popover lies above the page and counts what is under it as too near.
    const above = await page.locator(":popover-open").count();
    assert.deepEqual(await audit(page, { without: above ? ["target-size"] : [] }), []);
  }, { ...look, reducedMotion: "reduce" }));
}

for (const [name, route] of Object.entries(SAMPLES)) {
  test(`${name}: text at twice its size fits, and so does it in forced colours`, () => visit(route, async (page) => {
    await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
    await settle(page);
    assert.deepEqual(await overflow(page), []);
  }, { viewport: { width: 640, height: 800 }, forcedColors: "active" }));
}

/** The spacing of WCAG 1.4.12. */
const SPACED = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }";

for (const name of /** @type {const} */ (["home", "directory", "profile with much", "chapter of questions", "glossary", "comparison of five", "value, curriculum"])) {
  test(`${name}: text may be spaced out as a reader needs it`, () => visit(SAMPLES[name], async (page) => {
    await settle(page);
    await page.evaluate((css) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.adoptedStyleSheets = [sheet];
    }, SPACED);
    assert.deepEqual(await overflow(page), []);
    const cut = await page.evaluate(() => [...document.querySelectorAll("main *, header *")].filter((element) => {
      const { overflowY, overflowX } = getComputedStyle(element);
      const clips = [overflowX, overflowY].some((value) => value === "hidden" || value === "clip");
      return clips && element.checkVisibility() && !element.closest(".visually-hidden, svg, [aria-hidden=true]") && element.clientHeight > 2 && (element.scrollHeight > element.clientHeight + 2 || element.scrollWidth > element.clientWidth + 2);
    }).map((element) => element.outerHTML.slice(0, 120)));
    assert.deepEqual(cut, [], "nothing is cut off");
  }, { viewport: { width: 360, height: 740 } }));
}
