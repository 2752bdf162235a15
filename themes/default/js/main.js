/** The script of every page. Each part is a comfort: without it the page reads and works as it is. */
import { followContents } from "./contents.js";
import { focusOn } from "./element.js";
import { attempt, enhance } from "./enhance.js";
import { listenForFiles } from "./files.js";
import { copyLinks, openTarget } from "./links.js";
import { loadSearch } from "./load.js";
import { keepPages } from "./offline.js";
import { dateSheets } from "./paper.js";
import { offerShortlist } from "./pick.js";
import { modalSheet } from "./sheet.js";
import { listenForSlash } from "./slash.js";
import { offerViews } from "./views.js";

enhance({
  /** The search in the header: its script comes when the box is first used. */
  "search-box": (form) => form.addEventListener("focusin", () => loadSearch().catch(() => {})),
  /** The menu of small screens closes behind whoever leaves it with the keyboard. */
  menu: (menu) => document.addEventListener("focusin", ({ target }) => {
    const within = /** @type {Element} */ (target).closest("#menu, [popovertarget=menu]");
    if (!within && menu.matches(":popover-open")) menu.hidePopover();
  }),
  sheet: modalSheet,
  views: offerViews,
  /** Nothing to do without script: the browser's own menu prints too. */
  print: (button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  },
});
for (const part of [listenForFiles, listenForSlash, offerShortlist, openTarget, copyLinks, followContents, replacePopovers, keepPages, dateSheets]) attempt(part);

/** Where popovers are unknown their content stands at the foot of the page: a term leads there, other buttons have nothing to do. */
function replacePopovers() {
  if ("popover" in HTMLElement.prototype) return;
  for (const button of document.querySelectorAll("button[popovertarget]")) {
    const target = document.getElementById(button.getAttribute("popovertarget") || "");
    if (!target || !button.matches(".term")) /** @type {HTMLElement} */ (button).hidden = true;
    else button.addEventListener("click", () => focusOn(target));
  }
}
