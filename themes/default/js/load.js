/** Fetches the search script when it is first wanted. */

/** @import { Answers } from "./answers.js" */
/** @import { Save } from "./take.js" */

/**
 * What the scripts of a page share: the search, once its script is there, and the rule for further scripts.
 * @typedef {{ search?: Answers, save?: Save, loading?: Promise<Answers>, paged?: typeof import("./paged.js").paged, policy?: { createScriptURL(address: string): string } }} Shared
 */

/** The one name that our scripts have in common. */
export const shared = /** @type {{ guidepost: Shared }} */ (/** @type {unknown} */ (globalThis)).guidepost ||= {};

/** The search, fetched at the first call. A failed try is forgotten, so that the next one starts anew. @returns {Promise<Answers>} */
export function loadSearch() {
  return shared.loading ||= insertSearch().catch((problem) => {
    shared.loading = undefined;
    throw problem;
  });
}

/** @returns {Promise<Answers>} */
async function insertSearch() {
  await insertScript(searchScript(), document.documentElement.dataset.searchIntegrity);
  if (!shared.search) throw new Error("The search script has not registered itself.");
  return shared.search;
}

/** Puts a script of this guide into the page. @param {string} address @param {string} [integrity] @returns {Promise<void>} */
export function insertScript(address, integrity) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.onload = () => resolve();
    script.onerror = () => {
      script.remove();
      reject(new Error(`The script ${address} could not be loaded.`));
    };
    // A file on disk cannot be checked this way: the browser would refuse it.
    if (integrity && location.protocol !== "file:") script.integrity = integrity;
    script.src = trusted(address);
    document.head.append(script);
  });
}

/** The full address of the search script. */
export function searchScript() {
  return new URL(document.documentElement.dataset.searchScript || "", document.baseURI).href;
}

/** Only an address of this guide may become a script, also where a page enforces Trusted Types. @param {string} address */
export function trusted(address) {
  const types = /** @type {any} */ (window).trustedTypes;
  const rules = {
    /** @param {string} wanted */
    createScriptURL(wanted) {
      if (wanted.startsWith(new URL(document.documentElement.dataset.root || "/", document.baseURI).href)) return wanted;
      throw new TypeError(`Not an address of this guide: ${wanted}`);
    },
  };
  return (shared.policy ||= types ? types.createPolicy("guidepost", rules) : rules).createScriptURL(address);
}
