/** Shortlist and comparison: from a card to a table that differs, is judged, and can be sent, saved and printed. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { onDisk, providers, serve, sites, visitor } from "./support.mjs";

/** @typedef {import("playwright-core").Page} Page */

const visit = visitor(() => serve(sites.root));
const THREE = "/compare/?partners=great-minds,tntp,amplify";
const KEY = "guidepost.shortlist";

/** @param {Page} page */
const ready = (page) => page.locator(".compare:not([hidden]) .compare__table:not([hidden])").waitFor();
/** @param {Page} page */
const heads = (page) => page.locator("[data-heads] th a").allInnerTexts();
/** @param {Page} page */
const listed = (page) => page.evaluate((key) => JSON.parse(localStorage.getItem(key) || "[]"), KEY);
/** What is spoken settles after half a second. @param {Page} page @param {string} selector @param {RegExp} wanted */
async function spoken(page, selector, wanted) {
  await page.waitForFunction(([selector, source]) => [...document.querySelectorAll(selector)].some((status) => new RegExp(source).test(status.textContent || "")), /** @type {const} */ ([selector, wanted.source]));
}

test("partners are put on the shortlist from cards and profiles, counted in the header, and compared", () => visit("/providers/", async (page, home) => {
  const card = page.locator("[data-provider='amplify']");
  await card.getByRole("button", { name: "Add to shortlist: Amplify", exact: true }).click();
  await spoken(page, "[role=status]", /^Amplify added to the shortlist: 1 partner on it\.$/);
  assert.equal(await page.getByRole("link", { name: "Shortlist 1 partner" }).count(), 1);
  await page.goto(home + "providers/tntp/");
  await page.getByRole("button", { name: "Add to shortlist: TNTP" }).click();
  assert.deepEqual(await listed(page), ["amplify", "tntp"]);
  await page.getByRole("link", { name: "Shortlist 2 partners" }).click();
  await ready(page);
  assert.deepEqual(await heads(page), ["Amplify", "TNTP"]);
  await page.goto(home + "providers/");
  await page.getByRole("button", { name: "Remove from shortlist: Amplify", exact: true }).click();
  assert.deepEqual(await listed(page), ["tntp"]);
}));

test("the buttons keep their place free, so that cards do not grow when script runs", () => visit("/providers/by/hqim/eureka-math/", async (page) => {
  const [card, pick] = await page.locator(".card").first().evaluate((card) => [card, /** @type {Element} */ (card.querySelector(".pick"))].map((part) => part.getBoundingClientRect().bottom));
  assert.ok(pick <= card, `the button ends at ${pick}, its card at ${card}`);
  const covered = await page.locator(".card").first().evaluate((card) => {
    const pick = /** @type {Element} */ (card.querySelector(".pick")).getBoundingClientRect();
    return [...card.querySelectorAll(".card__name a, .card__summary, .card__fact, .card__checked")].filter((part) => {
      const box = part.getBoundingClientRect();
      return box.left < pick.right && pick.left < box.right && box.top < pick.bottom && pick.top < box.bottom;
    }).map((part) => part.className);
  });
  assert.deepEqual(covered, [], "the button covers nothing");
}));

test("the address says who is compared; what is taken out comes back with Back", () => visit(THREE, async (page) => {
  await ready(page);
  assert.deepEqual(await heads(page), ["Great Minds", "TNTP", "Amplify"]);
  await page.getByRole("button", { name: "Remove TNTP" }).click();
  await page.waitForURL(/partners=great-minds,amplify$/);
  assert.deepEqual(await heads(page), ["Great Minds", "Amplify"]);
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Remove Amplify", "the focus goes to the next partner");
  await page.goBack();
  await page.waitForURL(/tntp/);
  await page.waitForFunction(() => document.querySelectorAll("[data-heads] th").length === 3);
  await page.getByRole("button", { name: "Keep all of these on my shortlist" }).click();
  assert.deepEqual(await listed(page), ["great-minds", "tntp", "amplify"]);
}));

