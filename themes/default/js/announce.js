/** Says what has changed: at once to the eye, and to a screen reader once things rest. */
import { element } from "./element.js";

const REST = 500;

/**
 * Splits a status line in two: the text that is seen changes with each keystroke, the text that
 * is spoken (the element with `role="status"`) only when nothing has changed for half a second.
 * @param {HTMLElement} status  present when the page loads, so that assistive technology knows it
 * @param {HTMLElement | null} [seen]  what is seen; without it an element like the status line is made
 * @returns {(text: string) => void}
 */
export function announcer(status, seen) {
  if (!seen) {
    seen = element("p", { class: status.className, "aria-hidden": "true" }, status.textContent || "");
    status.before(seen);
    status.className = "visually-hidden";
  }
  const shown = seen;
  const speak = speaker(status);
  return (text) => {
    if (shown.textContent !== text) shown.textContent = text;
    speak(text);
  };
}

/** Speaks through a status element, once things rest. @param {HTMLElement} status */
export function speaker(status) {
  let timer = 0;
  /** @param {string} text */
  return (text) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (status.textContent !== text) status.textContent = text;
    }, REST);
  };
}
