/** A list of partners can be shown as cards or as a table with a row for each. The address says which. */
import { button, element, every, first } from "./element.js";
import { pickButton } from "./pick.js";

/** What the views are called. The first is the one that needs no word in the address. */
const VIEWS = { list: "List", table: "Table" };

/** @param {HTMLElement} place  stands before the list */
export function offerViews(place) {
  const list = /** @type {HTMLElement} */ (first(document, "ul.cards"));
  const table = tableOf(list);
  const buttons = Object.entries(VIEWS).map(([view, name]) => button({ "data-view": view }, name, () => {
    const address = new URL(location.href);
    view === "list" ? address.searchParams.delete("view") : address.searchParams.set("view", view);
    history.replaceState(history.state, "", tidy(address));
    show();
  }));
  const show = () => {
    const asked = new URLSearchParams(location.search).get("view") || "";
    const view = asked in VIEWS ? asked : "list";
    for (const one of buttons) one.setAttribute("aria-pressed", String(one.dataset.view === view));
    table(view === "table");
  };
  place.append(element("div", { role: "group", "aria-label": "Show partners as" }, ...buttons));
  place.hidden = false;
  addEventListener("popstate", show);
  show();
}

/**
 * The table is made of the cards when it is first asked for, and follows them: which are shown, and in which order.
 * @param {HTMLElement} list @returns {(wanted: boolean) => void}
 */
function tableOf(list) {
  /** @type {WeakMap<Element, HTMLElement>} */ const rows = new WeakMap();
  const body = element("tbody");
  const region = element("div", { class: "table table--partners", role: "region", tabindex: "0", "aria-label": "Partners as a table" });
  const fill = () => body.replaceChildren(...every(list, ".card:not([hidden])").map((card) => {
    const row = rows.get(card) || rowOf(card);
    rows.set(card, row);
    row.toggleAttribute("data-may-fit", card.hasAttribute("data-may-fit"));
    const ask = first(card, ".card__ask");
    first(row, ".card__ask")?.remove();
    if (ask) first(row, "th a")?.after(ask.cloneNode(true));
    return row;
  }));
  const observer = new MutationObserver(fill);
  return (wanted) => {
    observer.disconnect();
    list.dataset.view = wanted ? "table" : "list";
    if (wanted) {
      if (!region.isConnected) {
        const heads = ["Partner", ...every(first(list, ".card") || list, ".card__fact dt").map((name) => name.textContent || "")];
        region.append(element("table", {}, element("caption", { class: "visually-hidden" }, "Partners, with what they state"), element("thead", {}, element("tr", {}, ...heads.map((name) => element("th", { scope: "col" }, name)))), body));
        list.after(region);
      }
      fill();
      observer.observe(list, { childList: true, subtree: true, attributes: true, attributeFilter: ["hidden", "data-may-fit"] });
    }
    region.hidden = !wanted;
  };
}

/** @param {HTMLElement} card */
function rowOf(card) {
  const link = /** @type {HTMLAnchorElement} */ (first(card, ".card__name a"));
  const name = link.textContent || "";
  const cells = every(card, ".card__fact dd").map((fact) => {
    const states = first(fact, "[data-codes]");
    if (!states) return element("td", { class: fact.parentElement?.classList[1] || "" }, ...fact.cloneNode(true).childNodes);
    return element("td", {}, element("span", { "aria-hidden": "true" }, states.dataset.codes || ""), element("span", { class: "visually-hidden" }, states.title || states.textContent || ""));
  });
  return element("tr", {}, element("th", { scope: "row" }, link.cloneNode(true), pickButton(card.dataset.provider || "", name)), ...cells);
}

/** Commas may stand in an address as they are, and are easier to read so. @param {URL} address */
function tidy(address) {
  return address.pathname + address.search.replace(/%2C/gi, ",") + address.hash;
}
