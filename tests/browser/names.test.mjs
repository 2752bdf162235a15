/** What a screen reader is given: names, roles and live regions, read from the browser's accessibility tree. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { SAMPLES, serve, sites, visitor } from "./support.mjs";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {{ role: string, name: string, live: string, level: string, description: string }} Node */

const visit = visitor(() => serve(sites.root));

/** The tree as a list, in the order in which it is read, without what is ignored. @param {Page} page @returns {Promise<Node[]>} */
async function tree(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  await session.detach();
  const property = (/** @type {any} */ node, /** @type {string} */ name) => String(node.properties?.find((/** @type {any} */ one) => one.name === name)?.value?.value ?? "");
  return nodes.filter(({ ignored }) => !ignored).map((node) => ({
    role: String(node.role?.value || ""), name: String(node.name?.value || "").trim(), live: property(node, "live"), level: property(node, "level"), description: String(node.description?.value || ""),
  }));
}

/** @param {Node[]} nodes @param {string} role */
const named = (nodes, role) => nodes.filter((node) => node.role === role).map((node) => node.name);

const LANDMARKS = ["banner", "main", "contentinfo"];
const OPERATED = ["link", "button", "checkbox", "searchbox", "textbox", "combobox", "slider", "radio", "DisclosureTriangle", "spinbutton"];

for (const [name, route] of Object.entries(SAMPLES)) {
  test(`${name}: landmarks, one first heading, and a name for everything that can be operated`, () => visit(route, async (page) => {
    if (route.includes("partners=")) await page.locator(".compare:not([hidden])").waitFor();
    const nodes = await tree(page);
    for (const role of LANDMARKS) assert.equal(named(nodes, role).length, 1, role);
    assert.ok(named(nodes, "navigation").includes("Main"));
    assert.ok(named(nodes, "search").length >= 1, "the search is a landmark");
    const headings = nodes.filter((node) => node.role === "heading");
    assert.equal(headings.filter((node) => node.level === "1").length, 1);
    let before = 0;
    for (const { level, name } of headings) {
      assert.ok(Number(level) <= before + 1 || before === 0, `“${name}” of level ${level} follows level ${before}`);
      before = Number(level);
    }
    assert.deepEqual(nodes.filter((node) => OPERATED.includes(node.role) && !node.name), []);
    const rows = await page.locator("tr").evaluateAll((all) => all.filter((row) => row.checkVisibility()).length);
    assert.equal(named(nodes, "row").length, rows, "tables are tables, however they are laid out");
    const images = nodes.filter((node) => node.role === "image" && !node.name);
    assert.deepEqual(images, [], "a picture has a text or is left out");
  }));
}

test("links that lead to different places have different names in the main lists", async () => {
  for (const route of [SAMPLES.directory, SAMPLES.playbook, SAMPLES.glossary]) {
    await visit(route, async (page) => {
      const links = await page.locator("main a[href]:visible").evaluateAll((all) => all.map((link) => [(link.getAttribute("aria-label") || link.textContent || "").replace(/\s+/g, " ").trim(), /** @type {HTMLAnchorElement} */ (link).href]));
      /** @type {Map<string, Set<string>>} */ const places = new Map();
      for (const [name, href] of links) places.set(name, (places.get(name) || new Set()).add(href));
      const vague = [...places].filter(([name]) => /^(here|more|read more|link|details)$/i.test(name));
      assert.deepEqual(vague, [], route);
    });
  }
});

/** @param {Page} page @param {(nodes: Node[]) => boolean} wanted */
async function until(page, wanted) {
  for (let look = 0; look < 60; look++) {
    if (wanted(await tree(page))) return;
    await page.waitForTimeout(100);
  }
  assert.fail(JSON.stringify((await tree(page)).filter((node) => node.live === "polite" || node.role === "status")));
}

test("the directory says through a polite live region how many partners are left", () => visit("/providers/", async (page) => {
  const before = await tree(page);
  assert.ok(before.some((node) => node.role === "status" && node.live === "polite"), "it is there before anything changes");
  await page.getByRole("checkbox", { name: /^Math \d+$/ }).check();
  // What is for the eye only is not in the tree, so this is what is spoken.
  await until(page, (nodes) => nodes.some((node) => node.role === "StaticText" && /^\d+ partners of \d+\./.test(node.name)));
}));

test("the comparison is a table with named rows and columns, and says what changes", () => visit("/compare/?partners=tntp,zearn", async (page) => {
  await page.locator(".compare:not([hidden]) tr[data-fact] td").first().waitFor();
  const nodes = await tree(page);
  assert.ok(nodes.some((node) => node.role === "table"));
  assert.deepEqual(named(nodes, "columnheader").map((name) => name.replace(/ Remove.*/, "")), ["TNTP", "Zearn"]);
  assert.ok(named(nodes, "rowheader").some((name) => /^Subject (Differs|Same|Not stated)/.test(name)));
  assert.ok(named(nodes, "button").includes("Remove TNTP"), "a button says whom it removes");
  assert.ok(named(nodes, "textbox").includes("Notes on Zearn"));
  await page.getByRole("button", { name: "Remove TNTP" }).click();
  await until(page, (nodes) => nodes.some((node) => node.role === "status" && node.live === "polite") && !named(nodes, "columnheader").some((name) => name.startsWith("TNTP")));
  await page.waitForFunction(() => [...document.querySelectorAll("[role=status]")].some((status) => status.textContent?.includes("One partner.")));
}));

test("the button of the shortlist says what it does to whom", () => visit("/providers/zearn/", async (page) => {
  assert.ok(named(await tree(page), "button").includes("Add to shortlist: Zearn"));
  await page.getByRole("button", { name: "Add to shortlist: Zearn" }).click();
  const nodes = await tree(page);
  assert.ok(named(nodes, "button").includes("Remove from shortlist: Zearn"));
  assert.ok(named(nodes, "link").includes("Shortlist 1 partner"));
}));

test("a rating is read as words, its mark is not", () => visit("/providers/great-minds/", async (page) => {
  const nodes = await tree(page);
  assert.ok(nodes.some((node) => node.role === "StaticText" && /Meets Expectations/.test(node.name)));
  assert.equal(nodes.filter((node) => node.role === "image").length, await page.locator("main :is(svg, img)[role=img], main img").count());
}));

test("a footnote, a heading's link and a term say what they are", () => visit(SAMPLES.chapter, async (page) => {
  const nodes = await tree(page);
  const links = named(nodes, "link");
  assert.ok(links.some((name) => name.startsWith("Link to: ")), "the link of a heading");
}));
