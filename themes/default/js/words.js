/** Text as it is compared: without accents, case, apostrophes and punctuation. */

/** `É. L. Achieve's` becomes `e l achieves`. @param {string} text */
export function fold(text) {
  return text.normalize("NFKD").replace(/[\p{M}'’]/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/** Whether each word of a folded query begins a word of a folded text. @param {string} query @param {string} text */
export function mentions(query, text) {
  const padded = " " + text;
  return query.split(" ").every((word) => padded.includes(" " + word));
}

const NUMBERS = new Intl.NumberFormat("en");

/** `1,234`. @param {number} count */
export function numeral(count) {
  return count < 1000 ? String(count) : NUMBERS.format(count);
}

/** `1 partner`, `12 partners`. @param {number} count @param {string} [one] */
export function many(count, one = "partner") {
  return `${numeral(count)} ${one}${count === 1 ? "" : "s"}`;
}

/** A text as it stands in an address. @param {string} text */
export function inAddress(text) {
  return encodeURIComponent(text).replace(/%20/g, "+");
}
