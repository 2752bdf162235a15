/** `guidepost serve`: prints its address, serves what `build` writes, and shows an edit without a reload by hand. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { guidepost, once, read, repository, sites, visitor } from "./support.mjs";

const folder = mkdtempSync(path.join(tmpdir(), "guidepost-serve-"));
const content = path.join(folder, "content");
cpSync(path.join(repository, "content"), content, { recursive: true });
/** @type {import("node:child_process").ChildProcess | undefined} */ let server;
after(() => {
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
});

/** The address that the server prints. */
const started = once(() => new Promise((resolve, reject) => {
  server = spawn(guidepost, ["serve", "--port", "0", "--content", content], { cwd: repository, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const listen = (/** @type {Buffer} */ bytes) => {
    said += bytes;
    const address = said.match(/http:\/\/127\.0\.0\.1:\d+\S*/);
    if (address) resolve(address[0]);
  };
  server.stdout?.on("data", listen);
  server.stderr?.on("data", listen);
  server.on("exit", (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
}));

test("it serves what build writes, with the right types, and 404 for what is not there", async () => {
  const home = /** @type {string} */ (await started());
  for (const [file, type] of [["index.html", "text/html"], ["providers/index.html", "text/html"], ["data/providers.json", "application/json"], ["data/providers.csv", "text/csv"], ["sitemap.xml", "xml"], ["feed.xml", "xml"]]) {
    const response = await fetch(home + file.replace(/index\.html$/, ""));
    assert.equal(response.status, 200, file);
    assert.match(response.headers.get("content-type") || "", new RegExp(type), file);
    if (type.includes("json") || type.includes("csv")) assert.equal((await response.text()).length, read(sites.root, file).length, file);
  }
  const missing = await fetch(home + "no/such/page/");
  assert.equal(missing.status, 404);
  assert.match(await missing.text(), /<h1/);
  const moved = await fetch(home + "providers", { redirect: "manual" });
  assert.ok([301, 302, 307, 308].includes(moved.status), `a folder without its slash: ${moved.status}`);
});

test("an edit appears in the open page; an error keeps the last good page and is shown", () => visitor(async () => /** @type {string} */ (await started()))("/providers/tntp/", async (page) => {
  const file = path.join(content, "providers/tntp.md");
  const before = readFileSync(file, "utf8");
  writeFileSync(file, before.replace(/^name: .*$/m, "name: A Name That Was Just Edited"));
  await page.locator("h1", { hasText: "A Name That Was Just Edited" }).waitFor();
  writeFileSync(file, before.replace(/^subjects: .*$/m, "subjects: [nonsense]").replace(/^name: .*$/m, "name: Not To Be Seen"));
  await page.getByText(/nonsense/).first().waitFor();
  assert.ok(await page.locator("h1", { hasText: "A Name That Was Just Edited" }).count());
  writeFileSync(file, before);
  await page.locator("h1", { hasText: "TNTP" }).waitFor();
}, { expected: /ERR_|Failed to load|interrupted|failed:/ }));
