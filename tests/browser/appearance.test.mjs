/**
 * How pages look, against pictures that were looked at and kept: every kind of page at three widths, light and dark, in forced
 * colors and on paper. The pages are those of a small guide of its own (`pictured/`), so that content never changes a picture.
 *
 * A picture is kept small, a quarter of the page's size or an eighth. Letters become grey texture, in which the raster of
 * another machine drowns, while a line that wraps elsewhere, a gap, a frame or a color stays visible.
 *
 * After a change that is meant, accept the pictures, then look at each that changed:  ACCEPT=appearance node tests/browser/run.mjs appearance
 */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { browser, once, serve, sites, watch } from "./support.mjs";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {{ width: number, height: number, data: Buffer }} Picture */

const KEPT = fileURLToPath(new URL("baselines/appearance/", import.meta.url));
/** Where the pictures of a failed comparison are put. */
const OUT = fileURLToPath(new URL("../out/appearance/", import.meta.url));
const ACCEPT = process.env.ACCEPT === "appearance";

/** How different two pixels must be to count (0 to 1, as pixelmatch measures), and how many of a thousand may be: another build of the same browser makes up to 8. */
const THRESHOLD = 0.06;
const SLACK = 12;

/** The browser draws a page at this part of its size: letters become texture, and nothing large has to be read and written. */
const SCALE = 0.25;

/** How each page is looked at, the widths in a row. `coarse`: the side of a square of that drawing that becomes one pixel. Where only colors change, two will do. */
/** @typedef {{ name: string, width: number, height: number, coarse: number, media: Parameters<Page["emulateMedia"]>[0] }} Look */
/** @type {Look[]} */
const LOOKS = [
  { name: "1280", width: 1280, height: 1280, coarse: 1, media: { colorScheme: "light" } },
  { name: "1280-dark", width: 1280, height: 1280, coarse: 2, media: { colorScheme: "dark" } },
  { name: "1280-forced", width: 1280, height: 1280, coarse: 2, media: { forcedColors: "active" } },
  { name: "768", width: 768, height: 1280, coarse: 1, media: { colorScheme: "light" } },
  { name: "360", width: 360, height: 1600, coarse: 1, media: { colorScheme: "light" } },
  { name: "360-dark", width: 360, height: 1600, coarse: 2, media: { colorScheme: "dark" } },
  { name: "paper", width: 680, height: 1280, coarse: 1, media: { colorScheme: "dark", media: "print" } },
];

/** One of each kind. @type {Record<string, string>} */
const KINDS = {
  "home": "/",
  "directory": "/providers/",
  "directory-table": "/providers/?subjects=math&view=table",
  "directory-empty": "/providers/?subjects=math&states=ak",
  "profile": "/providers/harbor-press/",
  "profile-with-little": "/providers/meadow-trust/",
  "facet": "/providers/by/pl_types/",
  "value": "/providers/by/hqim/harbor-math/",
  "coverage": "/coverage/",
  "playbook": "/playbook/",
  "guide": "/playbook/select/",
  "chapter": "/playbook/select/define-needs/",
  "questions": "/playbook/interview/general/",
  "guide-for-printing": "/playbook/select/print/",
  "glossary": "/glossary/",
  "list": "/case-studies/",
  "case-study": "/case-studies/one-district/",
  "toolkit": "/toolkit/agenda/",
  "tools": "/tools/",
  "tool": "/tools/kit/",
  "comparison": "/compare/?partners=harbor-press,lantern,meadow-trust",
  "search": "/search/?q=teachers",
  "not-found": "/404.html",
  "styleguide": "/styleguide/",
};

/** What is not there at once. @type {Record<string, string>} */
const WAIT = {
  "directory": ".views:not([hidden]) button",
  "directory-table": ".table--partners tbody tr",
  "directory-empty": "[data-empty]:not([hidden])",
  "comparison": ".compare:not([hidden]) tr[data-fact] td",
  "search": ".hit",
};

/** All pictures are taken in one window, which is opened once. Letters are not fitted to the pixels of a machine, so that lines break alike on all. */
const opened = once(async () => {
  const home = await serve(sites.pictured);
  const context = await (await browser(["--font-render-hinting=none"])).newContext({ reducedMotion: "reduce" });
  const page = await context.newPage();
  return { home, page, camera: await context.newCDPSession(page), problems: watch(page, home) };
});

