/** The sheet of filters on a small screen: while it is open, what it covers can be neither reached nor read. */
import { every, first } from "./element.js";

/** @param {HTMLElement} sheet  a popover */
export function modalSheet(sheet) {
  const opener = first(document, `[popovertarget="${sheet.id}"]`);
  const cover = (/** @type {boolean} */ covered) => {
    sheet.setAttribute("role", covered ? "dialog" : "group");
    sheet.ariaModal = covered ? "true" : null;
    for (let part = sheet, parent = part.parentElement; parent && part !== document.body; part = parent, parent = part.parentElement) {
      // What is said aloud is said still.
      for (const other of every(parent, ":scope > :not([role=status])")) if (other !== part) other.inert = covered;
    }
  };
  // The browser gives the focus back while it closes, so what takes it must be free before.
  sheet.addEventListener("beforetoggle", ({ newState }) => newState === "closed" && cover(false));
  sheet.addEventListener("toggle", ({ newState }) => {
    if (newState === "open") cover(true);
    else if (document.activeElement === document.body) opener?.focus();
  });
  // On a wide screen it is no sheet.
  matchMedia("(min-width: 48rem)").addEventListener("change", () => sheet.hidePopover());
}
