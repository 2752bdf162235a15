/** What a comparison works out: which facts differ, what scores add up to, and all of it as a table for spreadsheets. */

/** @import { Partner } from "./partners.js" */

/** A fact that is compared. @typedef {{ id: string, label: string }} Row */
/** What one reader weighs partners by. @typedef {{ text: string, weight: number, scores: Record<string, number> }} Criterion */
/** What one reader wrote. @typedef {{ criteria: Criterion[], notes: Record<string, string> }} Judgement */

/** How many partners stand side by side at most. */
export const MOST = 5;
/** The best score. */
export const BEST = 5;
/** How much a criterion may matter. */
export const WEIGHTS = ["A little", "Normal", "A lot"];

/** What a partner's profile states; nothing when it is silent. @param {Partner} partner @param {string} id */
export function valuesOf(partner, id) {
  return id === "ratings" ? partner.ratings : partner.facts[id]?.values || [];
}

/** @typedef {"differs" | "partly" | "same" | "silent"} Likeness */

/**
 * How partners stand to each other in a fact: they state different things, or the same, or some state it and the others are silent.
 * @param {Partner[]} partners @param {string} id
 * @returns {Likeness}
 */
export function likeness(partners, id) {
  const stated = partners.map((partner) => valuesOf(partner, id)).filter((values) => values.length);
  if (!stated.length) return "silent";
  if (new Set(stated.map((values) => [...values].sort().join("\n"))).size > 1) return "differs";
  return stated.length < partners.length ? "partly" : "same";
}

/** Whether every partner states a value. @param {Partner[]} partners @param {string} id @param {string} value */
export function isShared(partners, id, value) {
  return partners.every((partner) => valuesOf(partner, id).includes(value));
}

/**
 * The weighted mean of the scores given. What is not scored yet counts neither for nor against.
 * @param {Criterion[]} criteria @param {string} slug
 * @returns {{ mean: number | null, scored: number }}
 */
export function totalOf(criteria, slug) {
  const scored = criteria.filter(({ scores }) => scores[slug] > 0);
  const weight = scored.reduce((sum, criterion) => sum + criterion.weight, 0);
  const points = scored.reduce((sum, criterion) => sum + criterion.weight * criterion.scores[slug], 0);
  return { mean: weight ? points / weight : null, scored: scored.length };
}

/** @param {{ mean: number | null, scored: number }} total @param {number} criteria */
export function totalInWords({ mean, scored }, criteria) {
  if (mean === null) return "Not scored";
  const part = scored < criteria ? ` (${scored} of ${criteria} scored)` : "";
  return `${mean.toFixed(1)} of ${BEST}${part}`;
}

/** What an address names partners by: the first is how this page writes it, the second how people do. */
const KEYS = ["partners", "p"];

/** The slugs that an address asks for, as far as they can be slugs. @param {string} query */
export function partnersIn(query) {
  const given = new URLSearchParams(query);
  const asked = KEYS.flatMap((key) => given.getAll(key)).join(",").split(",").map((slug) => slug.trim().toLowerCase());
  return [...new Set(asked)].filter((slug) => /^[a-z0-9][a-z0-9-]*$/.test(slug));
}

/** Whether an address asks for something that this page does not know, as a link may that was changed on its way. @param {string} query */
export function isForeign(query) {
  return [...new URLSearchParams(query).keys()].some((key) => ![...KEYS, "differences", "view"].includes(key));
}

/** @param {string[]} slugs @param {boolean} onlyDifferences */
export function queryOf(slugs, onlyDifferences) {
  return [slugs.length && `partners=${slugs.join(",")}`, onlyDifferences && "differences=1"].filter(Boolean).join("&");
}

/** What a store gave back, as far as it has the right shape. @param {any} kept @returns {Judgement} */
export function judgementFrom(kept) {
  const criteria = Array.isArray(kept?.criteria) ? kept.criteria : [];
  return {
    criteria: criteria.filter((/** @type {any} */ one) => typeof one?.text === "string").map((/** @type {any} */ one) => ({
      text: one.text,
      weight: whole(one.weight, WEIGHTS.length) || 2,
      scores: Object.fromEntries(Object.entries(one.scores || {}).map(([slug, score]) => [slug, whole(score, BEST)]).filter(([, score]) => score)),
    })),
    notes: Object.fromEntries(Object.entries(kept?.notes || {}).filter(([, note]) => typeof note === "string" && note)),
  };
}

/** @param {unknown} value @param {number} most */
function whole(value, most) {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= most ? value : 0;
}

/**
 * The comparison as CSV (RFC 4180). What a spreadsheet would run as a formula gets an apostrophe in front.
 * @param {Partner[]} partners @param {Row[]} rows @param {Judgement} judgement
 */
export function csvOf(partners, rows, { criteria, notes }) {
  const line = (/** @type {string} */ label, /** @type {(partner: Partner) => string} */ cell) => [label, ...partners.map(cell)];
  const lines = [
    line("", ({ name }) => name),
    ...rows.map(({ id, label }) => line(label, (partner) => valuesOf(partner, id).join("; ") || "Not stated")),
    line("Website", ({ website }) => website || "Not stated"),
    line("Facts checked", ({ reviewed }) => reviewed),
  ];
  if (criteria.length) {
    lines.push(...criteria.map(({ text, weight, scores }) => line(`${text} (matters: ${WEIGHTS[weight - 1].toLowerCase()})`, ({ slug }) => String(scores[slug] || ""))));
    lines.push(line("Your score", ({ slug }) => totalInWords(totalOf(criteria, slug), criteria.length)));
  }
  if (partners.some(({ slug }) => notes[slug])) lines.push(line("Your notes", ({ slug }) => notes[slug] || ""));
  return lines.map((cells) => cells.map(csvCell).join(",") + "\r\n").join("");
}

/** @param {string} text */
function csvCell(text) {
  const guarded = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
