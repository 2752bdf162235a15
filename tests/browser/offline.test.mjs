/** A guide with `offline = true`: pages that were opened are there without a network, and never in place of newer ones. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { browser, serve, sites } from "./support.mjs";

const folder = mkdtempSync(path.join(tmpdir(), "guidepost-offline-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const content = path.join(folder, "content");
cpSync(fileURLToPath(new URL("../../content", import.meta.url)), content, { recursive: true });

/** @param {string} file @param {string | RegExp} from @param {string} to */
function edit(file, from, to) {
  const text = readFileSync(path.join(content, file), "utf8");
  const edited = text.replace(from, to);
  assert.notEqual(edited, text, file);
  writeFileSync(path.join(content, file), edited);
}

const site = { folder: path.join(folder, "public"), base: "/a/b/", published: "https://guide.example.org/a/b/" };
function build() {
  execFileSync(sites.guidepost, ["build", "--quiet", "--content", content, "--output", site.folder, "--base-url", site.published], { stdio: ["ignore", "inherit", "inherit"] });
}

/** Whether this page is answered for by a worker. @param {import("playwright-core").Page} page */
async function controlled(page) {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated");
}

test("pages that were opened are there without a network, and newer ones take their place at once", async () => {
  edit("guide.toml", /^\[site\]$/m, "[site]\noffline = true");
  build();
  const home = await serve(site);
  const context = await (await browser()).newContext();
  const page = await context.newPage();
  /** @type {string[]} */ const problems = [];
  page.on("pageerror", (problem) => problems.push(`${problem}`));
  page.on("console", (message) => message.type() === "error" && !/ERR_INTERNET_DISCONNECTED|503/.test(message.text()) && problems.push(message.text()));

  await page.goto(home);
  await controlled(page);
  await page.goto(`${home}about/`);
  const before = await page.locator("h1").innerText();
  await page.goto(`${home}providers/?q=coaching`);

  await context.setOffline(true);
  await page.goto(`${home}about/`);
  assert.equal(await page.locator("h1").innerText(), before, "a page that was opened");
  assert.ok(await page.evaluate(() => getComputedStyle(document.body).getPropertyValue("--color-accent") || document.styleSheets.length), "it has its styles");
  await page.goto(`${home}providers/?subjects=math`);
  await page.locator("[data-provider]:not([hidden])").first().waitFor();
  await page.goto(`${home}glossary/`);
  assert.match(await page.locator("h1").innerText(), /no network/i, "a page that was not opened");

  // While there is a network, what is kept is never shown in place of what is there.
  await context.setOffline(false);
  edit("pages/about.md", /^title: .*$/m, "title: A new title");
  build();
  await page.goto(`${home}about/`);
  assert.equal(await page.locator("h1").innerText(), "A new title");
  await context.setOffline(true);
  await page.goto(`${home}about/`);
  assert.equal(await page.locator("h1").innerText(), "A new title", "and the new one is kept");
  await context.setOffline(false);

  // The guide no longer asks for it: the next visit takes everything away.
  edit("guide.toml", "offline = true\n", "");
  build();
  await page.goto(home);
  await page.waitForFunction(async () => !(await navigator.serviceWorker.getRegistration()) && !(await caches.keys()).length);
  assert.deepEqual(problems, []);
  await context.close();
});

test("a guide that does not ask for it keeps nothing", async () => {
  const home = await serve(sites.root);
  const context = await (await browser()).newContext();
  const page = await context.newPage();
  await page.goto(home);
  await page.waitForLoadState("networkidle");
  assert.deepEqual(await page.evaluate(async () => [await caches.keys(), (await navigator.serviceWorker.getRegistrations()).length]), [[], 0]);
  await context.close();
});
