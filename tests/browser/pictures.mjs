/** Takes the pictures that README.md shows: node tests/browser/pictures.mjs */
import { mkdirSync } from "node:fs";
import path from "node:path";
import { chromium } from "playwright-core";
import { buildSites } from "./sites.mjs";

buildSites();
const { findBrowser, FLAGS, repository, serve, sites } = await import("./support.mjs");
const browser = await chromium.launch({ executablePath: findBrowser(), args: FLAGS });
const page = await browser.newPage({ viewport: { width: 1280, height: 860 }, colorScheme: "light" });
await page.goto(`${await serve(sites.root)}providers/?subjects=math`);
await page.locator("#filters:not([hidden])").waitFor();
mkdirSync(path.join(repository, "docs"), { recursive: true });
await page.screenshot({ path: path.join(repository, "docs/directory.png") });
await browser.close();
process.exit();
