/**
 * Runs the browser tests on the built guide.
 *
 * node tests/browser/run.mjs [PART OF A FILE'S NAME …]
 */
import { readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";
import { buildSites } from "./sites.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const wanted = process.argv.slice(2);
const files = readdirSync(here).filter((name) => name.endsWith(".test.mjs") && (!wanted.length || wanted.some((part) => name.includes(part)))).sort();
if (!files.length) throw new Error(`no test file is called like ${wanted.join(" or ")}`);

buildSites();

const tally = { passed: 0, failed: 0 };
/** What measures speed runs alone, when the others are done. */
const measures = files.filter((name) => name.startsWith("lighthouse"));
await round(files.filter((name) => !measures.includes(name)), 3);
await round(measures, 1);
const line = `${tally.passed} passed, ${tally.failed} failed\n`;
// tests/run says it last; without tests/run it is said here.
if (process.env.GUIDEPOST_TALLY) writeFileSync(process.env.GUIDEPOST_TALLY, line);
else process.stdout.write(`\n${line}`);
process.exitCode = tally.failed || !tally.passed ? 1 : 0;

/** Runs some files and counts what comes of their tests. @param {string[]} names @param {number} concurrency @returns {Promise<void>} */
function round(names, concurrency) {
  if (!names.length) return Promise.resolve();
  const stream = run({ files: names.map((name) => path.join(here, name)), concurrency, timeout: 15 * 60_000 });
  stream.on("test:pass", ({ skip, todo, details }) => {
    if (details.type === "suite") return;
    // A test that was left out has shown nothing.
    if (skip !== undefined || todo !== undefined) tally.failed++;
    else tally.passed++;
  });
  stream.on("test:fail", ({ details }) => {
    if (details.type !== "suite") tally.failed++;
  });
  // What a file does after its tests, or instead of them, is no pass.
  stream.on("test:diagnostic", ({ message }) => {
    if (/asynchronous activity|uncaught|unhandled/i.test(message)) tally.failed++;
  });
  return new Promise((done) => {
    const report = stream.compose(new spec());
    report.on("end", () => done());
    report.pipe(process.stdout, { end: false });
  });
}
