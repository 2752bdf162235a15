/** Runs the enhancements that a page asks for. */

/**
 * Each element with `data-enhance="name other"` gets the enhancements of those names.
 * One that fails leaves its element as it was: every page works without script.
 * @param {Record<string, (element: HTMLElement) => void>} enhancements
 */
export function enhance(enhancements) {
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-enhance]"))) {
    for (const name of (element.dataset.enhance || "").split(" ")) {
      if (Object.hasOwn(enhancements, name)) attempt(() => enhancements[name](element));
    }
  }
}

/** @param {() => void} work */
export function attempt(work) {
  try {
    work();
  } catch (problem) {
    console.warn(problem);
  }
}
