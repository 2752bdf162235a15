/** What the browser tests share: the built sites, a server for them, a browser, and pages that remember what went wrong on them. */
import assert from "node:assert/strict";
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { after } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createGzip } from "node:zlib";
import { chromium } from "playwright-core";
import { findBrowser, FLAGS } from "./browser.mjs";

export { findBrowser, FLAGS };

/**
 * A built copy of the bundled guide. `base` is the path that it is published under; `published` is the address that it was built for.
 * @typedef {{ folder: string, base: string, published: string }} Site
 */

if (!process.env.GUIDEPOST_SITES) throw new Error("These tests need built sites: run `node tests/browser/run.mjs`, with a part of a file's name to run only that file.");

/** @type {{ guidepost: string, root: Site, based: Site, files: Site, paged: Site, pagedFiles: Site, pictured: Site }} */
export const sites = JSON.parse(process.env.GUIDEPOST_SITES);

/** The program under test. */
export const guidepost = sites.guidepost;

/** The repository. */
export const repository = fileURLToPath(new URL("../..", import.meta.url));

/** @type {Promise<import("playwright-core").Browser> | undefined} */ let opened;

/** The browser of this file's tests. It opens when first asked for and closes when they are done. @param {string[]} [flags]  more than every test has */
export function browser(flags = []) {
  return opened ||= chromium.launch({ executablePath: findBrowser(), args: [...FLAGS, ...flags] });
}

/** @type {import("node:http").Server[]} */ const servers = [];

after(async () => {
  await (await opened)?.close();
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

/** @type {Record<string, string>} */
const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
  ".json": "application/json; charset=utf-8", ".csv": "text/csv; charset=utf-8", ".xml": "application/xml; charset=utf-8", ".txt": "text/plain; charset=utf-8",
  ".png": "image/png", ".woff2": "font/woff2", ".ico": "image/x-icon",
};

/**
 * Serves a built site as a plain file host does: folders by their index, `404.html` for what is not there, nothing outside the base path.
 * @param {Site} site
 * @param {{ refuse?: (path: string) => boolean, compress?: boolean }} [manner]  `refuse`: files that fail to arrive; `compress`: text goes over the wire as hosts send it
 */
export async function serve(site, { refuse = () => false, compress = false } = {}) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url || "/", "http://localhost");
    const inside = pathname.startsWith(site.base);
    let file = path.join(site.folder, path.normalize("/" + decodeURIComponent(inside ? pathname.slice(site.base.length) : "404.html")));
    if (refuse(pathname)) return void response.writeHead(503).end();
    const folder = existsSync(file) && statSync(file).isDirectory();
    if (inside && folder && !pathname.endsWith("/")) return void response.writeHead(301, { location: pathname + "/" }).end();
    if (folder) file = path.join(file, "index.html");
    const found = inside && existsSync(file);
    if (!found) file = path.join(site.folder, "404.html");
    const type = TYPES[path.extname(file)] || "application/octet-stream";
    const packed = compress && /text|json|svg|xml/.test(type);
    response.writeHead(found ? 200 : 404, { "content-type": type, ...(packed ? { "content-encoding": "gzip" } : {}) });
    const bytes = createReadStream(file);
    (packed ? bytes.pipe(createGzip()) : bytes).pipe(response);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", () => listening(undefined)));
  servers.push(server);
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return `http://127.0.0.1:${port}${site.base}`;
}

/** Does its work once, when first asked. @template T @param {() => T} work @returns {() => T} */
export function once(work) {
  /** @type {{ value: T } | undefined} */ let done;
  return () => (done ||= { value: work() }).value;
}

/** Where a site on disk begins. @param {Site} site */
export function onDisk(site) {
  return pathToFileURL(site.folder).href + "/";
}

/** A file of a built site. @param {Site} site @param {string} name */
export function read(site, name) {
  return readFileSync(path.join(site.folder, name), "utf8");
}

/** Every route of the sitemap, such as `/providers/`. @param {Site} site */
export function routes(site) {
  const addresses = [...read(site, "sitemap.xml").matchAll(/<loc>([^<]*)<\/loc>/g)].map((match) => match[1]);
  assert.ok(addresses.length > 100, `the sitemap lists ${addresses.length} pages`);
  return addresses.map((address) => {
    assert.ok(address.startsWith(site.published), `${address} is outside ${site.published}`);
    return "/" + address.slice(site.published.length);
  });
}

