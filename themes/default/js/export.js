/** Offers a page as a Word file, made on this device from what is shown. */
import { enhance } from "./enhance.js";
import { fileName } from "./export/document.js";
import { docx } from "./export/docx.js";
import { download } from "./export/download.js";
import { blocksOf } from "./export/read.js";

/** @import { Block } from "./export/document.js" */

enhance({
  /** A button that stays hidden without this script. */
  "save-docx": (button) => {
    button.hidden = false;
    button.addEventListener("click", save);
  },
});

/** The text of the page, its sources, and where it was found. */
function save() {
  const title = textAt("h1");
  /** @type {Block[]} */ const lead = textAt(".lead") ? [{ kind: "paragraph", runs: textAt(".lead") }] : [];
  const parts = [...document.querySelectorAll("main .prose, main .sources")].flatMap(blocksOf);
  const address = document.querySelector("link[rel=canonical]")?.getAttribute("href") || location.href;
  /** @type {Block} */ const from = { kind: "paragraph", runs: [{ text: "From " }, { text: address, href: address }] };
  download(fileName(title, "docx"), docx({ title, language: document.documentElement.lang, blocks: [...lead, ...parts, from] }));
}

/** @param {string} selector */
function textAt(selector) {
  return document.querySelector(`main ${selector}`)?.textContent?.trim() || "";
}
