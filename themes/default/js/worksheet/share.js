/** Answers as the fragment of an address, which browsers do not send to any server. Pure. */

/** @import { Answers } from "./evaluate.js" */

const MARK = "a=";
/** Longer addresses do not survive every mail program. */
const MOST = 1800;

/** The fragment for answers, without `#`; null when they are too long for an address. @param {Answers} answers */
export function fragmentOf(answers) {
  const bytes = new TextEncoder().encode(JSON.stringify(answers));
  const text = btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  return text.length > MOST ? null : MARK + text;
}

/** The answers of a fragment; null when it holds none that can be read. @param {string} fragment @returns {Answers | null} */
export function answersIn(fragment) {
  const text = fragment.replace(/^#/, "");
  if (!text.startsWith(MARK)) return null;
  try {
    const bytes = Uint8Array.from(atob(text.slice(MARK.length).replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
    return sound(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
  } catch {
    return null;
  }
}

/**
 * Only what answers can look like: what comes with an address or out of a store may be anything.
 * @param {unknown} value @returns {Answers | null}
 */
export function sound(value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const fits = Object.entries(value).filter(([, answer]) => isAnswer(answer));
  return Object.fromEntries(fits);
}

/** @param {any} answer */
function isAnswer(answer) {
  if (typeof answer === "string") return true;
  if (Array.isArray(answer)) return answer.every((part) => typeof part === "string") || answer.every(isRow);
  return isTable(answer) && Object.values(answer).every((of) => isTable(of) && Object.values(of).every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every((part) => typeof part === "string")));
}

/** @param {any} row */
function isRow(row) {
  return isTable(row) && typeof row.key === "string" && Array.isArray(row.cells) && row.cells.every((/** @type {unknown} */ cell) => typeof cell === "string");
}

/** @param {unknown} value */
function isTable(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
