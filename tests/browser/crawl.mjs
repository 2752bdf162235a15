/** Reads pages as they stand in the browser, and walks a whole site by its links. */

/**
 * What one page holds.
 * @typedef {{
 *   title: string, language: string, kind: string, text: string, h1: string[], mains: number, skip: string, policy: string,
 *   ids: string[], links: { to: string, text: string, hidden: boolean }[], resources: string[], actions: string[],
 *   inline: string[], dangling: string[], json: string[],
 * }} Survey
 */

/**
 * Runs in a browser, for its parser; so nothing outside of this function may be named.
 * @param {{ html: string, address: string }} page
 * @returns {Survey}
 */
function surveyThere({ html, address }) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const all = (/** @type {string} */ selector) => [...page.querySelectorAll(selector)];
  const name = (/** @type {Element} */ element) => element.outerHTML.slice(0, 120);
  const linked = (/** @type {Element} */ element, /** @type {string} */ attribute) => new URL(element.getAttribute(attribute) || "", address).href;
  const words = (/** @type {Element | null} */ element) => (element?.textContent || "").replace(/\s+/g, " ").trim();
  const main = page.querySelector("main");
  const skip = page.querySelector("body a[href]");
  const ids = all("[id]").map((element) => element.id);
  const known = new Set(ids);
  const REFERENCES = ["for", "aria-labelledby", "aria-describedby", "aria-controls", "popovertarget"];
  return {
    title: page.title,
    language: page.documentElement.lang,
    kind: (page.body.className.match(/page--(\S+)/) || ["", ""])[1],
    text: words(main),
    h1: all("h1").map(words),
    mains: all("main").length,
    skip: main && skip?.getAttribute("href") === `#${main.id}` ? "to main" : skip ? name(skip) : "none",
    policy: page.querySelector("meta[http-equiv=Content-Security-Policy]")?.getAttribute("content") || "",
    ids,
    links: all("a[href], area[href]").map((link) => ({ to: linked(link, "href"), text: words(link).slice(0, 60), hidden: Boolean(link.closest("[hidden]")) })),
    resources: all("link[rel=stylesheet], link[rel=icon], link[rel=alternate]").map((link) => linked(link, "href")).concat(all("[src]").map((element) => linked(element, "src"))),
    actions: all("form[action]").map((form) => linked(form, "action")),
    inline: all("script:not([src]):not([type='application/ld+json']), style, [style]").map(name)
      .concat(all("*").filter((element) => element.getAttributeNames().some((attribute) => attribute.startsWith("on"))).map(name))
      .concat(all("a[href^='javascript:' i], a[href^='data:' i]").map(name)),
    dangling: all(REFERENCES.map((attribute) => `[${attribute}]`).join()).flatMap((element) => REFERENCES.flatMap((attribute) => (element.getAttribute(attribute) || "").split(/\s+/).filter((id) => id && !known.has(id)).map((id) => `${attribute}=${id}`))),
    json: all("script[type='application/ld+json']").map((script) => script.textContent || ""),
  };
}

/**
 * Follows every link from the first page on, as a reader without script could.
 * @param {import("playwright-core").Page} parser  any page, for its HTML parser
 * @param {string} home  where the site begins
 * @param {(address: string) => Promise<string | null>} read  what is at an address, null when nothing is
 * @param {string} start  the first page
 */
export async function walk(parser, home, read, start) {
  /** Pages by address. @type {Map<string, Survey>} */ const pages = new Map();
  /** Files that are no pages. @type {Map<string, boolean>} */ const files = new Map();
  /** @type {string[]} */ const broken = [];
  const waiting = [start];
  const seen = new Set(waiting);
  for (let address = waiting.pop(); address; address = waiting.pop()) {
    const html = await read(address);
    if (html === null) continue;
    const found = await parser.evaluate(surveyThere, { html, address });
    pages.set(address, found);
    for (const { to, hidden } of found.links) {
      const next = addressOf(to);
      if (hidden || !isPage(next, home) || seen.has(next)) continue;
      seen.add(next);
      waiting.push(next);
    }
  }
  for (const [from, page] of pages) {
    const shown = "/" + from.slice(home.length);
    for (const { to, text } of page.links) {
      const target = addressOf(to);
      const fragment = decodeURIComponent(new URL(to).hash.slice(1));
      if (new URL(to).origin === new URL(home).origin && !to.startsWith(home)) broken.push(`${shown}: “${text}” leads outside the guide, to ${to}`);
      if (!to.startsWith(home)) continue;
      const page = pages.get(target);
      if (!page && !(await there(target))) broken.push(`${shown}: “${text}” leads to ${to}, which is not there`);
      if (page && fragment && !page.ids.includes(fragment)) broken.push(`${shown}: “${text}” leads to #${fragment}, which ${target} does not have`);
    }
    for (const resource of [...page.resources, ...page.actions]) {
      if (!resource.startsWith(home)) broken.push(`${shown}: asks for ${resource}, outside the guide`);
      else if (!pages.has(addressOf(resource)) && !(await there(addressOf(resource)))) broken.push(`${shown}: asks for ${resource}, which is not there`);
    }
  }
  return { pages, broken: [...new Set(broken)] };

  /** @param {string} address */
  async function there(address) {
    const known = files.get(address) ?? (await read(address)) !== null;
    files.set(address, known);
    return known;
  }
}

/** @param {string} link */
function addressOf(link) {
  return link.replace(/[?#].*$/, "");
}

/** @param {string} address @param {string} home */
function isPage(address, home) {
  return address.startsWith(home) && (address.endsWith("/") || address.endsWith(".html"));
}
