/** The facts of partners, fetched a few at a time: they are dealt out over files by a number made from the slug. */
import { trusted } from "./load.js";
import { linkTo } from "./routes.js";

/**
 * What a comparison knows of a partner. What its profile does not state is not there.
 * @typedef {{
 *   slug: string, name: string, summary: string, website: string, reviewed: string, sources: number,
 *   facts: Record<string, { values: string[], note: string }>, ratings: string[], questions?: string[],
 * }} Partner
 */

/** @type {Map<string, Partner>} */ const known = new Map();
/** @type {Map<number, Promise<void>>} */ const asked = new Map();

/** The file that holds a profile (FNV-1a). `src/site/compare.rs` does the same. @param {string} slug @param {number} shards */
export function shardOf(slug, shards) {
  let hash = 0x811c9dc5;
  for (let at = 0; at < slug.length; at++) hash = Math.imul(hash ^ slug.charCodeAt(at), 0x01000193) >>> 0;
  return hash % shards;
}

/**
 * Those of the partners that the guide has, in the order in which they were asked for.
 * @param {string[]} slugs @param {number} shards  how many files there are
 */
export async function partnersOf(slugs, shards) {
  await Promise.all([...new Set(slugs.map((slug) => shardOf(slug, shards)))].map(fetched));
  return slugs.map((slug) => known.get(slug)).filter((partner) => partner !== undefined);
}

/** Each file is asked for once; one that failed may be asked for again. @param {number} shard */
function fetched(shard) {
  const waiting = asked.get(shard) || insert(shard).catch((problem) => {
    asked.delete(shard);
    throw problem;
  });
  asked.set(shard, waiting);
  return waiting;
}

/** A script, because nothing else loads from a folder on disk. @param {number} shard @returns {Promise<void>} */
function insert(shard) {
  /** @type {any} */ (globalThis).guidepostPartners ||= (/** @type {Partner[]} */ partners) => {
    for (const partner of partners) known.set(partner.slug, partner);
  };
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.onload = () => resolve();
    script.onerror = () => {
      script.remove();
      reject(new Error("The facts could not be loaded."));
    };
    script.src = trusted(new URL(linkTo(`/data/compare/${shard}.js`), document.baseURI).href);
    document.head.append(script);
  });
}
