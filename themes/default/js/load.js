/** Fetches the search script when it is first wanted. */

/** @import { Answers } from "./answers.js" */

/**
 * What the scripts of a page share: the search, once its script is there, and the rule for further scripts.
 * @typedef {{ search?: Answers, loading?: Promise<Answers>, policy?: { createScriptURL(address: string): string } }} Shared
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
function insertSearch() {
  return new Promise((resolve, reject) => {
    const { searchIntegrity } = document.documentElement.dataset;
    const script = document.createElement("script");
    script.onload = () => (shared.search ? resolve(shared.search) : reject(new Error("The search script has not registered itself.")));
    script.onerror = () => {
      script.remove();
      reject(new Error("The search script could not be loaded."));
    };
    // A file on disk cannot be checked this way: the browser would refuse it.
    if (searchIntegrity && location.protocol !== "file:") script.integrity = searchIntegrity;
    script.src = trusted(searchScript());
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