test("who else is on the shortlist is put beside the others with one button", () => visit("/compare/", async (page, home) => {
  await page.evaluate((key) => localStorage.setItem(key, JSON.stringify(["tntp", "zearn", "amplify"])), KEY);
  await page.goto(`${home}compare/?partners=tntp,zearn`);
  await ready(page);
  await page.getByRole("group", { name: "Also on your shortlist:" }).getByRole("button", { name: "Compare Amplify" }).click();
  await page.waitForURL(/partners=tntp,zearn,amplify$/);
  assert.deepEqual(await heads(page), ["TNTP", "Zearn", "Amplify"]);
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Remove Amplify", "the focus goes to the new one");
  assert.equal(await page.getByRole("group", { name: "Also on your shortlist:" }).count(), 0);
  const table = await page.locator(".compare__table").boundingBox();
  assert.ok(table && table.y < 360, `the table begins at ${table?.y}`);
  await page.getByRole("button", { name: "Copy link" }).click();
  const copied = page.getByRole("status").filter({ hasText: /^The link/ });
  await copied.waitFor();
  assert.ok(await page.locator("p[aria-hidden]").filter({ hasText: "side by side" }).isVisible(), "what is compared is still said");
  await page.emulateMedia({ media: "print" });
  assert.equal(await copied.isVisible(), false, "paper does not say what a button did");
}));

test("an address with partners that do not exist, or too many, says so", () => visit("/compare/?partners=tntp,no-such,<b>", async (page, home) => {
  await ready(page);
  assert.deepEqual(await heads(page), ["TNTP"]);
  await spoken(page, "[data-status]", /no partner called “no-such”/);
  const six = providers(sites.root).slice(0, 6).map(({ slug }) => slug);
  await page.goto(`${home}compare/?partners=${six.join()}`);
  await ready(page);
  assert.equal((await heads(page)).length, 5);
  await spoken(page, "[data-status]", /6 partners were asked for; the first 5 are shown/);
  await page.goto(`${home}compare/?partner=tntp`);
  await page.getByText("This link names no partner that we know.").waitFor();
  assert.equal(await page.getByText("Your shortlist is empty.").isVisible(), false, "a link that was hurt does not look like an empty shortlist");
}));

test("each cell says what the published data says, or that it is not stated", () => visit(THREE, async (page, home) => {
  await ready(page);
  const all = providers(sites.root);
  for (const [place, slug] of ["great-minds", "tntp", "amplify"].entries()) {
    const { founded, headquarters, ...stated } = all.find((provider) => provider.slug === slug);
    for (const [row, value] of Object.entries({ founded, headquarters })) {
      const cell = page.locator(`tr[data-fact="${row}"] td`).nth(place).locator("div");
      assert.equal((await cell.innerText()).split("\n")[0], value ? String(value) : "Not stated", `${slug}: ${row}`);
    }
    for (const row of ["subjects", "states", "delivery", "hqim"]) {
      const values = await page.locator(`tr[data-fact="${row}"] td`).nth(place).locator("li").count();
      assert.equal(values, (stated[row] || []).length, `${slug}: ${row}`);
    }
  }
  assert.ok(home);
}));

