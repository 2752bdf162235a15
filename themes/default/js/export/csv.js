/** Comma-separated tables (RFC 4180) that no spreadsheet runs as formulas, and back without loss. */

/** What a spreadsheet might run, in one width of letters or the other, and what looks guarded already. @param {string} text */
function wantsGuard(text) {
  return /^[=+\-@\uff1d\uff0b\uff0d\uff20\t\r']/.test(text);
}

/**
 * @param {(string | number)[][]} rows  a number is written as it is, also a negative one; so a number that a reader typed as text should stay text
 * @param {{ bom?: boolean }} [manner]  `bom`: begins with a byte order mark, from which Excel knows that the text is UTF-8
 */
export function csv(rows, { bom = false } = {}) {
  return (bom ? "\ufeff" : "") + rows.map((row) => row.map(cell).join(",") + "\r\n").join("");
}

/** @param {string | number} value */
function cell(value) {
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  const text = (wantsGuard(value) ? "'" : "") + value;
  return /[,;"\n\r\t]/.test(value) || value.trim() !== value ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The rows of a table as text, without the guards. @param {string} text */
export function rowsOf(text) {
  /** @type {string[][]} */ const rows = [];
  /** @type {string[]} */ let row = [];
  const cells = /(?:"((?:[^"]|"")*)"?([^,\r\n]*)|([^,\r\n]*))(,|\r\n|\r|\n|$)/y;
  cells.lastIndex = text.startsWith("\ufeff") ? 1 : 0;
  while (cells.lastIndex < text.length || row.length) {
    const [, quoted, after, bare, end] = cells.exec(text) || [];
    row.push(unguarded(quoted === undefined ? bare : quoted.replaceAll('""', '"') + after));
    if (end === ",") continue;
    rows.push(row);
    row = [];
    if (!end) break;
  }
  return rows;
}

/** @param {string} text */
function unguarded(text) {
  return text.startsWith("'") && wantsGuard(text.slice(1)) ? text.slice(1) : text;
}
