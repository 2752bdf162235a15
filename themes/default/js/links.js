/** Links to places on a page: their addresses are copied, and what they name is opened. */
import { speaker } from "./announce.js";
import { element, first } from "./element.js";

/** How long a link shows that it was copied. */
const SHOWN = 2000;

/** A click on the mark beside a heading also puts its address on the clipboard. */
export function copyLinks() {
  if (!navigator.clipboard || !first(document, ".anchor")) return;
  const status = document.body.appendChild(element("p", { role: "status", class: "visually-hidden" }));
  const speak = speaker(status);
  document.addEventListener("click", async (event) => {
    const anchor = event.target instanceof Element && event.target.closest("a.anchor");
    if (!anchor) return;
    try {
      await navigator.clipboard.writeText(/** @type {HTMLAnchorElement} */ (anchor).href);
    } catch {
      return;
    }
    anchor.setAttribute("data-copied", "");
    speak("Link copied");
    setTimeout(() => {
      anchor.removeAttribute("data-copied");
      status.textContent = "";
    }, SHOWN);
  });
}

/** What the address names is shown even when it stands in something closed. */
export function openTarget() {
  const open = () => {
    const target = document.getElementById(decode(location.hash.slice(1)));
    let closed = target?.closest("details:not([open])");
    if (!target || !closed) return;
    for (; closed; closed = target.closest("details:not([open])")) closed.setAttribute("open", "");
    target.scrollIntoView();
  };
  addEventListener("hashchange", open);
  open();
}

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
