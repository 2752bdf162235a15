/** A list of partners as cards and as a table. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { serve, sites, visitor } from "./support.mjs";

const visit = visitor(() => serve(sites.root));

test("a list is shown as a table with a row for each partner; the address keeps it through filters, Back and reload", () => visit("/providers/", async (page) => {
  const cards = page.locator("[data-results]");
  await page.getByRole("button", { name: "Table", exact: true }).click();
  assert.match(page.url(), /[?&]view=table/);
  const heads = await page.locator(".views__heads span").allInnerTexts();
  assert.deepEqual(heads, ["Partner", ...(await page.locator("[data-provider]").first().locator("dt").allTextContents())]);
  const card = page.locator("[data-provider='amplify']");
  const [first, last] = [await card.locator(".card__fact").first().boundingBox(), await card.locator(".card__fact").last().boundingBox()];
  assert.ok(first && last && Math.abs(first.y - last.y) < 2 && last.x > first.x, "the facts stand side by side");
  const [head] = await page.locator(".views__heads span").evaluateAll((all) => [all.at(-1)?.getBoundingClientRect().x]);
  assert.ok(head !== undefined && last && Math.abs(head - last.x) < 2, "each fact stands below its heading");
  await page.getByRole("checkbox", { name: /^Math \d+$/ }).check();
  await page.waitForURL(/subjects=math&view=table/);
  await page.reload();
  assert.equal(await cards.getAttribute("data-view"), "table");
  await page.getByRole("button", { name: "List", exact: true }).click();
  assert.doesNotMatch(page.url(), /view=/);
  assert.match(page.url(), /subjects=math/);
  assert.equal(await page.getByRole("button", { name: "List", exact: true }).getAttribute("aria-pressed"), "true");
}));

test("the facts of a row keep their names for a screen reader", () => visit("/providers/by/hqim/openscied/?view=table", async (page) => {
  const read = await page.locator(".card").first().ariaSnapshot();
  assert.match(read, /term: Subject/);
  assert.match(read, /definition: Science/);
}));

test("a table on a phone is a short list, and nothing sticks out", () => visit("/providers/?view=table", async (page) => {
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  const card = page.locator("[data-provider='amplify']");
  assert.equal(await card.locator(".card__summary").isVisible(), false);
  assert.ok(await card.locator(".card__fact").first().isVisible());
}, { viewport: { width: 320, height: 700 } }));

test("without script there is one plain list and no button that does nothing", () => visit("/providers/", async (page) => {
  assert.equal(await page.locator(".views").isVisible(), false);
  assert.ok(await page.locator("[data-provider] .card__summary").first().isVisible());
}, { javaScriptEnabled: false }));
