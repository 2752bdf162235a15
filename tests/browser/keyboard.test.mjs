/** Without a mouse: the header, the search, the filters, a chapter; and the focus can always be seen. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { SAMPLES, serve, sites, visitor } from "./support.mjs";

/** @typedef {import("playwright-core").Page} Page */

const visit = visitor(() => serve(sites.root));

/** What has the focus, in words. @param {Page} page */
function focused(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return "nothing";
    const name = element.getAttribute("aria-label") || element.textContent || /** @type {HTMLInputElement} */ (element).labels?.[0]?.textContent || "";
    return `${element.localName} ${name.replace(/\s+/g, " ").trim()}`.slice(0, 80);
  });
}

/** Presses Tab until something is reached. @param {Page} page @param {(name: string) => boolean} wanted */
async function tabTo(page, wanted, most = 80) {
  /** @type {string[]} */ const passed = [];
  for (let step = 0; step < most; step++) {
    await page.keyboard.press("Tab");
    const name = await focused(page);
    if (wanted(name)) return passed;
    passed.push(name);
  }
  return assert.fail(`not reached with ${most} Tabs; passed ${passed.join(" · ")}`);
}

test("the first Tab is the skip link, and it leads to the content", () => visit("/providers/", async (page) => {
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "a Skip to the content");
  assert.ok(await page.locator(".skip").first().evaluate((link) => link.getBoundingClientRect().top >= 0), "it can be seen when it has the focus");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "main");
}));

test("two skip links lead to the results, and neither moves anything", () => visit("/providers/", async (page) => {
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "a Skip to the results");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "results");
  await tabTo(page, (name) => name.startsWith("button List"), 1);
  await page.locator("#q").focus();
  const height = () => page.locator("#filter-sheet").evaluate((sheet) => sheet.getBoundingClientRect().height);
  const before = await height();
  await tabTo(page, (name) => name === "a Skip to the results", 3);
  assert.equal(await height(), before);
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "results");
}));

test("the header in order: name, navigation, search", () => visit("/", async (page) => {
  const passed = await tabTo(page, (name) => name.startsWith("input Search"));
  const links = await page.locator(".site-nav a").allInnerTexts();
  assert.ok(links.includes("Find partners") && links.includes("Playbook"));
  assert.deepEqual(passed, ["Skip to the content", "Professional Learning Partner Guide", ...links, "Shortlist"].map((name) => `a ${name}`));
}));

test("the menu of a phone opens and closes by keyboard", () => visit("/", async (page) => {
  await tabTo(page, (name) => name === "button Menu");
  await page.keyboard.press("Enter");
  assert.ok(await page.locator("#menu").isVisible());
  await tabTo(page, (name) => name === "a Find partners", 5);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#menu").isVisible(), false);
  assert.equal(await focused(page), "button Menu");
}, { viewport: { width: 320, height: 640 } }));

test("search in the directory, tick a filter, open a profile, all by keyboard", () => visit("/providers/", async (page) => {
  await page.locator("#main").focus();
  await tabTo(page, (name) => name.startsWith("input Search partners"));
  await tabTo(page, (name) => /^input Math \d/.test(name));
  await page.keyboard.press("Space");
  assert.equal(await page.evaluate(() => location.search), "?subjects=math");
  assert.match(await focused(page), /^input Math \d/);
  await page.locator("[data-results]").evaluate((list) => list.scrollIntoView());
  const first = await page.locator("[data-provider]:not([hidden]) h3 a").first();
  await first.focus();
  await page.keyboard.press("Enter");
  await page.locator("article.profile").waitFor();
}));

test("on a phone the sheet of filters opens, takes a tick and closes by keyboard", () => visit("/providers/", async (page) => {
  await page.locator("#main").focus();
  await tabTo(page, (name) => name.startsWith("button Filters"));
  await page.keyboard.press("Enter");
  const sheet = page.getByRole("dialog", { name: "Filters" });
  await tabTo(page, (name) => /^input Math \d/.test(name), 40);
  await page.keyboard.press("Space");
  const inside = () => page.evaluate(() => document.activeElement === document.body || Boolean(document.activeElement?.closest("#filter-sheet")));
  /** Whether the bars of the sheet leave the whole of what has the focus in sight. */
  const inSight = () => page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body || element.closest(".filter__foot, .filter__head")) return true;
    const { top, bottom } = element.getBoundingClientRect();
    const edge = (/** @type {string} */ bar) => document.querySelector(bar)?.getBoundingClientRect();
    return top >= (edge(".filter__head")?.bottom ?? 0) && bottom <= (edge(".filter__foot")?.top ?? Infinity);
  });
  const stops = await sheet.evaluate((sheet) => sheet.querySelectorAll("a, button, input, select, summary").length);
  for (const key of ["Tab", "Shift+Tab"]) {
    for (let step = 0; step < stops; step++) {
      await page.keyboard.press(key);
      if (!await inside()) assert.fail(`${key} leaves the sheet for ${await focused(page)}`);
      if (!await inSight()) assert.fail(`${key} puts ${await focused(page)} below a bar`);
    }
  }
  // Also from where nothing has the focus.
  await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement).blur());
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#filter-sheet").isVisible(), false);
  await page.waitForFunction(() => document.activeElement?.matches(".filter__open"));
  assert.match(await focused(page), /^button Filters \(1 chosen\)/);
  assert.equal(await page.locator("[inert]").count(), 0);
  await page.keyboard.press("Enter");
  await sheet.waitFor();
  await page.setViewportSize({ width: 1000, height: 640 });
  await page.waitForFunction(() => !document.querySelector("[inert]"));
}, { viewport: { width: 320, height: 640 } }));

