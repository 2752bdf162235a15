/** The playbook: addresses of steps and questions, previous and next, terms explained in place, contents, footnotes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { once, routes, serve, sites, visitor } from "./support.mjs";

const visit = visitor(() => serve(sites.root));
const NARROW = { viewport: { width: 320, height: 640 } };
const chapters = routes(sites.root).filter((route) => /^\/playbook\/[^/]+\/[^/]+\/$/.test(route));

test("the three guides are there, and previous and next lead through each from end to end", async () => {
  const guides = ["select", "interview", "manage"];
  assert.deepEqual([...new Set(chapters.map((route) => route.split("/")[2]))].sort(), [...guides].sort());
  for (const guide of guides) {
    const own = chapters.filter((route) => route.startsWith(`/playbook/${guide}/`));
    await visit(`/playbook/${guide}/`, async (page) => {
      /** @type {string[]} */ const passed = [];
      while (passed.length <= own.length) {
        const next = page.locator("a[rel=next]");
        if (!(await next.count())) break;
        await next.click();
        await page.waitForLoadState();
        const route = new URL(page.url()).pathname;
        if (!route.startsWith(`/playbook/${guide}/`)) break;
        passed.push(route);
      }
      assert.deepEqual([...passed].sort(), own);
      await page.locator("a[rel=prev]").click();
      await page.waitForLoadState();
    });
  }
});

/** What all chapters hold, read once. */
const read = once(async () => {
  /** @type {{ route: string, items: { id: string, link: string | null, question: boolean, listens: boolean }[], bare: string[], notes: string[], dead: string[] }[]} */ const found = [];
  await visit("about:blank", async (page, home) => {
    for (const route of chapters) {
      await page.goto(home + route.slice(1));
      found.push(await page.evaluate((route) => {
        const all = (/** @type {string} */ selector) => [...document.querySelectorAll(selector)];
        const references = all(".footnote-ref a, .footnotes a.footnote-back").map((link) => link.getAttribute("href") || "");
        return {
          route,
          items: all(".item").map((item) => ({
            id: item.id,
            link: item.querySelector("a.anchor[aria-label]")?.getAttribute("href") ?? null,
            question: item.classList.contains("item--question"),
            listens: Boolean(item.querySelector(".item__listen :is(li, p:not(.item__label))")),
          })),
          bare: all(".prose h2").filter((heading) => !heading.id || !heading.querySelector("a.anchor")).map((heading) => heading.textContent || ""),
          notes: references.filter((target) => target.startsWith("#fn-")),
          dead: references.filter((target) => !document.getElementById(target.slice(1))),
        };
      }, route));
    }
  }, { javaScriptEnabled: false });
  return found;
});

test("every question and step has its own address, once in the whole guide", async () => {
  const pages = await read();
  const items = pages.flatMap((page) => page.items);
  assert.ok(items.length >= 25, `${items.length} items`);
  assert.deepEqual(items.filter(({ id, link }) => !/^[a-z0-9-]+$/.test(id) || link !== `#${id}`), []);
  const ids = items.map(({ id }) => id);
  assert.deepEqual(ids.filter((id, place) => ids.indexOf(id) !== place), []);
});

test("every question says what to listen for", async () => {
  const questions = (await read()).flatMap((page) => page.items).filter(({ question }) => question);
  assert.ok(questions.length >= 15, `${questions.length} questions`);
  assert.deepEqual(questions.filter(({ listens }) => !listens), []);
});

test("every heading of a chapter has an address", async () => {
  assert.deepEqual((await read()).filter(({ bare }) => bare.length).map(({ route, bare }) => [route, bare]), []);
});

test("footnotes lead there and back", async () => {
  const pages = await read();
  assert.ok(pages.flatMap(({ notes }) => notes).length > 0, "the playbook has footnotes");
  assert.deepEqual(pages.filter(({ dead }) => dead.length).map(({ route, dead }) => [route, dead]), []);
});

test("the address of a question opens at it, under the eyes", () => visit("/playbook/interview/ongoing-teachers/", async (page, home) => {
  const id = await page.locator(".item--question").last().getAttribute("id");
  await page.goto(`${home}playbook/interview/ongoing-teachers/#${id}`);
  await page.waitForFunction((id) => {
    const box = document.getElementById(id || "")?.getBoundingClientRect();
    return box && box.top >= -1 && box.top < innerHeight;
  }, id);
}, { reducedMotion: "reduce" }));

