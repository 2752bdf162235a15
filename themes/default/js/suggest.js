/**
 * The search box in the header, with results below it as one types: a combobox with a list. Focus never
 * leaves the box; without a choice from the list Enter sends the form, as it does without script.
 */
import { speaker } from "./announce.js";
import { describe, element, first } from "./element.js";
import { recentQueries, remember } from "./recent.js";
import { linkTo, searchFor } from "./routes.js";

/** @import { Answers, Found } from "./answers.js" */

/** A line of the list. @typedef {{ href: string, title: string, about: string }} Option */

const MOST = 7;
/** What whole names, and beginnings of names, are worth at least. */
const CALLED_SO = 8000;

/** What a result is, where its kind does not say it. @type {Record<string, string>} */
const ONE = { provider: "partner", toolkit: "template" };

/** @param {HTMLElement} form @param {Answers} search */
export function suggest(form, search) {
  const input = /** @type {HTMLInputElement} */ (first(form, "input[type=search]"));
  const note = element("p", { class: "suggest__note" });
  const list = element("div", { role: "listbox", id: `${input.id}-list`, "aria-label": "Suggestions" });
  const box = element("div", { class: "suggest", hidden: "" }, note, list);
  const status = element("p", { role: "status", class: "visually-hidden" });
  const speak = speaker(status);
  form.append(box, status);
  describe(input, { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" });

  let turn = 0;
  let active = -1;

  /** @param {number} to */
  const mark = (to) => {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = to;
    const option = list.children[to];
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  };

  /** @param {boolean} on */
  const open = (on) => {
    box.hidden = !on;
    input.setAttribute("aria-expanded", String(on && list.children.length > 0));
    if (!on) mark(-1);
  };

  /** A line of the list: made once, and changed where it comes to say something else, so that nothing flickers. @param {Option} option @param {number} i */
  const line = ({ href, title, about }, i) => {
    const shown = /** @type {HTMLAnchorElement} */ (list.children[i] || list.appendChild(element(
      "a", { role: "option", id: `${list.id}-${i}`, tabindex: "-1", class: "suggest__option", "aria-selected": "false" },
      element("span", { class: "suggest__title" }), " ", element("span", { class: "suggest__about" }),
    )));
    shown.href = href;
    // Browsers leave a text alone that is the same already.
    [title, about].forEach((text, at) => (shown.children[at].textContent = text));
  };

  /** @param {Option[]} options @param {string} remark */
  const show = (options, remark) => {
    const chosen = list.children[active]?.getAttribute("href");
    note.textContent = remark;
    note.hidden = !remark;
    options.forEach(line);
    while (list.children[options.length]) list.lastChild?.remove();
    // What was reached with the arrow keys stays reached while further results arrive.
    mark(options.findIndex(({ href }) => href === chosen));
    open(options.length > 0 || remark !== "");
  };

  const ask = async () => {
    const mine = ++turn;
    const text = input.value.trim();
    if (!text) return show(recentQueries().map((query) => ({ href: searchFor(query), title: query, about: "searched before" })), "");
    /** @param {Found} found */
    const take = ({ hits, total, correction, directory }) => {
      if (mine !== turn) return;
      const options = hits.map(({ url, title, context, kind }) => ({ href: linkTo(url), title, about: context || ONE[kind] || kind.replace("-", " ") }));
      // Filters come first, but for one beside a hit that is called so itself.
      if (directory) options.splice(directory.facets < 2 && hits[0]?.score > CALLED_SO ? 1 : 0, 0, { href: linkTo(directory.route), title: directory.title, about: "" });
      if (hits.length) options.push({ href: searchFor(text), title: `All results for “${text}”`, about: total ? String(total) : "" });
      show(options, correction ? `Showing results for “${correction}”` : options.length ? "" : "Nothing found.");
      speak(options.length ? `${options.length} suggestions. Use the arrow keys.` : "Nothing found.");
    };
    try {
      take(await search.ask(text, { limit: MOST, early: take }));
    } catch {
      if (mine === turn) show([], "The search could not be loaded.");
    }
  };

  input.addEventListener("input", ask);
  input.addEventListener("focus", ask);
  input.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (event.isComposing) return;
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (box.hidden) open(true);
      mark(active < 0 && step < 0 ? count - 1 : (active + step + count) % count);
    } else if (event.key === "Enter" && active >= 0 && !box.hidden) {
      event.preventDefault();
      /** @type {HTMLElement} */ (list.children[active]).click();
    } else if (event.key === "Escape") {
      // First the list goes, then the words.
      event.preventDefault();
      turn++;
      if (box.hidden) input.value = "";
      open(false);
    }
  });
  // A press on the list must not take the focus away before its click arrives.
  box.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", () => remember(input.value));
  form.addEventListener("submit", () => remember(input.value));
  form.addEventListener("focusout", (event) => {
    if (!form.contains(/** @type {Node | null} */ (event.relatedTarget))) open(false);
  });
  if (document.activeElement === input) void ask();
}