/** Every provider as the published data has it. @param {Site} site @returns {any[]} */
export function providers(site) {
  return JSON.parse(read(site, "data/providers.json")).providers;
}

/**
 * Opens pages that remember what went wrong on them.
 * @param {() => string | Promise<string>} site  where the site begins, asked once
 */
export function visitor(site) {
  const begin = once(site);
  /**
   * Opens a page, does something on it, and fails when the page said an error or asked another host for anything.
   * @param {string} route
   * @param {(page: import("playwright-core").Page, home: string) => unknown} work
   * @param {import("playwright-core").BrowserContextOptions & { expected?: RegExp }} [options]  `expected`: complaints that the test provokes
   */
  return async (route, work, { expected, ...options } = {}) => {
    const home = await begin();
    const context = await (await browser()).newContext({ viewport: { width: 1280, height: 900 }, ...options });
    context.setDefaultTimeout(30_000);
    const page = await context.newPage();
    const problems = watch(page, home);
    try {
      await page.goto(new URL(route.replace(/^\//, ""), home).href);
      await work(page, home);
      const left = problems.filter((problem) => !expected?.test(problem));
      assert.deepEqual(left, [], `on ${page.url()}`);
    } finally {
      await context.close();
    }
  };
}

/** What goes wrong on a page, as it happens. @param {import("playwright-core").Page} page @param {string} home */
export function watch(page, home) {
  /** @type {string[]} */ const problems = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && problems.push(`console: ${message.text()}`));
  page.on("pageerror", (problem) => problems.push(`error: ${problem}`));
  page.on("requestfailed", (request) => request.failure()?.errorText !== "net::ERR_ABORTED" && problems.push(`failed: ${request.url()}`));
  page.on("request", (request) => isElsewhere(request.url(), home) && problems.push(`asked another host: ${request.url()}`));
  return problems;
}

/** @param {string} address @param {string} home */
function isElsewhere(address, home) {
  return home.startsWith("file:") ? !address.startsWith("file:") : new URL(address).origin !== new URL(home).origin;
}

/** One page of each kind that a reader meets, and the odd ones among them. */
export const SAMPLES = {
  "home": "/",
  "directory": "/providers/",
  "directory, filtered": "/providers/?subjects=math&states=la",
  "profile with much": "/providers/great-minds/",
  "profile with little": "/providers/strive-tlc/",
  "facet": "/providers/by/subjects/",
  "facet of states": "/providers/by/states/",
  "facet of curricula": "/providers/by/hqim/",
  "who covers what": "/coverage/",
  "value": "/providers/by/pl_types/ongoing-teachers/",
  "value, curriculum": "/providers/by/hqim/eureka-math/",
  "value without partners": "/providers/by/price/low/",
  "playbook": "/playbook/",
  "guide": "/playbook/select/",
  "chapter": "/playbook/manage/set-goals/",
  "chapter of questions": "/playbook/interview/ongoing-teachers/",
  "guide for printing": "/playbook/select/print/",
  "glossary": "/glossary/",
  "articles": "/articles/",
  "article": "/articles/what-the-2015-study-found/",
  "case studies": "/case-studies/",
  "case study": "/case-studies/dc-public-schools/",
  "case study with charts": "/case-studies/duval-county/",
  "toolkit": "/toolkit/",
  "template of the toolkit": "/toolkit/rfp-outline/",
  "tools": "/tools/",
  "tool with scores": "/tools/needs/",
  "tool with published numbers": "/tools/practice/",
  "tool with a document": "/tools/rfp/",
  "tool with ratings": "/tools/interviews/",
  "tool with meetings": "/tools/partner-plan/",
  "about": "/about/",
  "contribute": "/contribute/",
  "fields of a profile": "/contribute/fields/",
  "rules": "/contribute/rules/",
  "accessibility": "/accessibility/",
  "comparison": "/compare/",
  "comparison of five": "/compare/?partners=great-minds,tntp,amplify,zearn,anet",
  "search": "/search/",
  "search, with words": "/search/?q=coaching",
  "not found": "/404.html",
};