for (const [kind, route] of Object.entries(KINDS)) {
  test(`${kind}: looks as it did when somebody looked, at three widths, light, dark, in forced colors and on paper`, async () => {
    const { home, page, problems } = await opened();
    /** @type {string[]} */ const changed = [];
    let width = 0;
    for (const look of LOOKS) {
      await page.setViewportSize({ width: look.width, height: look.height });
      await page.emulateMedia({ media: null, colorScheme: "light", forcedColors: null, ...look.media });
      // Scripts look at the width when a page opens. Paper is only another way to see the last page.
      if (look.width !== width && look.name !== "paper") await go(page, new URL(route.slice(1), home).href, WAIT[kind]);
      width = look.width;
      changed.push(...compare(`${kind}-${look.name}`, await picture(look)));
    }
    assert.deepEqual(changed, [], "see tests/out/appearance; if this is meant: ACCEPT=appearance node tests/browser/run.mjs appearance");
    assert.deepEqual(problems.splice(0), []);
  });
}

/** @param {Page} page @param {string} address @param {string} [wait] */
async function go(page, address, wait) {
  await page.goto(address);
  if (wait) await page.locator(wait).first().waitFor();
  await page.evaluate(() => document.fonts.ready);
}

test("no picture is kept of what is not looked at", () => {
  const wanted = new Set(Object.keys(KINDS).flatMap((kind) => LOOKS.map((look) => `${kind}-${look.name}.png`)));
  const idle = readdirSync(KEPT).filter((name) => !wanted.has(name));
  if (ACCEPT) for (const name of idle) rmSync(path.join(KEPT, name));
  else assert.deepEqual(idle, []);
});

/** @param {Look} look @returns {Promise<Picture>} */
async function picture({ width, height, coarse }) {
  const { camera } = await opened();
  const { data } = await camera.send("Page.captureScreenshot", { format: "png", optimizeForSpeed: true, clip: { x: 0, y: 0, width, height, scale: SCALE } });
  return coarser(PNG.sync.read(Buffer.from(data, "base64")), coarse);
}

/** Each square of pixels as one, in steps of eight: what the eye does not tell apart need not be kept. @param {Picture} fine @param {number} side @returns {Picture} */
function coarser(fine, side) {
  const [width, height] = [Math.floor(fine.width / side), Math.floor(fine.height / side)];
  const data = Buffer.alloc(width * height * 4, 255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (let dy = 0; dy < side; dy++) {
          for (let dx = 0; dx < side; dx++) sum += fine.data[((y * side + dy) * fine.width + x * side + dx) * 4 + channel];
        }
        data[(y * width + x) * 4 + channel] = Math.min(255, Math.round(sum / side / side / 8) * 8);
      }
    }
  }
  return { width, height, data };
}

/** What to say about a picture that is not as it was. @param {string} name @param {Picture} seen @returns {string[]} */
function compare(name, seen) {
  const file = path.join(KEPT, `${name}.png`);
  const kept = existsSync(file) ? PNG.sync.read(readFileSync(file)) : undefined;
  const same = kept && kept.width === seen.width && kept.height === seen.height;
  const difference = new PNG({ width: seen.width, height: seen.height });
  const count = same ? pixelmatch(kept.data, seen.data, difference.data, seen.width, seen.height, { threshold: THRESHOLD, includeAA: true }) : Infinity;
  const most = Math.floor(seen.width * seen.height * SLACK / 1000);
  if (process.env.APPEARANCE_COUNTS) console.log(`${name} ${count} of ${most}`);
  if (count <= most) return [];
  if (ACCEPT) return keep(file, seen);
  keep(path.join(OUT, `${name}.png`), seen);
  if (same) keep(path.join(OUT, `${name}-difference.png`), difference);
  return [`${name}: ${same ? `${count} pixels differ, ${most} may` : "there is no picture of this size"}`];
}

/** @param {string} file @param {Picture} seen */
function keep(file, seen) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, PNG.sync.write(Object.assign(new PNG({ width: seen.width, height: seen.height }), { data: seen.data }), { colorType: 2, inputColorType: 6, deflateLevel: 9 }));
  return [];
}