test("differences are marked in words, and the rest can be hidden", () => visit(THREE, async (page) => {
  await ready(page);
  const tags = await page.locator("tr[data-fact]").evaluateAll((rows) => rows.map((row) => [/** @type {HTMLElement} */ (row).dataset.likeness, row.querySelector("[data-tag]")?.textContent]));
  const words = { differs: "Differs", partly: "Missing for some", same: "Same", silent: "" };
  for (const [likeness, word] of tags) assert.equal(word, words[/** @type {keyof typeof words} */ (likeness)]);
  assert.ok(tags.some(([likeness]) => likeness === "differs") && tags.some(([likeness]) => likeness === "silent"));
  const silent = await page.locator("tr[data-likeness=silent] [data-label]").allTextContents();
  assert.equal(await page.locator("tr[data-likeness=silent]:visible").count(), 0, "what nobody states takes no rows");
  assert.match(await page.locator(".compare__table").ariaSnapshot(), new RegExp(`row "Nobody states ${silent.join(", ")}"`), "it is one line");
  await page.getByLabel("Show only differences").check();
  await page.waitForURL(/differences=1/);
  const equal = tags.filter(([likeness]) => likeness === "same" || likeness === "silent").length;
  await spoken(page, "[role=status]", new RegExp(`\\b${equal} facts? that do(es)? not differ (is|are) hidden`));
  const left = await page.locator("tr[data-fact]:visible").evaluateAll((rows) => rows.map((row) => /** @type {HTMLElement} */ (row).dataset.likeness));
  assert.ok(left.length && left.every((likeness) => likeness === "differs" || likeness === "partly"));
  await page.reload();
  await ready(page);
  assert.equal(await page.locator("tr[data-fact]:visible").count(), left.length, "the address carries it");
}));

test("own criteria are weighed, kept on the device and cleared for good or brought back", () => visit(THREE, async (page) => {
  await ready(page);
  await page.getByRole("button", { name: "Use these as criteria" }).click();
  const count = await page.locator(".criterion__text").count();
  assert.ok(count >= 2, "the playbook has deciding questions");
  assert.ok(await page.evaluate(() => document.activeElement?.matches(".criterion__text")), "the focus is in the first");
  await page.getByLabel("Score of TNTP for criterion 1", { exact: true }).selectOption("5");
  await page.getByLabel("Score of TNTP for criterion 2", { exact: true }).selectOption("2");
  await page.locator(".criterion__weight select").first().selectOption("3");
  const total = page.locator("[data-totals] td").nth(1).locator("output");
  assert.equal(await total.innerText(), `3.8 of 5 (2 of ${count} scored)`, "(3×5 + 2×2) / 5");
  await page.getByRole("button", { name: "Add a criterion" }).click();
  await page.keyboard.type("Coaches who taught grade 4");
  await page.getByLabel("Notes on Amplify").fill("Call back on Tuesday");
  await page.reload();
  await ready(page);
  assert.equal(await page.locator(".criterion__text").last().inputValue(), "Coaches who taught grade 4");
  assert.equal(await page.getByLabel("Notes on Amplify").inputValue(), "Call back on Tuesday");
  await page.getByRole("button", { name: "Clear criteria, scores and notes" }).click();
  assert.equal(await page.locator(".criterion__text").count(), 0);
  assert.doesNotMatch(await page.evaluate(() => localStorage.getItem("guidepost:compare") || ""), /Tuesday/);
  await page.getByRole("button", { name: "Undo clearing" }).click();
  assert.equal(await page.getByLabel("Notes on Amplify").inputValue(), "Call back on Tuesday");
  await page.getByRole("button", { name: `Remove criterion ${count + 1}` }).click();
  assert.equal(await page.locator(".criterion__text").count(), count);
}));

