/** A directory that is cut into pages: what is shown and counted is what one would count by hand, as on one page. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { onDisk, providers, read, serve, sites, visitor } from "./support.mjs";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {Record<string, string[]>} Choice */

const visit = visitor(() => serve(sites.paged));
const all = providers(sites.paged);
const PAGE = 20;

/** @param {any} provider @param {string} facet @param {string} value */
function has(provider, facet, value) {
  const values = [provider[facet] ?? []].flat();
  return values.includes(value) || values.includes("nationwide");
}

/** Any value within a facet, all of the badges; every facet. @param {any} provider @param {Choice} choice */
function matches(provider, choice) {
  return Object.entries(choice).every(([facet, values]) => !values.length || values[facet === "badges" ? "every" : "some"]((value) => has(provider, facet, value)));
}

/** @param {Choice} choice @param {[string, string][]} values */
function expected(choice, values) {
  const counts = values.map(([facet, value]) => {
    const with_ = { ...choice, [facet]: facet === "badges" ? [...(choice[facet] || []), value] : [value] };
    return [`${facet}=${value}`, all.filter((provider) => matches(provider, with_)).length];
  });
  const found = all.filter((provider) => matches(provider, choice)).map(({ slug }) => slug);
  return { total: found.length, shown: found.slice(0, PAGE), counts: Object.fromEntries(counts) };
}

/** What the page shows once it rests. @param {Page} page */
async function found(page) {
  await page.waitForFunction(() => !document.querySelector("[data-results]")?.hasAttribute("aria-busy"));
  return page.evaluate(() => {
    const counts = [...document.querySelectorAll("#filters input[type=checkbox]")].map((box) => {
      const { name, value } = /** @type {HTMLInputElement} */ (box);
      return [`${name}=${value}`, Number(box.closest("label")?.querySelector("[data-count]")?.textContent)];
    });
    const shown = [...document.querySelectorAll("[data-results] [data-provider]")].map((card) => /** @type {HTMLElement} */ (card).dataset.provider || "");
    // Where nobody states all of it, the line counts those that may fit.
    const total = Number(document.querySelector("#results")?.textContent?.match(/^\d+/)?.[0] ?? 0);
    return { total, shown, counts: Object.fromEntries(counts) };
  });
}

/** @param {Page} page @returns {Promise<[string, string][]>} */
function values(page) {
  return page.locator("#filters input[type=checkbox]").evaluateAll((boxes) => boxes.map((box) => [/** @type {HTMLInputElement} */ (box).name, /** @type {HTMLInputElement} */ (box).value]));
}

/** @param {Page} page @param {string} facet @param {string} value */
function toggle(page, facet, value) {
  return page.locator(`#filters input[name=${facet}][value="${value}"]`).evaluate((box) => /** @type {HTMLElement} */ (box).click());
}

/** Waits until the status line says so many. @param {Page} page @param {number} total */
const rests = (page, total) => page.waitForFunction((total) => document.querySelector("#results")?.textContent?.match(total ? `^${total} partner` : "^(None|0 partner)") && !document.querySelector("[data-results][aria-busy]"), total);

/** @param {number} seed */
function dice(seed) {
  return (/** @type {number} */ below) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
}

test("without script every partner is on one of the pages, and each page leads on", async () => {
  const cards = (/** @type {string} */ file) => [...read(sites.paged, file).matchAll(/<li class="card" data-provider="([^"]+)"/g)].map((match) => match[1]);
  const [first, second] = [cards("providers/index.html"), cards("providers/page/2/index.html")];
  assert.equal(first.length, PAGE);
  assert.deepEqual([...first, ...second], all.map(({ slug }) => slug));
  await visit("/providers/", async (page) => {
    await page.getByRole("link", { name: "Next" }).click();
    await page.waitForURL(/\/a\/b\/providers\/page\/2\/$/);
    assert.equal(await page.locator("[data-provider]").count(), second.length);
    await page.getByRole("link", { name: "Previous" }).click();
    await page.waitForURL(/\/a\/b\/providers\/$/);
  }, { javaScriptEnabled: false });
});

test("nothing is fetched until a reader turns to the filters", () => visit("/providers/", async (page) => {
  const scripts = () => page.evaluate(() => performance.getEntriesByType("resource").filter(({ name }) => name.includes("/search/")).length);
  assert.equal(await scripts(), 0);
  await page.locator("#filters summary").first().focus();
  await page.waitForFunction(() => performance.getEntriesByType("resource").some(({ name }) => name.includes("/search/f")));
  assert.equal(await scripts(), 1);
}));

test("ticking at random: results and every count equal those counted one by one", () => visit("/providers/", async (page) => {
  const ticks = await values(page);
  const roll = dice(20260202);
  for (let round = 0; round < 8; round++) {
    /** @type {Choice} */ const choice = {};
    for (let step = 0; step < 4; step++) {
      const [facet, value] = ticks[roll(ticks.length)];
      const before = choice[facet] || [];
      choice[facet] = before.includes(value) ? before.filter((other) => other !== value) : [...before, value];
      await toggle(page, facet, value);
      const wanted = expected(choice, ticks);
      await rests(page, wanted.total);
      assert.deepEqual(await found(page), wanted, JSON.stringify(choice));
    }
    await page.locator("#filters [type=reset]").evaluate((button) => /** @type {HTMLElement} */ (button).click());
    await rests(page, all.length);
  }
}));

