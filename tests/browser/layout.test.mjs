/**
 * Where the parts of a page stand, against boxes that were looked at and kept. Left edges and widths follow from the grid and
 * not from the fonts of a machine, so these are compared; heights depend on fonts and are not.
 *
 * After a change that is meant, look at the pages, then accept:  ACCEPT=layout node tests/browser/run.mjs layout
 */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { SAMPLES, serve, sites, visitor } from "./support.mjs";

const KEPT = fileURLToPath(new URL("baselines/layout.json", import.meta.url));
const ACCEPT = process.env.ACCEPT === "layout";
/** How many pixels an edge may be off: a scroll bar more or less, a fraction rounded. */
const SLACK = 4;
const WIDTHS = [1280, 768, 360];
const KINDS = ["home", "directory", "profile with much", "value, curriculum", "playbook", "chapter of questions", "glossary", "comparison of five"];
const PARTS = [
  ".site-header .brand", ".site-nav", ".shortlist-link", ".site-search", ".menu-button", ".breadcrumbs", "main", "h1", ".finder", ".ways > ol > li:first-child", ".home-foot > :first-child", ".filter__sheet", ".results__head",
  "[data-results]", ".profile__main", ".profile__side", ".fact dd", ".book__side", ".book__text", ".prose", ".item__listen", ".compare__choosing", ".compare__table", ".compare__table tbody th", ".compare__table tbody td", ".entry", ".site-footer nav",
];

const visit = visitor(() => serve(sites.root));
/** @type {Record<string, Record<string, [number, number]>>} */
const kept = existsSync(KEPT) ? JSON.parse(readFileSync(KEPT, "utf8")) : {};
/** @type {typeof kept} */ const seen = {};

for (const name of KINDS) {
  for (const width of WIDTHS) {
    test(`${name}, ${width} px: every part stands where it was when somebody looked`, () => visit(SAMPLES[/** @type {keyof typeof SAMPLES} */ (name)], async (page) => {
      if (name.startsWith("comparison")) await page.locator(".compare:not([hidden]) tr[data-fact] td").first().waitFor();
      const boxes = await page.evaluate((parts) => Object.fromEntries(parts.flatMap((part) => {
        const element = [...document.querySelectorAll(part)].find((one) => one.checkVisibility({ checkVisibilityCSS: true }));
        if (!element) return [];
        const { left, width } = element.getBoundingClientRect();
        return [[part, /** @type {[number, number]} */ ([Math.round(left), Math.round(width)])]];
      })), PARTS);
      const key = `${name}, ${width}`;
      seen[key] = boxes;
      if (ACCEPT) return;
      const wanted = kept[key] || {};
      const moved = [...new Set([...Object.keys(wanted), ...Object.keys(boxes)])].filter((part) => {
        const [a, b] = [wanted[part], boxes[part]];
        // What is as wide as its words depends on the font.
        const words = /brand|shortlist-link|menu-button|site-nav|site-search/.test(part);
        return !a || !b || (!words && (Math.abs(a[0] - b[0]) > SLACK || Math.abs(a[1] - b[1]) > SLACK));
      });
      assert.deepEqual(moved.map((part) => `${part}: was ${wanted[part]?.join(" + ") ?? "not there"}, is ${boxes[part]?.join(" + ") ?? "not there"}`), [], "if this is meant: ACCEPT=layout node tests/browser/run.mjs layout");
    }, { viewport: { width, height: 900 }, reducedMotion: "reduce" }));
  }
}

after(() => {
  if (!ACCEPT) return;
  mkdirSync(path.dirname(KEPT), { recursive: true });
  const lines = Object.entries(seen).map(([key, boxes]) => `  ${JSON.stringify(key)}: {\n${Object.entries(boxes).map(([part, box]) => `    ${JSON.stringify(part)}: ${JSON.stringify(box)}`).join(",\n")}\n  }`);
  writeFileSync(KEPT, `{\n${lines.join(",\n")}\n}\n`);
});
