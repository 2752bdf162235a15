/** Makes files of what a reader has entered, on the device. Loaded when a file is first asked for. */
import { csv } from "./export/csv.js";
import { fileName } from "./export/document.js";
import { docx } from "./export/docx.js";
import { download } from "./export/download.js";
import { calendar, isStart } from "./export/ics.js";
import { markdown } from "./export/markdown.js";
import { shared } from "./load.js";

/** @import { Document } from "./export/document.js" */
/** @import { Event } from "./export/ics.js" */

/**
 * What files are made of.
 * @typedef {{ paper: Document, rows: string[][], meetings: Event[] }} Goods
 * @typedef {typeof save} Save
 */

/**
 * Saves a file of this kind and says so; for `text`, gives the text itself.
 * @param {string} kind @param {Goods} goods
 */
function save(kind, { paper, rows, meetings }) {
  if (kind === "text") return markdown(paper);
  const dated = meetings.filter((meeting) => isStart(meeting.start));
  if (kind === "ics" && !dated.length) return "There are no meetings yet. Give the first day of one.";
  const name = fileName(paper.title, kind);
  /** @type {Record<string, () => string | Uint8Array<ArrayBuffer>>} */ const makers = {
    docx: () => docx(paper),
    md: () => markdown(paper),
    csv: () => csv(rows, { bom: true }),
    ics: () => calendar(dated, { name: paper.title, stamp: new Date() }),
  };
  download(name, makers[kind]());
  return `Saved as ${name}.`;
}

shared.save = save;
