/** What a reader takes along: files, and text on the clipboard. The script that makes files comes when it is first wanted. */
import { insertScript, shared } from "../load.js";
import { meetingsOf, paperOf, rowsOf } from "./document.js";

/** @import { Outcomes, Sheet } from "./evaluate.js" */

/**
 * Saves a file of this kind and says so; for `text`, gives the text itself.
 * @param {HTMLElement} tool  names the script @param {string} kind @param {Sheet} sheet @param {Outcomes} outcomes
 * @returns {Promise<string>}
 */
export async function saveAs(tool, kind, sheet, outcomes) {
  try {
    const { takeScript = "", takeIntegrity } = tool.dataset;
    if (!shared.save) await insertScript(new URL(takeScript, document.baseURI).href, takeIntegrity);
    return shared.save?.(kind, { paper: paperOf(sheet, outcomes), rows: rowsOf(sheet, outcomes), meetings: meetingsOf(sheet, outcomes) }) || "";
  } catch {
    return "The file could not be made. Reload the page and try again; your answers are kept.";
  }
}

/** Whether a text was put on the clipboard. @param {string} text */
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