test("the comparison is saved as a spreadsheet, with scores and notes", () => visit(THREE, async (page) => {
  await ready(page);
  await page.getByLabel("Notes on TNTP").fill("=1+1");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download CSV" }).click()]);
  assert.equal(download.suggestedFilename(), "comparison.csv");
  const text = readFileSync(await download.path(), "utf8");
  assert.match(text, /^\ufeff,Great Minds,TNTP,Amplify\r\n/);
  assert.match(text, /\r\nYour notes,,'=1\+1,\r\n$/);
}));

test("it works under a path, and from a folder on disk", async () => {
  for (const begin of [() => serve(sites.based), () => onDisk(sites.files)]) {
    const home = await begin();
    const route = home.startsWith("file:") ? "compare/index.html?partners=tntp,zearn" : "compare/?partners=tntp,zearn";
    await visitor(() => home)(route, async (page) => {
      await ready(page);
      assert.deepEqual(await heads(page), ["TNTP", "Zearn"]);
      await page.getByRole("link", { name: "Zearn", exact: true }).click();
      await page.waitForURL(home.startsWith("file:") ? /providers\/zearn\/index\.html$/ : /\/a\/b\/providers\/zearn\/$/);
      assert.equal(await page.locator("h1").innerText(), "Zearn");
    });
  }
});

test("facts that do not arrive are said to be missing", () => visitor(() => serve(sites.root, { refuse: (path) => path.startsWith("/data/compare/") }))("/compare/?partners=tntp", async (page) => {
  await spoken(page, "[data-status]", /could not be loaded/);
  assert.ok(await page.locator(".compare__plain a", { hasText: "all profiles as a spreadsheet" }).isVisible());
}, { expected: /503|failed/ }));

test("on a phone each fact has its partners below it, and nothing is wider than the screen", () => visit("/compare/?partners=great-minds,tntp,amplify,zearn,anet", async (page) => {
  await ready(page);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  const cells = page.locator("tr[data-fact='subjects'] td");
  const [first, second] = [await cells.nth(0).boundingBox(), await cells.nth(1).boundingBox()];
  assert.ok(first && second && second.y >= first.y + first.height, "one below the other");
  assert.ok(await cells.nth(0).locator(".compare__who").isVisible(), "each says whose it is");
  const roles = await page.locator(".compare__table").ariaSnapshot();
  assert.match(roles, /rowheader "Subject Differs"/, "a table it remains to a screen reader");
}, { viewport: { width: 320, height: 700 } }));

test("on a tablet three partners stand in three columns, and their names stay in sight", () => visit(THREE, async (page) => {
  await ready(page);
  const boxes = await page.locator("tr[data-fact='subjects'] td").evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().top));
  assert.equal(new Set(boxes).size, 1, "on one line");
  await page.locator("tr[data-fact='badges']").evaluate((row) => row.scrollIntoView());
  const head = await page.locator("[data-heads] th").first().boundingBox();
  assert.ok(head && head.y >= 0 && head.y < 20, `the names stand at ${head?.y}`);
}, { viewport: { width: 768, height: 900 } }));

test("in a wide window the names stay in sight", () => visit(THREE, async (page) => {
  await ready(page);
  await page.mouse.wheel(0, 900);
  await page.waitForFunction(() => scrollY > 700);
  const box = await page.locator("[data-heads] th").first().boundingBox();
  assert.ok(box && Math.abs(box.y) < 2, `the names stand at ${box?.y}`);
}));

test("on paper it is a table across the sheet, without buttons", () => visit(THREE, async (page) => {
  await ready(page);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("main button").filter({ visible: true }).count(), 0);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.match(await page.locator(".printed").innerText(), /\/compare\/\?partners=great-minds,tntp,amplify, \w+ \d+, \d{4}$/, "the way back, and the day");
  assert.ok(await page.locator("[data-heads] th").first().isVisible());
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  const [, width, height] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) || [];
  assert.ok(Number(width) > Number(height), `the sheet is ${width} by ${height}`);
}));

test("without script the page says how else to compare", () => visit("/compare/", async (page) => {
  assert.equal(await page.locator(".compare").isVisible(), false);
  assert.ok(await page.locator("noscript .note").isVisible());
  const links = await page.locator(".compare__plain a").evaluateAll((all) => all.map((link) => new URL(/** @type {HTMLAnchorElement} */ (link).href).pathname));
  for (const wanted of ["/providers/by/subjects/", "/data/providers.csv"]) assert.ok(links.includes(wanted), wanted);
}, { javaScriptEnabled: false }));

test("an old address of the shortlist leads to the comparison", () => visit("/shortlist/", async (page) => {
  await page.waitForURL(/\/compare\/$/);
}));