test("two partners are put on the shortlist, compared, scored and one is taken out, all by keyboard", () => visit("/providers/by/hqim/openscied/", async (page) => {
  await page.locator("#main").focus();
  for (let count = 0; count < 2; count++) {
    await tabTo(page, (name) => name.startsWith("button Add to shortlist"));
    await page.keyboard.press("Enter");
    assert.match(await focused(page), /^button Remove from shortlist/, "the focus stays on the button");
  }
  await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement).blur());
  await page.keyboard.press("Control+Home");
  await page.locator(".skip").focus();
  await tabTo(page, (name) => /^a Shortlist ?2 partners/.test(name));
  await page.keyboard.press("Enter");
  await page.locator(".compare:not([hidden]) tr[data-fact] td").first().waitFor();
  await page.locator("#main").focus();
  await tabTo(page, (name) => name === "input Show only differences");
  await page.keyboard.press("Space");
  await page.waitForURL(/differences=1$/);
  await tabTo(page, (name) => name === "button Add a criterion");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Coaching in our schools");
  await tabTo(page, (name) => name.startsWith("select Score of"));
  await page.keyboard.press("5");
  await page.locator("[data-totals] output", { hasText: "5.0 of 5" }).waitFor();
  await page.locator("#main").focus();
  await tabTo(page, (name) => /^button Remove (?!criterion)/.test(name));
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelectorAll("[data-heads] th").length === 1);
  assert.match(await focused(page), /^button Remove/);
}));

test("a glossary term opens and closes where it stands", () => visit("/playbook/select/define-needs/", async (page) => {
  const term = page.locator("button.term").first();
  await term.focus();
  await page.keyboard.press("Enter");
  const note = page.locator(".term-note:popover-open");
  await note.waitFor();
  assert.ok((await note.innerText()).length > 30);
  await tabTo(page, (name) => name.startsWith("a In the glossary"), 3);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".term-note:popover-open").count(), 0);
  assert.equal(await term.evaluate((button) => button === document.activeElement), true);
}));

test("nothing is a trap: Tab passes through every page to its end", async () => {
  for (const route of ["/", "/playbook/interview/general/", "/providers/great-minds/", "/providers/by/states/", "/search/"]) {
    await visit(route, async (page) => {
      const stops = await page.evaluate(() => [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")].filter((element) => element.checkVisibility({ checkVisibilityCSS: true })).length);
      await tabTo(page, (name) => name === "nothing" || name.startsWith("body"), stops + 15);
    });
  }
});

for (const scheme of /** @type {const} */ (["light", "dark"])) {
  test(`what has the focus can be seen, ${scheme}`, async () => {
    for (const route of [SAMPLES.home, SAMPLES.directory, SAMPLES["profile with much"], SAMPLES["chapter of questions"]]) {
      await visit(route, async (page) => {
        /** @type {string[]} */ const unseen = [];
        for (let step = 0; step < 25; step++) {
          await page.keyboard.press("Tab");
          const state = await page.evaluate(() => {
            const element = document.activeElement;
            if (!element || element === document.body) return null;
            const style = getComputedStyle(element);
            const box = element.getBoundingClientRect();
            const marked = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
            return { name: element.outerHTML.slice(0, 100), marked, inView: box.bottom > 0 && box.top < innerHeight && box.width > 0 };
          });
          if (state && !(state.marked && state.inView)) unseen.push(`${state.name} ${state.marked ? "is out of view" : "has no outline"}`);
        }
        assert.deepEqual(unseen, [], route);
      }, { colorScheme: scheme, reducedMotion: "reduce" });
    }
  });
}