test("the mark beside a heading copies its address", () => visit("/playbook/select/define-needs/", async (page, home) => {
  const mark = page.locator(".prose h2 a.anchor").first();
  const fragment = await mark.getAttribute("href");
  await mark.click();
  await page.locator("[data-copied]").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${home}playbook/select/define-needs/${fragment}`);
}, { permissions: ["clipboard-read", "clipboard-write"] }));

test("the contents stand beside the text and mark where one is", () => visit("/playbook/interview/general/", async (page) => {
  const side = await page.locator(".book__side").boundingBox();
  const text = await page.locator(".book__text").boundingBox();
  assert.ok(side && text && (side.x + side.width <= text.x || text.x + text.width <= side.x), "beside");
  const last = page.locator(".book__side .contents a[href^='#']").last();
  const id = (await last.getAttribute("href"))?.slice(1) || "";
  await page.evaluate((id) => document.getElementById(id)?.scrollIntoView(), id);
  await page.waitForFunction(() => document.querySelectorAll(".book__side .contents [aria-current]").length === 1);
  assert.equal(await page.locator(".book__side [aria-current=page]").innerText(), await page.locator("h1").innerText());
}, { reducedMotion: "reduce" }));

test("on a phone the contents fold away above the text", () => visit("/playbook/interview/general/", async (page) => {
  const fold = page.locator(".book__fold");
  assert.equal(await fold.getAttribute("open"), null);
  assert.equal(await page.locator(".book__side").isVisible(), false);
  await fold.locator("summary").click();
  assert.ok(await fold.locator("a").nth(1).isVisible());
}, NARROW));

test("a glossary term is explained in place, once per page, and leads to the glossary", () => visit("/playbook/manage/set-expectations/", async (page) => {
  const terms = page.locator("button.term");
  const targets = await terms.evaluateAll((buttons) => buttons.map((button) => button.getAttribute("popovertarget")));
  assert.ok(targets.length);
  assert.deepEqual(targets.filter((target, place) => targets.indexOf(target) !== place), []);
  await terms.first().click();
  const note = page.locator(".term-note:popover-open");
  const box = await note.boundingBox();
  assert.ok(box && box.x >= 0 && box.y >= 0 && box.x + box.width <= 1280 && box.y + box.height <= 900, "the note is within the window");
  await note.getByRole("link", { name: "In the glossary" }).click();
  await page.waitForURL(/\/glossary\/#./);
  assert.ok(await page.locator(`[id="${new URL(page.url()).hash.slice(1)}"]`).isVisible());
}));

test("interview pages lead to partners of their type", () => visit("/playbook/interview/ongoing-leaders/", async (page) => {
  await page.locator("main a[href*='ongoing-leaders']", { hasText: /partner|provider/i }).first().click();
  await page.waitForURL((url) => !url.pathname.includes("/playbook/") && url.href.includes("ongoing-leaders"));
  assert.ok(await page.locator("[data-provider]:visible, main .card:visible").count() > 0);
}));

test("the glossary explains every term, and each has an address", () => visit("/glossary/", async (page) => {
  const entries = await page.locator(".entry").evaluateAll((all) => all.map((entry) => ({ id: entry.querySelector("h2")?.id, words: (entry.querySelector(".prose")?.textContent || "").trim().split(/\s+/).length })));
  assert.ok(entries.length >= 15, `${entries.length} terms`);
  assert.deepEqual(entries.filter(({ id, words }) => !id || words < 5), []);
}, { javaScriptEnabled: false }));

test("a guide prints as one document: a title page, contents, a sheet for each chapter, addresses in place of links", () => visit("/playbook/select/", async (page, home) => {
  const chapters = await page.locator(".book__side .pages > li").count();
  await page.locator(".book__side").getByRole("link", { name: "Print this guide" }).click();
  await page.waitForURL(home + "playbook/select/print/");
  assert.equal(await page.locator(".paper__chapter .paper__head").count(), chapters);
  const asked = page.evaluate(() => new Promise((done) => (window.print = () => done("asked"))));
  await page.getByRole("button", { name: "Print or save as PDF" }).click();
  assert.equal(await asked, "asked");
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("button, .site-header, .site-footer, .breadcrumbs, .paper-tools").filter({ visible: true }).count(), 0);
  const letters = await page.locator(".paper__chapter").evaluateAll((all) => all.map((chapter) => [new Set([...chapter.querySelectorAll(".address-ref")].map((mark) => mark.textContent)).size, chapter.querySelectorAll(".addresses dt").length]));
  assert.ok(letters.some(([marks]) => marks > 0));
  for (const [marks, addresses] of letters) assert.equal(marks, addresses, "each letter stands for an address");
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  const sheets = pdf.match(/\/Type\s*\/Page\b/g)?.length || 0;
  assert.ok(sheets >= chapters + 3, `${sheets} sheets for ${chapters} chapters, a title page, contents and words`);
}, { viewport: { width: 1280, height: 900 } }));
