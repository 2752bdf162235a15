/** Numbers as people write and read them. */

/** The number that was written, such as `$1,200.50` or `12%`; null when it is none, or below zero. @param {string} text */
export function amountOf(text) {
  const plain = text.replace(/[\s$,]/g, "").replace(/%$/, "");
  return /^\d*\.?\d+$|^\d+\.$/.test(plain) ? Number(plain) : null;
}

const PLAIN = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });
const SHORT = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });
const DOLLARS = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD", maximumFractionDigits: 0 });
const CENTS = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });

/** `$1,200`, `12.5%`, `1,200.5`. @param {number} number @param {string} [unit] */
export function written(number, unit = "number") {
  if (unit === "money") return (Math.abs(number) < 100 && !Number.isInteger(number) ? CENTS : DOLLARS).format(number);
  return unit === "percent" ? `${SHORT.format(number)}%` : PLAIN.format(number);
}

const DAYS = new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" });

/** `2026-08-03` as `August 3, 2026`. @param {string} day */
export function dayInWords(day) {
  const time = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) ? day : DAYS.format(time);
}
