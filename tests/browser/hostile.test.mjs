/** A guide full of payloads, opened in a browser: nothing runs, nothing is asked for, nothing leaves its page. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { browser, once, serve, sites } from "./support.mjs";

const folder = mkdtempSync(path.join(tmpdir(), "guidepost-hostile-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Every payload with its name. */
const payloads = readFileSync(fileURLToPath(new URL("../hostile/payloads.txt", import.meta.url)), "utf8").split("%%% ").slice(1).map((entry) => {
  const [name, ...text] = entry.split("\n");
  return { name, text: text.join("\n") };
});

/** @param {string} file @param {string} text */
function write(file, text) {
  mkdirSync(path.dirname(path.join(folder, "content", file)), { recursive: true });
  writeFileSync(path.join(folder, "content", file), text);
}

/** The pages of one payload, by the file of each. @param {string} text @param {number} number */
function files(text, number) {
  const words = JSON.stringify(text.replace(/\p{Cc}/gu, " ").trim());
  return {
    [`providers/p${number}.md`]: `---\nname: ${words}\nsummary: ${words}\naliases: [${words}]\nsubjects: [ela]\nreviewed: 2026-05-01\nsources:\n  - url: https://example.org/\n    title: ${words}\n---\n\n${text}`,
    [`pages/p${number}.md`]: `---\ntitle: ${words}\nsummary: ${words}\n---\n\n${text}`,
  };
}

/** How many payloads one tool has in it: each as a question, and as a text that its answer shows. */
const TOGETHER = 12;

/** A payload as one value of a file. @param {string} text */
const words = (text) => JSON.stringify(text.replace(/\p{Cc}/gu, " ").trim().slice(0, 100));

/** A tool that says these words wherever its file takes some. @param {string[]} all */
function tool(all) {
  const questions = all.map((words, number) => `[[section.question]]\nid = "a${number}"\nkind = "single"\nask = ${words}\nhelp = ${words}\noptions = [{ id = "yes", label = ${words}, about = ${words} }, { id = "no", label = "No" }]\n`);
  const results = all.map((words, number) => `[[result]]\nid = "r${number}"\ntitle = ${words}\nwhen = "a${number}.yes"\ntext = ${words}\n`);
  return `title = "A tool"\nsummary = "Words."\nshare = true\nexports = ["docx", "md"]\ndocument = ${all[0]}\n\n[[section]]\nid = "one"\ntitle = ${all[0]}\n\n${questions.join("\n")}\n${results.join("\n")}`;
}

/** What `check` has to say against files of this guide. @returns {{ severity: string, file: string, line: number }[]} */
function errors() {
  const checked = spawnSync(sites.guidepost, ["check", "--format", "json", "--content", path.join(folder, "content")], { encoding: "utf8", maxBuffer: 1e9 });
  return JSON.parse(checked.stdout).diagnostics.filter((/** @type {{ severity: string }} */ { severity }) => severity === "error");
}

/**
 * Writes a guide of the payloads that the program lets pass, as they are or as plain words. What it refuses whole
 * stays out: such a guide is never published.
 */
const site = once(() => {
  write("guide.toml", '[site]\ntitle = "Hostile"\ndescription = "A guide full of payloads."\nbase_url = "https://guide.example.org/"\nsocial_cards = false\n\n[[facet]]\nid = "subjects"\nlabel = "Subject"\n');
  write("vocabulary/subjects.toml", '[[value]]\nid = "ela"\nlabel = "\\"><img src=x onerror=window.pwned=1>"\naliases = ["</script><script>window.pwned=1</script>"]\n');
  payloads.forEach(({ text }, number) => Object.entries(files(text, number)).forEach(([file, text]) => write(file, text)));
  const refused = new Set(errors().map(({ file }) => file));
  for (const file of refused) {
    assert.match(file, /^(providers|pages)\/p/);
    // Its words stay in the head, where they are no markup; and where the head is refused too, the file goes.
    writeFileSync(path.join(folder, "content", file), readFileSync(path.join(folder, "content", file), "utf8").replace(/(\n---\n)[^]*/, "$1\nWords.\n"));
  }
  for (const { file } of errors()) rmSync(path.join(folder, "content", file), { force: true });
  // Tools say what is left when those words are gone that they are refused for.
  const tools = (/** @type {string[]} */ all) => {
    for (let at = 0; at * TOGETHER < all.length; at++) write(`worksheets/t${at}.toml`, tool(all.slice(at * TOGETHER, (at + 1) * TOGETHER)));
  };
  const all = payloads.map(({ text }) => words(text));
  tools(all);
  const lines = errors().map(({ file, line }) => readFileSync(path.join(folder, "content", file), "utf8").split("\n")[line - 1]);
  rmSync(path.join(folder, "content", "worksheets"), { recursive: true });
  tools(all.filter((words) => !lines.some((line) => line.includes(words))));
  assert.deepEqual(errors(), []);
  const site = { folder: path.join(folder, "public"), base: "/", published: "https://guide.example.org/" };
  execFileSync(sites.guidepost, ["build", "--quiet", "--content", path.join(folder, "content"), "--output", site.folder], { stdio: ["ignore", "inherit", "ignore"] });
  return site;
});

