/** What pages weigh, whether they jump, how they print, and that they keep still for those who ask for it. */
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { SAMPLES, serve, sites, visitor } from "./support.mjs";

/** @typedef {import("playwright-core").Page} Page */

const visit = visitor(() => serve(sites.root));
const KB = 1024;
const MOST = { all: 60 * KB, script: 20 * KB, stylesheet: 12 * KB };

/** The files of the search index and of the comparison are data that comes as scripts, so that it also comes from a folder on disk. @param {import("playwright-core").Response} response */
function typeOf(response) {
  return /\/(assets\/search|data\/compare)\//.test(response.url()) ? "data" : response.request().resourceType();
}

for (const [name, route] of Object.entries(SAMPLES)) {
  // With words in the address the search comes along, which the first view of a page does without.
  if (route.includes("q=")) continue;
  test(`${name}: the first view stays under 60 KB, 20 of script and 12 of style`, () => visit("about:blank", async (page, home) => {
    /** @type {Map<string, { type: string, size: number }>} */ const files = new Map();
    /** @type {Promise<unknown>[]} */ const reading = [];
    page.on("response", (response) => reading.push(response.body().then((body) => files.set(response.url(), { type: typeOf(response), size: gzipSync(body).length }), () => {})));
    await page.goto(new URL(route.slice(1), home).href, { waitUntil: "networkidle" });
    await Promise.all(reading);
    const sum = (/** @type {string} */ type) => [...files.values()].filter((file) => !type || file.type === type).reduce((total, file) => total + file.size, 0);
    const weight = { all: sum(""), script: sum("script"), stylesheet: sum("stylesheet") };
    assert.ok(weight.stylesheet > 0 && weight.script > 0, "style and script were read");
    for (const kind of /** @type {const} */ (["all", "script", "stylesheet"])) {
      assert.ok(weight[kind] <= MOST[kind], `${kind}: ${(weight[kind] / KB).toFixed(1)} KB of ${MOST[kind] / KB}; ${[...files].map(([address, { size }]) => `${address.slice(home.length)} ${(size / KB).toFixed(1)}`).join(", ")}`);
    }
  }));
}

test("the scripts of search and filters weigh no more than 14 KB together", () => {
  const assets = path.join(sites.root.folder, "assets");
  const weigh = (/** @type {string} */ name) => {
    const [file] = readdirSync(assets).filter((file) => file.startsWith(`${name}.`) && file.endsWith(".js"));
    return gzipSync(readFileSync(path.join(assets, file)), { level: 9 }).length;
  };
  // All that a directory and its search load of their own. The page of results, and directories in pages, add a script each.
  const both = weigh("search") + weigh("directory");
  // Builds of zlib differ by some bytes.
  assert.ok(both <= 14 * KB + 50, `${both} bytes`);
  for (const more of ["results", "paged"]) assert.ok(weigh(more) <= 3.25 * KB, `${more}: ${weigh(more)} bytes`);
});

for (const [size, viewport] of Object.entries({ wide: { width: 1280, height: 900 }, narrow: { width: 360, height: 740 } })) {
  for (const [name, route] of Object.entries(SAMPLES)) {
    test(`${name}, ${size}: nothing jumps while the page loads`, () => visit(route, async (page) => {
      const shifts = await page.evaluate(() => new Promise((done) => {
        /** @type {string[]} */ const found = [];
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of /** @type {any[]} */ (list.getEntries())) {
            sum += entry.value;
            found.push(`${entry.value.toFixed(4)}: ${entry.sources.map((/** @type {any} */ source) => source.node?.outerHTML?.slice(0, 60)).join(" | ")}`);
          }
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => done({ sum, found }), 600);
      }));
      const { sum, found } = /** @type {{ sum: number, found: string[] }} */ (shifts);
      assert.ok(sum < 0.02, `shifts of ${sum.toFixed(3)}: ${found.join("; ")}`);
    }, { viewport }));
  }
}

test("on paper there is text, in black on white, and no navigation, form or button", async () => {
  for (const route of [SAMPLES["chapter of questions"], SAMPLES["profile with much"], SAMPLES.glossary, SAMPLES.directory]) {
    await visit(route, async (page) => {
      await page.emulateMedia({ media: "print" });
      for (const selector of [".site-header", ".site-footer", ".breadcrumbs", ".skip", ".pager", "#filters", ".anchor"]) {
        assert.equal(await page.locator(selector).filter({ visible: true }).count(), 0, `${route}: ${selector} is printed`);
      }
      assert.ok((await page.locator("main").innerText()).length > 500, `${route}: the text is there`);
      const [ink, paper] = await page.evaluate(() => [getComputedStyle(document.querySelector("main p") || document.body).color, getComputedStyle(document.body).backgroundColor]);
      assert.match(ink, /rgb\(0, 0, 0\)|oklch\(0(\.[0-2]\d*)?\b|rgb\(51, 51, 51\)/, `${route}: ink ${ink}`);
      assert.match(paper, /rgb\(255, 255, 255\)|rgba\(0, 0, 0, 0\)|oklch\(1\b/, `${route}: paper ${paper}`);
      assert.ok(await page.locator(".printed").isVisible(), `${route}: says where it is from`);
      const pdf = await page.pdf();
      assert.ok(pdf.length > 5000);
    }, { colorScheme: "dark" });
  }
});

test("on paper the terms of a page are explained and closed parts are open", () => visit("/playbook/select/define-needs/", async (page) => {
  await page.emulateMedia({ media: "print" });
  const notes = page.locator(".term-note");
  assert.ok(await notes.count());
  for (const note of await notes.all()) assert.ok(await note.isVisible());
}));

test("who asks for less motion gets none", async () => {
  for (const route of [SAMPLES.home, SAMPLES.directory, SAMPLES.chapter]) {
    await visit(route, async (page) => {
      const moving = await page.evaluate(() => [...document.querySelectorAll("*")].filter((element) => {
        const { animationName, animationDuration, transitionDuration, scrollBehavior } = getComputedStyle(element);
        const seconds = (/** @type {string} */ list) => Math.max(...list.split(",").map((part) => parseFloat(part) * (part.trim().endsWith("ms") ? 0.001 : 1)));
        return (animationName !== "none" && seconds(animationDuration) > 0.01) || seconds(transitionDuration) > 0.01 || scrollBehavior === "smooth";
      }).map((element) => element.outerHTML.slice(0, 80)));
      assert.deepEqual(moving, []);
    }, { reducedMotion: "reduce" });
  }
});

test("targets are at least 24 px high or stand alone in their line of text", () => visit("/providers/?subjects=math", async (page) => {
  const small = await page.evaluate(() => [...document.querySelectorAll("button, select, input[type=search], summary")].filter((element) => element.checkVisibility()).map((element) => [element.outerHTML.slice(0, 80), Math.round(element.getBoundingClientRect().height)]).filter(([, height]) => Number(height) < 24));
  assert.deepEqual(small, []);
}, { viewport: { width: 360, height: 740 } }));
