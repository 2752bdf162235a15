/** The key `/` leads to the search box, unless the reader has switched that off (WCAG 2.1.4). */
import { every } from "./element.js";
import { keep, kept } from "./store.js";

const SWITCH = "slash";

/** @returns {boolean} */
export function slashIsOn() {
  return kept(SWITCH, true);
}

/** @param {boolean} on */
export function setSlash(on) {
  keep(SWITCH, on);
}

export function listenForSlash() {
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isWriting(event.target) || !slashIsOn()) return;
    const boxes = [...every(document, "main [role=search] input[type=search]"), ...every(document, "[data-enhance~=search-box] input[type=search]")];
    const box = /** @type {HTMLInputElement | undefined} */ (boxes.find((one) => one.getClientRects().length));
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
}

/** @param {EventTarget | null} target */
function isWriting(target) {
  return target instanceof Element && target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]") !== null;
}
