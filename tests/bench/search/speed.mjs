/**
 * How long a reader waits for a key that is pressed in the search box, and for a tick in the directory, until the
 * result is painted, on a processor that the browser slows to a quarter (`Emulation.setCPUThrottlingRate`). Beside it the
 * processor time of the page's main thread, four times, which other work of the machine does not lengthen.
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
/** @typedef {{ waited: number, worked: number }} Act */
/** @param {string} what @param {Act[]} acts */
const tell = (what, acts) => console.log(`${what} (${acts.length}): painted after ${spread(acts.map(({ waited }) => waited))} ms, processor time ×${SLOWER} ${spread(acts.map(({ worked }) => worked))} ms`);

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

/** Opens a page; `act` says how long an action takes until it is painted. @param {string} route @param {string} kind  of event */
async function open(route, kind) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.goto(`http://127.0.0.1:${port}${route}`);
  await page.evaluate(watch, kind);
  await page.waitForTimeout(4 * REST);
  const busy = async () => (await session.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration")?.value || 0;
  /** @param {() => Promise<unknown>} action @returns {Promise<Act>} */
  const act = async (action) => {
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    await action();
    await page.waitForTimeout(2 * REST);
    await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
    return { waited: await page.evaluate(() => /** @type {any} */ (globalThis).waited()), worked: 0 };
  };
  /** The same without slowing it, for its processor time. @param {() => Promise<unknown>} action */
  const work = async (action) => {
    const before = await busy();
    await action();
    await page.waitForTimeout(REST);
    return (await busy() - before) * 1000 * SLOWER;
  };
  return { page, act, work };
}

console.log(`Load of the machine: ${loadavg()[0].toFixed(1)} on ${availableParallelism()} processors. Each line: middle / 19 of 20 / worst.`);
{
  const { page, act, work } = await open("/", "input");
  await page.keyboard.press("/");
  await page.waitForTimeout(4 * REST);
  const idle = await work(async () => {});
  /** @type {Act[]} */ const acts = [];
  for (const measured of [false, true]) {
    let at = 0;
    for (const text of TYPED) {
      for (const key of text) {
        if (measured) acts[at++].worked = await work(() => page.keyboard.type(key)) - idle;
        else acts.push(await act(() => page.keyboard.type(key)));
      }
      await page.keyboard.press("Escape");
      await page.waitForTimeout(REST);
    }
  }
  tell("A key in the search box", acts);
  await page.close();
}
{
  const { page, act, work } = await open("/providers/", "click");
  await page.locator("#filters").hover();
  await page.waitForTimeout(4 * REST);
  const idle = await work(async () => {});
  const boxes = (await page.locator("#filters input[type=checkbox]").all()).slice(0, 24);
  /** @type {Act[]} */ const acts = [];
  const press = (/** @type {typeof boxes[0]} */ box) => box.evaluate((box) => /** @type {HTMLElement} */ (box).click());
  for (const box of boxes) acts.push(await act(() => press(box)));
  for (const [at, box] of boxes.entries()) acts[at].worked = await work(() => press(box)) - idle;
  tell("A tick in the directory", acts);
}
console.log(`Load at the end: ${loadavg()[0].toFixed(1)}.`);
await browser.close();
server.close();
