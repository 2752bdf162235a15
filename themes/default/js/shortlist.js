/**
 * The partners that a reader has put aside. They stay on this device, under `guidepost.shortlist`, as a JSON array
 * of slugs in the order in which they were added. Where a browser allows no storage, they last as long as the page.
 */

const KEY = "guidepost.shortlist";
/** What a slug may be: whatever else stands in the store was not written here. */
const SLUG = /^[a-z0-9][a-z0-9-]*$/;

/** @type {Set<(slugs: string[]) => void>} */ const watchers = new Set();
/** What is remembered when nothing can be stored. @type {string[] | undefined} */ let unstored;

/** The slugs, oldest first. @returns {string[]} */
export function shortlist() {
  return unstored ? [...unstored] : stored();
}

/** @param {string} slug */
export function add(slug) {
  const slugs = shortlist();
  if (SLUG.test(slug) && !slugs.includes(slug)) write([...slugs, slug]);
}

/** @param {string} slug */
export function remove(slug) {
  const slugs = shortlist();
  if (slugs.includes(slug)) write(slugs.filter((one) => one !== slug));
}

/**
 * Tells of every change, also of those in other tabs.
 * @param {(slugs: string[]) => void} watcher
 * @returns {() => void} ends it
 */
export function subscribe(watcher) {
  if (!watchers.size) globalThis.addEventListener?.("storage", heard);
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}

/** @param {StorageEvent} event  its key is null when the whole store was emptied */
function heard({ key }) {
  if (key === KEY || key === null) tell();
}

function tell() {
  const slugs = shortlist();
  for (const watcher of watchers) watcher(slugs);
}

/** @param {string[]} slugs */
function write(slugs) {
  try {
    localStorage.setItem(KEY, JSON.stringify(slugs));
    unstored = undefined;
  } catch {
    unstored = slugs;
  }
  tell();
}

/** @returns {string[]} */
function stored() {
  try {
    const slugs = JSON.parse(localStorage.getItem(KEY) || "[]");
    return Array.isArray(slugs) ? [...new Set(slugs)].filter((slug) => typeof slug === "string" && SLUG.test(slug)) : [];
  } catch {
    return [];
  }
}
