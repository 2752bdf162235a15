/** What was searched for last. It stays on this device. */
import { keep, kept } from "./store.js";

const NAME = "recent";
const MOST = 5;

/** @returns {string[]} */
export function recentQueries() {
  const texts = kept(NAME, /** @type {unknown} */ ([]));
  return Array.isArray(texts) ? texts.filter((text) => typeof text === "string").slice(0, MOST) : [];
}

/** @param {string} text */
export function remember(text) {
  const query = text.trim();
  if (query) keep(NAME, [query, ...recentQueries().filter((one) => one !== query)].slice(0, MOST));
}

export function forget() {
  keep(NAME, []);
}
