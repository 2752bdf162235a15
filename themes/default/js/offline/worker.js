/**
 * Keeps what a reader has opened for when there is no network. While there is one, every page comes from it: a kept
 * page is shown only when asking for it has failed. A file whose name carries the fingerprint of its content can be
 * nothing else than what was kept under that name, so it is not asked for again.
 *
 * The build puts `BASE`, the path under which the guide lives, and `FILES`, what every page needs, in front of this.
 */

/** @type {string} */ const base = /** @type {any} */ (self).guidepostBase;
/** @type {string[]} */ const files = /** @type {any} */ (self).guidepostFiles;
const KEPT = `guidepost ${base}`;
/** The most pages that are kept: the oldest go first. */
const MOST = 300;
const worker = /** @type {any} */ (self);

worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(prepare()));
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(tidy().then(() => worker.clients.claim())));
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || !url.pathname.startsWith(base)) return;
  event.respondWith(isFixed(url.pathname) ? keptFirst(request) : networkFirst(request));
});

async function prepare() {
  const kept = await caches.open(KEPT);
  await kept.addAll(files);
  await worker.skipWaiting();
}

/** Whether a name carries the fingerprint of its content. @param {string} path */
function isFixed(path) {
  return /^assets\/([^/]+\.[0-9a-f]{8}\.[a-z0-9]+|search\/[a-z][0-9a-f]{8}\.js)$/.test(path.slice(base.length));
}

/** @param {Request} request */
async function keptFirst(request) {
  const kept = await caches.open(KEPT);
  return (await kept.match(request)) || keep(kept, request, await fetch(request));
}

/** @param {Request} request */
async function networkFirst(request) {
  const kept = await caches.open(KEPT);
  try {
    return keep(kept, request, await fetch(request));
  } catch (problem) {
    // A list that is filtered is the same page with another address.
    const page = (await kept.match(request)) || (await kept.match(request, { ignoreSearch: true }));
    if (page) return page;
    if (request.mode === "navigate") return nothingKept();
    throw problem;
  }
}

/** @param {Cache} kept @param {Request} request @param {Response} response */
function keep(kept, request, response) {
  if (response.ok && response.type === "basic" && !response.redirected) {
    const copy = response.clone();
    // What cannot be kept, because the disk is full, is shown all the same.
    kept.put(new URL(request.url).pathname, copy).catch(() => {});
  }
  return response;
}

/** Takes out files of earlier builds, and pages beyond the number that is kept. */
async function tidy() {
  const kept = await caches.open(KEPT);
  const wanted = new Set(files.map((file) => new URL(file, location.href).pathname));
  const requests = await kept.keys();
  const pages = requests.filter(({ url }) => !isFixed(new URL(url).pathname) && !wanted.has(new URL(url).pathname));
  const old = requests.filter(({ url }) => isFixed(new URL(url).pathname) && !wanted.has(new URL(url).pathname));
  await Promise.all([...old, ...pages.slice(0, Math.max(0, pages.length - MOST))].map((request) => kept.delete(request)));
}

/** A page for an address that was never opened. It is made of nothing but words, so nothing can be wrong with it. */
function nothingKept() {
  const style = files.find((file) => file.endsWith(".css"));
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>No network</title>${style ? `<link rel="stylesheet" href="${style}">` : ""}</head><body><div class="wrap"><main id="main"><h1>There is no network</h1><p>This page was not opened on this device before, so it is not kept here.</p><p><a href="${base}">Pages that you have opened are still here.</a></p></main></div></body></html>`;
  return new Response(html, { status: 503, headers: { "content-type": "text/html; charset=utf-8" } });
}
