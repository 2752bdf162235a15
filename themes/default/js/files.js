/** Fetches the files of the search index. Each is a script that hands over its bytes, so that they also come from a folder on disk. */
import { searchScript, trusted } from "./load.js";
import { bytesOf, textOf, unseal } from "./search/seal.js";

/** @type {Map<string, (text: string) => void>} */ const waiting = new Map();
/** @type {Map<string, Promise<Uint8Array>>} */ const asked = new Map();

/** What the files call: each is a script that hands over its name and its bytes. */
export function listenForFiles() {
  const receive = (/** @type {string} */ name, /** @type {string} */ text) => waiting.get(name)?.(text);
  /** @type {any} */ (window).guidepostSearch = receive;
}

/** The bytes of a file, asked for once; after a failed try they can be asked for again. @param {string} name @returns {Promise<Uint8Array>} */
export function indexFile(name) {
  const known = asked.get(name);
  if (known) return known;
  const coming = insert(name).catch((problem) => {
    asked.delete(name);
    throw problem;
  });
  asked.set(name, coming);
  return coming;
}

/** What a file says, if it is whole. @param {string} name */
export async function contentOf(name) {
  return textOf(unseal(await indexFile(name)));
}

/** @param {string} name @returns {Promise<Uint8Array>} */
function insert(name) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const fail = () => reject(new Error(`The search file ${name} could not be loaded.`));
    waiting.set(name, (text) => resolve(bytesOf(text)));
    script.onload = script.onerror = () => {
      script.remove();
      fail();
    };
    script.src = trusted(addressOf(name));
    document.head.append(script);
  });
}

/** All files stand in the folder `search` beside the search script. @param {string} name */
function addressOf(name) {
  return new URL(`search/${name}.js`, searchScript()).href;
}