test("a card that was fetched reads as one that was built, with its map, and its shortlist button stays true while it is away", async () => {
  const said = async (/** @type {Page} */ page) => {
    // Further cards get their button when the page has nothing else to do.
    await page.locator("[data-provider=zearn] .pick").waitFor();
    return page.locator("[data-provider=zearn]").first().evaluate((card) => {
      for (const map of card.querySelectorAll("svg")) map.remove();
      return /** @type {HTMLElement} */ (card).innerText.replace(/\s+/g, " ");
    });
  };
  let built = "";
  await visit("/providers/page/2/", async (page) => void (built = await said(page)));
  await visit("/providers/?page=2", async (page) => {
    await page.locator("[data-provider=zearn]").waitFor();
    assert.equal(await page.locator("[data-provider=zearn] .states--small .states__on[d^=M]").count(), 1);
    assert.equal(await said(page), built);
    assert.match(await page.locator("[data-provider=zearn] h3 a").evaluate((link) => /** @type {HTMLAnchorElement} */ (link).href), /\/a\/b\/providers\/zearn\/$/);
    const pick = page.locator("[data-provider=zearn] .pick");
    await pick.waitFor();
    await page.locator("#q").fill("great minds");
    await pick.waitFor({ state: "detached" });
    await page.evaluate(() => {
      localStorage.setItem("guidepost.shortlist", '["zearn"]');
      dispatchEvent(new StorageEvent("storage", { key: "guidepost.shortlist" }));
    });
    await page.goBack();
    await pick.waitFor();
    assert.match(await pick.getAttribute("aria-label") || "", /^Remove from shortlist/);
  });
});

test("pages of results are steps that Back undoes, and a new choice begins at the first", () => visit("/providers/", async (page) => {
  await page.locator("#filters summary").first().focus();
  await toggle(page, "subjects", "ela");
  await toggle(page, "subjects", "math");
  await toggle(page, "subjects", "science");
  const wanted = all.filter((provider) => matches(provider, { subjects: ["ela", "math", "science"] })).map(({ slug }) => slug);
  assert.ok(wanted.length > PAGE);
  await rests(page, wanted.length);
  await page.locator("[data-pager]").getByRole("link", { name: "Next" }).click();
  await page.waitForFunction((slug) => document.querySelector("[data-results] [data-provider]")?.getAttribute("data-provider") === slug, wanted[PAGE]);
  assert.equal(await page.evaluate(() => location.search), "?subjects=ela,math,science&page=2");
  assert.deepEqual((await found(page)).shown, wanted.slice(PAGE));
  await page.goBack();
  await page.waitForFunction((slug) => document.querySelector("[data-results] [data-provider]")?.getAttribute("data-provider") === slug, wanted[0]);
  await page.goForward();
  await toggle(page, "states", "la");
  assert.equal(await page.evaluate(() => location.search), "?subjects=ela,math,science&states=la");
}));

test("words narrow the list, the best match comes first, and an empty result names the filter to lift", () => visit("/providers/", async (page) => {
  await page.locator("#q").fill("great minds");
  await page.waitForFunction(() => document.querySelector("[data-results] [data-provider]")?.getAttribute("data-provider") === "great-minds");
  await toggle(page, "states", "ak");
  await rests(page, 0);
  const help = page.locator("[data-empty]");
  const promised = Number((await help.innerText()).match(/to see (\d+) partner/)?.[1]);
  assert.ok(promised > 0);
  await help.getByRole("button").click();
  await rests(page, promised);
}));

test("sorting by date checked", () => visit("/providers/?sort=reviewed", async (page) => {
  const wanted = all.map(({ slug, reviewed }, place) => ({ slug, reviewed, place })).sort((a, b) => (a.reviewed < b.reviewed ? 1 : a.reviewed > b.reviewed ? -1 : a.place - b.place)).map(({ slug }) => slug);
  assert.deepEqual((await found(page)).shown, wanted.slice(0, PAGE));
}));

test("files that do not arrive are said to, and a later try can succeed", async () => {
  let refusing = true;
  const broken = visitor(() => serve(sites.paged, { refuse: (path) => refusing && /\/search\/f/.test(path) }));
  await broken("/providers/", async (page) => {
    await toggle(page, "states", "la");
    await page.getByText("The list could not be loaded. Try again.").first().waitFor();
    refusing = false;
    await toggle(page, "subjects", "math");
    await rests(page, all.filter((provider) => matches(provider, { states: ["la"], subjects: ["math"] })).length);
  }, { expected: /503|failed/i });
});

test("from a folder the pages and the filters work the same", () => visitor(() => onDisk(sites.pagedFiles))("/providers/index.html", async (page) => {
  await toggle(page, "states", "la");
  const wanted = all.filter((provider) => matches(provider, { states: ["la"] })).map(({ slug }) => slug);
  await rests(page, wanted.length);
  assert.deepEqual((await found(page)).shown, wanted);
  await page.goBack();
  await rests(page, all.length);
  await page.locator("[data-pager]").getByRole("link", { name: "Next" }).click();
  await page.waitForFunction((slug) => document.querySelector("[data-results] [data-provider]")?.getAttribute("data-provider") === slug, all[PAGE].slug);
}));
