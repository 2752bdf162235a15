/** Draws the theme's icons from its one drawing: node tests/browser/icons.mjs */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { chromium } from "playwright-core";
import { FLAGS, findBrowser } from "./browser.mjs";

const icons = new URL("../../themes/default/icons/", import.meta.url).pathname;
const drawing = readFileSync(path.join(icons, "../icon.svg"), "utf8");
const browser = await chromium.launch({ executablePath: findBrowser(), args: FLAGS });
const page = await browser.newPage();

/** The drawing as a PNG; on a home screen it fills the square, because the system rounds its corners. @param {number} size @param {boolean} [square] */
async function draw(size, square = false) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${square ? drawing.replace(/ rx="\d+"/, "") : drawing}`);
  return page.screenshot({ omitBackground: true });
}

/** An ICO file is a list of pictures; PNG is allowed since 2007. @param {{ size: number, png: Buffer }[]} pictures */
function ico(pictures) {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let at = head.length;
  pictures.forEach(({ size, png }, i) => {
    const entry = 6 + 16 * i;
    head.writeUInt8(size, entry);
    head.writeUInt8(size, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(png.length, entry + 8);
    head.writeUInt32LE(at, entry + 12);
    at += png.length;
  });
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
}

const pictures = [];
for (const size of [16, 32, 48]) pictures.push({ size, png: await draw(size) });
writeFileSync(path.join(icons, "favicon.ico"), ico(pictures));
writeFileSync(path.join(icons, "touch.png"), await draw(180, true));
await browser.close();
