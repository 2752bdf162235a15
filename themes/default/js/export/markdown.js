/** Writes a document as Markdown (CommonMark with tables). Whatever the text looks like, it stays text. */
import { boxOf, columnsOf, filled, listsOf, mayLink, ownText, runsOf, withoutBox } from "./document.js";

/** @import { Block, Document, List, Run, Text } from "./document.js" */

/** @param {Document} document */
export function markdown({ title, blocks }) {
  const parts = title.trim() ? [heading(1, title)] : [];
  blocks.forEach((block, i) => {
    // Without something between them two lists would become one.
    if (block.kind === "list" && blocks[i - 1]?.kind === "list") parts.push("<!-- -->");
    parts.push(blockOf(block));
  });
  return parts.filter(Boolean).join("\n\n") + "\n";
}

/** The title is the only heading of level 1. @param {Block} block */
function blockOf(block) {
  if (block.kind === "heading") return heading(Math.max(1, Math.trunc(block.level) || 1) + 1, block.text);
  if (block.kind === "paragraph") return lines(block.runs);
  return block.kind === "list" ? list(block) : table(block);
}

/** A sign of its own at the end would be taken for a part of the mark. @param {number} level @param {string} text */
function heading(level, text) {
  return "#".repeat(Math.min(6, level)) + " " + line(text).replace(/#$/, "\\#");
}

/** @param {List} list @returns {string} */
function list({ ordered, items }) {
  return items.map((item, i) => {
    const own = ownText(item);
    const mark = ordered ? `${i + 1}. ` : "- ";
    const box = { "☐": "[ ] ", "☑": "[x] ", "": "" }[boxOf(own)];
    const parts = [lines(withoutBox(own)), ...listsOf(item).map(list)];
    return mark + box + parts.join("\n").replaceAll("\n", "\n" + " ".repeat(mark.length));
  }).join("\n");
}

/** @param {{ head: Text[], rows: Text[][] }} table */
function table({ head, rows }) {
  const columns = columnsOf({ head, rows });
  const row = (/** @type {Text[]} */ cells) => `| ${filled(cells, columns).map(line).join(" | ")} |`;
  return [row(head), `|${" --- |".repeat(columns)}`, ...rows.map(row)].join("\n");
}

/** Text on one line, as headings and cells need it. @param {Text} text */
function line(text) {
  return inline(runsOf(text).map((run) => ({ ...run, text: run.text.replace(/\s+/g, " ") }))).trim();
}

/** Text whose line breaks stay, with no line that begins a list, a heading or a rule. @param {Text} text */
function lines(text) {
  const parts = inline(runsOf(text)).split("\n").map((part) => part.trim()).filter(Boolean);
  return parts.map((part) => part.replace(/^[#+=-]/, "\\$&").replace(/^(\d+)([.)])/, "$1\\$2")).join("\\\n");
}

/** @param {Run[]} runs */
function inline(runs) {
  const clean = merged(runs.map((run) => ({ ...run, text: cleaned(run.text) })).filter((run) => run.text));
  return merged(clean.map((run, i) => simpler(run, clean[i - 1], clean[i + 1]))).map((run, i, all) => marked(run, all[i - 1], all[i + 1])).join("");
}

/** Without signs that cannot be seen, apart from line breaks. @param {string} text */
function cleaned(text) {
  return text.replace(/\r\n?/g, "\n").replace(/[^\S\n]+/g, " ").replace(/[^\P{C}\n\u200c\u200d]/gu, "");
}

/** Neighbours that look alike are one run. @param {Run[]} runs */
function merged(runs) {
  /** @type {Run[]} */ const out = [];
  for (const run of runs) {
    const last = out.at(-1);
    if (last && !last.bold === !run.bold && !last.italic === !run.italic && last.href === run.href) last.text += run.text;
    else out.push({ ...run });
  }
  return out;
}

/** Three marks beside one or two would be counted together, so what is bold and italic is only bold there. @param {Run} run @param {Run} [before] @param {Run} [after] */
function simpler(run, before, after) {
  const crowded = run.bold && run.italic && (touches(before, run.text, -1) || touches(after, run.text, 1));
  return crowded ? { ...run, italic: false } : run;
}

/**
 * A run with its marks. They stand at the text itself, with the spaces outside. Next to a letter some would not count,
 * so a letter that touches them from outside is written as an entity.
 * @param {Run} run @param {Run} [before] @param {Run} [after]
 */
function marked(run, before, after) {
  const { text, bold, italic, href } = run;
  // An exclamation mark before a link would make it a picture.
  const inner = escaped(text.trim()).replace(/!$/, mayLink(after?.href) ? "\\!" : "!");
  if (!inner) return text;
  const [open, close] = bold && italic ? ["_**", "**_"] : bold ? ["**", "**"] : italic ? ["_", "_"] : ["", ""];
  const link = mayLink(href) ? [`[${open}`, `${close}](${href.replace(/[()<>\\]/g, percent)})`] : [open, close];
  const words = link[0] ? inner : apart(inner, touches(before, text, -1), touches(after, text, 1));
  const [, start, end] = /^(\s*)[^]*?(\s*)$/.exec(text) || ["", "", ""];
  return start + link[0] + words + link[1] + end;
}

/** Whether a neighbour's marks stand directly at this text. @param {Run | undefined} neighbour @param {string} text @param {1 | -1} side */
function touches(neighbour, text, side) {
  if (!neighbour || !(neighbour.bold || neighbour.italic)) return false;
  const [left, right] = side < 0 ? [neighbour.text, text] : [text, neighbour.text];
  return !/\s$/.test(left) && !/^\s/.test(right);
}

/** @param {string} text @param {boolean} first  whether its first letter is written as an entity @param {boolean} last */
function apart(text, first, last) {
  const entity = (/** @type {string} */ letter) => `&#${letter.codePointAt(0)};`;
  const begun = first ? text.replace(/^[\p{L}\p{N}]/u, entity) : text;
  return last ? begun.replace(/[\p{L}\p{N}]$/u, entity) : begun;
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[\\`*_[\]<>&|~]/g, "\\$&");
}

/** @param {string} sign */
function percent(sign) {
  return "%" + sign.charCodeAt(0).toString(16).toUpperCase();
}
