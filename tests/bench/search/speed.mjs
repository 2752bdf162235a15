/**
 * How much a browser works for a key that is pressed in the search box, and for a tick in the directory, until the
 * result is painted: processor time of the page's main thread, so that other work of the machine does not count,
 * times four, as on a slow device.
 *
 * node speed.mjs SITE       SITE is a folder that `guidepost build` wrote; needs the packages of tests/browser
 */
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
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
/** @param {string} what @param {number[]} all */
const tell = (what, all) => console.log(`${what}: ${at(all, 0.5).toFixed(0)} ms, at worst ${at(all, 1).toFixed(0)} ms (${all.length} measured)`);

/** Opens a page; `work` gives the milliseconds that an action takes. @param {string} route */
async function open(route) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.goto(`http://127.0.0.1:${port}${route}`);
  await page.waitForTimeout(4 * REST);
  const busy = async () => (await session.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration")?.value || 0;
  /** @param {() => Promise<unknown>} action */
  const work = async (action) => {
    const before = await busy();
    await action();
    await page.waitForTimeout(REST);
    return (await busy() - before) * 1000 * SLOWER;
  };
  return { page, work };
}

{
  const { page, work } = await open("/");
  const idle = await work(async () => {});
  await page.keyboard.press("/");
  await page.waitForTimeout(4 * REST);
  /** @type {number[]} */ const keys = [];
  for (const text of TYPED) {
    for (const key of text) keys.push(await work(() => page.keyboard.type(key)) - idle);
    await page.keyboard.press("Escape");
    await page.waitForTimeout(REST);
  }
  tell("A key in the search box", keys);
  await page.close();
}
{
  const { page, work } = await open("/providers/");
  await page.locator("#filters").hover();
  await page.waitForTimeout(4 * REST);
  const idle = await work(async () => {});
  /** @type {number[]} */ const ticks = [];
  for (const box of (await page.locator("#filters input[type=checkbox]").all()).slice(0, 24)) ticks.push(await work(() => box.evaluate((box) => /** @type {HTMLElement} */ (box).click())) - idle);
  tell("A tick in the directory", ticks);
}
await browser.close();
server.close();
