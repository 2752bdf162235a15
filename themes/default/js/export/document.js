/** A plain document, as it is exported: headings, paragraphs, lists and tables, with no page in sight. */

/**
 * A piece of text that looks alike throughout. `href` makes it a link when it is a web or mail address.
 * @typedef {{ text: string, bold?: boolean, italic?: boolean, href?: string }} Run
 *
 * What a cell or an item holds: text, or text in pieces.
 * @typedef {string | Run[]} Text
 *
 * An item of a list, perhaps with lists of its own below it. One that begins with `☐ ` or `☑ ` is a task.
 * @typedef {Text | { text: Text, lists: List[] }} Item
 * @typedef {{ ordered: boolean, items: Item[] }} List
 *
 * The first row of a table is its `head`; rows that are shorter are filled up.
 * @typedef {{ kind: "heading", level: number, text: string }
 *   | { kind: "paragraph", runs: Text }
 *   | { kind: "list" } & List
 *   | { kind: "table", head: Text[], rows: Text[][] }} Block
 *
 * `language` is a language tag; without one the text is American English.
 * @typedef {{ title: string, language?: string, blocks: Block[] }} Document
 */

/** Text as pieces. @param {Text} text @returns {Run[]} */
export function runsOf(text) {
  return typeof text === "string" ? [{ text }] : text;
}

/** What an item says itself. @param {Item} item @returns {Text} */
export function ownText(item) {
  return typeof item === "object" && "lists" in item ? item.text : item;
}

/** The lists below an item. @param {Item} item @returns {List[]} */
export function listsOf(item) {
  return typeof item === "object" && "lists" in item ? item.lists : [];
}

const TASK = /^[☐☑] /;

/** The box of a task to be ticked, if the item is one. @param {Text} item @returns {"☐" | "☑" | ""} */
export function boxOf(item) {
  return TASK.test(plain(item)) ? /** @type {"☐" | "☑"} */ (plain(item)[0]) : "";
}

/** An item without its box. @param {Text} item @returns {Run[]} */
export function withoutBox(item) {
  const [first, ...rest] = runsOf(item);
  if (!first || !boxOf(item)) return runsOf(item);
  return first.text.length > 1 ? [{ ...first, text: first.text.replace(TASK, "") }, ...rest] : withoutBox([{ ...rest[0], text: first.text + rest[0].text }, ...rest.slice(1)]);
}

/** Text without its looks. @param {Text} text */
export function plain(text) {
  return runsOf(text).map((run) => run.text).join("");
}

/** Whether a link may lead there: no script, no file. @param {string | undefined} href @returns {href is string} */
export function mayLink(href) {
  return /^(https?:\/\/|mailto:)[^\s\p{Cc}]+$/iu.test(href || "");
}

/** How many columns a table has. @param {{ head: Text[], rows: Text[][] }} table */
export function columnsOf({ head, rows }) {
  return Math.max(1, head.length, ...rows.map((row) => row.length));
}

/** A row with as many cells as the table has columns. @param {Text[]} row @param {number} columns */
export function filled(row, columns) {
  return Array.from({ length: columns }, (_, i) => row[i] ?? "");
}

/** A name that every system takes: `Kick-off: “August”` with `docx` is `kick-off-august.docx`. @param {string} title @param {string} ending */
export function fileName(title, ending) {
  const name = title.normalize("NFKD").replace(/[\p{M}'’]/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").slice(0, 60).replace(/^-|-$/g, "");
  return (name || "document") + "." + ending;
}
