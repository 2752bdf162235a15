/**
 * How long a reader waits for a key that is pressed in the search box, and for a tick in the directory: from the event
 * until the last change that it led to is painted. At full speed, and on a processor that the browser slows to a quarter
 * (`Emulation.setCPUThrottlingRate`); beside it an empty page, where a key changes one word: what the browser itself takes.
 * Each key is pressed for the first time, so files of the index are fetched and read in between.
 *
 * node speed.mjs SITE       SITE is a folder that `guidepost build` wrote; needs the packages of tests/browser
 */
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { availableParallelism, loadavg } from "node:os";
import path from "node:path";
import { chromium } from "../../browser/node_modules/playwright-core/index.mjs";
import { findBrowser, FLAGS } from "../../browser/browser.mjs";

const SLOWER = 4;
const REST = 400;
const TYPED = ["grade 6 math", "coaching in texas", "laun", "sciense"];
const TYPES = /** @type {Record<string, string>} */ ({ ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml" });

const site = path.resolve(process.argv[2] || "public");
const server = createServer((request, response) => {
  let file = path.join(site, decodeURIComponent(new URL(request.url || "/", "http://localhost").pathname));
  if (existsSync(file) && statSync(file).isDirectory()) file = path.join(file, "index.html");
  if (!existsSync(file)) return void response.writeHead(404).end();
  response.writeHead(200, { "content-type": TYPES[path.extname(file)] || "application/octet-stream" });
  createReadStream(file).pipe(response);
});
await new Promise((listening) => server.listen(0, "127.0.0.1", () => listening(undefined)));
const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
const browser = await chromium.launch({ executablePath: findBrowser(), args: FLAGS });

/** @param {number[]} all @param {number} share */
const at = (all, share) => [...all].sort((a, b) => a - b)[Math.min(all.length - 1, Math.floor(share * all.length))];
/** @param {number[]} all */
const spread = (all) => [0.5, 0.95, 1].map((share) => at(all, share).toFixed(0)).join(" / ");
/** @param {string} what @param {number} rate @param {number[]} waits */
const tell = (what, rate, waits) => console.log(`${what}, ${rate > 1 ? `slowed to 1/${rate}` : "full speed"} (${waits.length}): painted after ${spread(waits)} ms`);

/** In the page: notes for the last event of a kind when what it changed was painted. @param {string} kind */
function watch(kind) {
  const state = { began: 0, painted: 0 };
  const afterPaint = () => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => (state.painted = performance.now());
    port2.postMessage(0);
  });
  addEventListener(kind, (event) => {
    Object.assign(state, { began: event.timeStamp, painted: 0 });
    afterPaint();
  }, true);
  // The last change counts, but not what is only spoken once things rest.
  const isShown = (/** @type {MutationRecord} */ { target }) => !(target instanceof Element ? target : target.parentElement)?.closest("[role=status]");
  new MutationObserver((records) => records.some(isShown) && afterPaint()).observe(document.body, { childList: true, subtree: true, characterData: true });
  /** @type {any} */ (globalThis).waited = () => state.painted - state.began;
}

/** Opens a page; `act` says how long an action takes until it is painted. @param {string} address @param {string} kind  of event */
async function open(address, kind) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const session = await page.context().newCDPSession(page);
  await page.goto(address);
  await page.evaluate(watch, kind);
  await page.waitForTimeout(4 * REST);
  /** @param {number} rate @param {() => Promise<unknown>} action @returns {Promise<number>} */
  const act = async (rate, action) => {
    await session.send("Emulation.setCPUThrottlingRate", { rate });
    await action();
    await page.waitForTimeout(2 * REST);
    await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
    return page.evaluate(() => /** @type {any} */ (globalThis).waited());
  };
  return { page, act };
}

console.log(`Load of the machine: ${loadavg()[0].toFixed(1)} on ${availableParallelism()} processors. Each line: middle / 19 of 20 / worst.`);
for (const rate of [1, SLOWER]) {
  const { page, act } = await open("data:text/html,<input autofocus oninput='p.textContent=value'><p id=p>", "input");
  await page.locator("input").focus();
  /** @type {number[]} */ const waits = [];
  for (const key of TYPED[0]) waits.push(await act(rate, () => page.keyboard.type(key)));
  tell("A key on an empty page", rate, waits);
  await page.close();
}
for (const rate of [1, SLOWER]) {
  const { page, act } = await open(`http://127.0.0.1:${port}/`, "input");
  await page.keyboard.press("/");
  await page.waitForTimeout(4 * REST);
  /** @type {number[]} */ const waits = [];
  for (const text of TYPED) {
    for (const key of text) waits.push(await act(rate, () => page.keyboard.type(key)));
    // The list goes, then the words.
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await page.waitForTimeout(REST);
  }
  tell("A key in the search box", rate, waits);
  await page.close();
}
for (const rate of [1, SLOWER]) {
  const { page, act } = await open(`http://127.0.0.1:${port}/providers/`, "click");
  await page.locator("#filters").hover();
  await page.waitForTimeout(4 * REST);
  /** @type {number[]} */ const waits = [];
  for (const box of (await page.locator("#filters input[type=checkbox]").all()).slice(0, 24)) waits.push(await act(rate, () => box.evaluate((box) => /** @type {HTMLElement} */ (box).click())));
  tell("A tick in the directory", rate, waits);
  await page.close();
}
console.log(`Load at the end: ${loadavg()[0].toFixed(1)}.`);
await browser.close();
server.close();
