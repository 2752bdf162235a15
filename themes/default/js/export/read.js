/** Reads what stands on a page as a plain document, so that it can be exported as it is shown. */

/** @import { Block, Item, List, Run } from "./document.js" */

/** What is there to be used on the page, and not to be read. */
const SKIPPED = "script, style, svg, button:not(.term), input, select, textarea, template, .anchor, .footnote-back, .visually-hidden, [hidden], [popover]";
const NESTED = "ul, ol";

/** The blocks of an element, in the order of the page. A heading of level 2 is the first below the title. @param {Element} within @returns {Block[]} */
export function blocksOf(within) {
  return [...within.children].flatMap((child) => (child.matches(SKIPPED) ? [] : blocksIn(child)));
}

/** @param {Element} element @returns {Block[]} */
function blocksIn(element) {
  const heading = /^H([2-6])$/.exec(element.tagName);
  if (heading) return [{ kind: "heading", level: Number(heading[1]) - 1, text: textOf(element) }];
  if (element.matches("ul, ol")) return [{ kind: "list", ...listOf(element) }];
  if (element instanceof HTMLTableElement) return tableOf(element);
  if (element.matches("p, figcaption, dt, dd, pre, summary, .item__label")) return paragraph(runsOf(element));
  return element.children.length ? blocksOf(element) : paragraph(runsOf(element));
}

/** @param {Run[]} runs @returns {Block[]} */
function paragraph(runs) {
  return runs.length ? [{ kind: "paragraph", runs }] : [];
}

/** A list with the lists inside its items. @param {Element} list @returns {List} */
function listOf(list) {
  return { ordered: list.matches("ol"), items: [...list.children].map(itemOf) };
}

/** @param {Element} item @returns {Item} */
function itemOf(item) {
  const lists = [...item.children].filter((child) => child.matches(NESTED)).map(listOf);
  return lists.length ? { text: runsOf(item), lists } : runsOf(item);
}

/** @param {HTMLTableElement} table @returns {Block[]} */
function tableOf(table) {
  const cells = (/** @type {HTMLTableRowElement} */ row) => [...row.cells].map(runsOf);
  const [first, ...more] = table.tHead ? [...table.tHead.rows] : [];
  const rows = [...more, ...[...table.tBodies].flatMap((body) => [...body.rows]), ...(table.tFoot ? table.tFoot.rows : [])].map(cells);
  const title = table.caption ? paragraph([{ text: textOf(table.caption), bold: true }]) : [];
  return [...title, { kind: "table", head: first ? cells(first) : [], rows }];
}

/** @param {Element} element */
function textOf(element) {
  return runsOf(element).map((run) => run.text).join("");
}

/** The pieces of a text, without spaces around it. @param {Element} element @returns {Run[]} */
function runsOf(element) {
  /** @type {Run[]} */ const runs = [];
  collect(element, looksOf(element, {}), runs);
  const first = runs.find((run) => run.text.trim());
  const last = runs.findLast((run) => run.text.trim());
  if (!first || !last) return [];
  first.text = first.text.trimStart();
  last.text = last.text.trimEnd();
  return runs.slice(runs.indexOf(first), runs.indexOf(last) + 1);
}

/** @param {Node} node @param {Omit<Run, "text">} looks @param {Run[]} runs */
function collect(node, looks, runs) {
  for (const child of node.childNodes) {
    if (child instanceof Text) runs.push({ ...looks, text: child.data.replace(/\s+/g, " ") });
    if (!(child instanceof Element) || child.matches(SKIPPED) || child.matches(NESTED)) continue;
    if (child.matches("br")) runs.push({ ...looks, text: "\n" });
    // Blocks inside an item or a cell begin on a line of their own.
    if (child.matches("p, div") && runs.some((run) => run.text.trim())) runs.push({ text: "\n" });
    collect(child, looksOf(child, looks), runs);
  }
}

/** @param {Element} element @param {Omit<Run, "text">} looks */
function looksOf(element, looks) {
  if (element.matches("strong, b, tbody th, .callout__title, .item__label")) return { ...looks, bold: true };
  if (element.matches("em, i, cite")) return { ...looks, italic: true };
  return element instanceof HTMLAnchorElement && !element.closest(".footnote-ref") ? { ...looks, href: element.href } : looks;
}
