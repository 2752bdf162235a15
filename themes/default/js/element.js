/** Makes and finds parts of the page. Text only ever becomes text nodes. */

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function element(name, attributes = {}, ...children) {
  const made = describe(document.createElement(name), attributes);
  made.append(...children);
  return made;
}

/** @template {Element} Made @param {Made} made @param {Record<string, string>} attributes */
export function describe(made, attributes) {
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/**
 * A button that does something on this page.
 * @param {Record<string, string>} attributes @param {string} text @param {() => void} action
 */
export function button(attributes, text, action) {
  const made = element("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", action);
  return made;
}

/** All that match, as elements whose attributes and `hidden` can be set. @param {ParentNode} within @param {string} selector */
export function every(within, selector) {
  return /** @type {HTMLElement[]} */ ([...within.querySelectorAll(selector)]);
}

/** The first that matches. @param {ParentNode} within @param {string} selector */
export function first(within, selector) {
  return /** @type {HTMLElement | null} */ (within.querySelector(selector));
}

/** Moves the focus, also to what one cannot reach with the Tab key. @param {HTMLElement} target */
export function focusOn(target) {
  if (target.tabIndex < 0) target.tabIndex = -1;
  target.focus();
}

/** Escape empties a field, in every browser. @param {HTMLInputElement} field */
export function emptyOnEscape(field) {
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !field.value) return;
    event.preventDefault();
    field.value = "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