test("no payload runs, loads or leaves its page", async () => {
  const built = site();
  const home = await serve(built);
  const context = await (await browser()).newContext();
  /** @type {string[]} */ const problems = [];
  await context.addInitScript(() => Object.defineProperty(window, "pwned", { set: () => console.error("PWNED"), get: () => undefined }));
  const page = await context.newPage();
  page.on("dialog", (dialog) => (problems.push(`${page.url()}: a dialog: ${dialog.message()}`), dialog.dismiss()));
  page.on("console", (message) => message.type() === "error" && problems.push(`${page.url()}: ${message.text()}`));
  page.on("pageerror", (error) => problems.push(`${page.url()}: ${error}`));
  page.on("request", (request) => new URL(request.url()).origin !== new URL(home).origin && problems.push(`${page.url()} asked for ${request.url()}`));
  page.on("framenavigated", (frame) => frame !== page.mainFrame() && problems.push(`${page.url()}: a frame`));
  const routes = [...readFileSync(path.join(built.folder, "sitemap.xml"), "utf8").matchAll(/<loc>https:\/\/guide\.example\.org(\/[^<]*)/g)].map(([, route]) => route);
  const hostile = routes.filter((route) => /\/p\d+\/$/.test(route));
  assert.ok(hostile.length > 120, `${hostile.length} hostile pages were built`);
  const tools = routes.filter((route) => /\/t\d+\/$/.test(route));
  assert.ok(tools.length >= 4, `${tools.length} hostile tools were built`);
  for (const route of [...hostile, ...tools, "/", "/providers/", "/providers/by/subjects/ela/"]) {
    await page.goto(new URL(route.slice(1), home).href);
    // In tools, every first answer is given, so that all results are shown.
    await page.evaluate(() => {
      for (const choice of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[type=radio][value=yes]"))) choice.click();
    });
    // What only a hand would set off: every element is told that something happened to it.
    await page.evaluate(() => {
      for (const element of document.querySelectorAll("main *")) for (const kind of ["mouseover", "focus", "toggle", "error", "load", "begin"]) element.dispatchEvent(new Event(kind));
      for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("main a[href]"))) {
        if (!/^(https?|mailto|tel):$/.test(link.protocol)) console.error(`PWNED: a link to ${link.href}`);
      }
      if (document.querySelector("main")?.id !== "main" || document.getElementById("main")?.localName !== "main") console.error("PWNED: something else is called main");
    });
  }
  assert.deepEqual(problems, []);
  await context.close();
});

test("payloads that are searched for stay words", async () => {
  const home = await serve(site());
  const context = await (await browser()).newContext();
  await context.addInitScript(() => Object.defineProperty(window, "pwned", { set: () => console.error("PWNED"), get: () => undefined }));
  const page = await context.newPage();
  /** @type {string[]} */ const problems = [];
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("dialog", (dialog) => (problems.push(dialog.message()), dialog.dismiss()));
  for (const query of ['<img src=x onerror=window.pwned=1>', '"><svg onload=window.pwned=1>', "javascript:window.pwned=1", "</script><script>window.pwned=1</script>", "__proto__", "constructor"]) {
    await page.goto(`${home}search/?q=${encodeURIComponent(query)}`);
    await page.locator("[role=status]").filter({ hasText: /\S/ }).first().waitFor();
    await page.goto(`${home}providers/?q=${encodeURIComponent(query)}&subjects=${encodeURIComponent(query)}&__proto__=x&sort=${encodeURIComponent(query)}`);
    await page.locator("[data-provider]").first().waitFor({ state: "attached" });
  }
  assert.deepEqual(problems, []);
  await context.close();
});

test("no text becomes a script: trusted types are required on every page", async () => {
  const home = await serve(sites.root);
  const context = await (await browser()).newContext();
  const page = await context.newPage();
  for (const route of ["", "providers/", "search/", "404.html"]) {
    await page.goto(home + route);
    const outcome = await page.evaluate(() => {
      /** @param {() => void} attempt */
      const refused = (attempt) => {
        try {
          attempt();
          return false;
        } catch (problem) {
          return problem instanceof TypeError;
        }
      };
      const script = document.createElement("script");
      return [
        refused(() => (document.createElement("p").innerHTML = "<b>x</b>")),
        refused(() => (script.src = "https://elsewhere.example/x.js")),
        refused(() => /** @type {any} */ (window).trustedTypes.createPolicy("other", {})),
      ];
    });
    assert.deepEqual(outcome, [true, true, true], route);
  }
  await context.close();
});
