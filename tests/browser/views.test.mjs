/** A list of partners as cards and as a table. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { serve, sites, visitor } from "./support.mjs";

const visit = visitor(() => serve(sites.root));

/** The table, when it is there. @param {import("playwright-core").Page} page */
const tableOf = (page) => page.getByRole("region", { name: "Partners as a table" }).getByRole("table");

test("a list is shown as a table with a row for each partner; the address keeps it through filters, Back and reload", () => visit("/providers/", async (page) => {
  const names = () => page.locator("[data-provider]:not([hidden]) h3 a").allTextContents();
  const rows = () => tableOf(page).locator("tbody th[scope=row] > a").allTextContents();
  await page.getByRole("button", { name: "Table", exact: true }).click();
  assert.match(page.url(), /[?&]view=table/);
  const heads = await tableOf(page).getByRole("columnheader").allInnerTexts();
  assert.deepEqual(heads, ["Partner", ...(await page.locator("[data-provider]").first().locator(".card__fact dt").allTextContents())]);
  assert.deepEqual(await rows(), await names());
  assert.equal(await page.locator("[data-results]").isVisible(), false, "the cards are away");
  const [head] = await tableOf(page).locator("thead th").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().x).slice(-1));
  const [cell] = await tableOf(page).locator("tbody tr:first-child td").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().x).slice(-1));
  assert.ok(Math.abs(head - cell) < 2, "each fact stands below its heading");
  await page.mouse.wheel(0, 1500);
  await page.waitForFunction(() => scrollY > 1000);
  assert.ok(await tableOf(page).locator("thead th").first().evaluate((one) => one.getBoundingClientRect().top) >= 0, "the headings stay in sight");
  await page.getByRole("checkbox", { name: /^Math \d+$/ }).check();
  await page.waitForURL(/subjects=math&view=table/);
  assert.deepEqual(await rows(), await names());
  await page.getByLabel("Sort by").selectOption("reviewed");
  assert.deepEqual(await rows(), await names(), "the table is in the order of the list");
  await page.reload();
  await tableOf(page).waitFor();
  assert.deepEqual(await rows(), await names());
  await page.getByRole("button", { name: "List", exact: true }).click();
  assert.doesNotMatch(page.url(), /view=/);
  assert.match(page.url(), /subjects=math/);
  assert.equal(await tableOf(page).isVisible(), false);
  assert.equal(await page.getByRole("button", { name: "List", exact: true }).getAttribute("aria-pressed"), "true");
}));

test("a row says states by their codes, breaks no word, and has the shortlist's button", () => visit("/providers/?view=table", async (page) => {
  const row = tableOf(page).getByRole("row", { name: /^Achievement Network/ });
  const states = row.locator("td").nth(4);
  assert.match(await states.innerText(), /^([A-Z]{2} ?)+/);
  assert.match(await states.ariaSnapshot(), /Massachusetts/, "and by their names for a screen reader");
  assert.doesNotMatch(await states.ariaSnapshot(), /\bMA\b/);
  await row.getByRole("button", { name: /^Add to shortlist/ }).click();
  assert.equal(await row.getByRole("button", { name: /^Remove from shortlist/ }).count(), 1);
  const broken = await tableOf(page).evaluate((table) => [...table.querySelectorAll("th, td")].filter((cell) => cell.scrollWidth > cell.clientWidth + 1 || getComputedStyle(cell).overflowWrap === "anywhere").map((cell) => cell.textContent));
  assert.deepEqual(broken, []);
}));

test("a table on a phone scrolls by itself, with the names in sight, and nothing sticks out", () => visit("/providers/by/hqim/openscied/?view=table", async (page) => {
  const region = page.getByRole("region", { name: "Partners as a table" });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  assert.ok(await region.evaluate((one) => one.scrollWidth > one.clientWidth));
  await region.focus();
  await region.evaluate((one) => one.scrollTo({ left: 300 }));
  const { x } = await region.locator("tbody th").first().boundingBox() || {};
  assert.ok(x !== undefined && x >= 0, "the names stay");
}, { viewport: { width: 320, height: 700 } }));

test("without script there is one plain list and no button that does nothing", () => visit("/providers/", async (page) => {
  assert.equal(await page.locator(".views").isVisible(), false);
  assert.ok(await page.locator("[data-provider] .card__summary").first().isVisible());
}, { javaScriptEnabled: false }));
