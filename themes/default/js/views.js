/** A list of partners can be shown as cards or as a table with a row for each. The address says which. */
import { button, element, every, first } from "./element.js";

/** What the views are called. The first is the one that needs no word in the address. */
const VIEWS = { list: "List", table: "Table" };

/** @param {HTMLElement} place  stands before the list */
export function offerViews(place) {
  const list = /** @type {HTMLElement} */ (first(document, "ul.cards"));
  const heads = element("div", { class: "views__heads", "aria-hidden": "true" });
  list.before(heads);
  const buttons = Object.entries(VIEWS).map(([view, name]) => button({ "data-view": view }, name, () => {
    const address = new URL(location.href);
    view === "list" ? address.searchParams.delete("view") : address.searchParams.set("view", view);
    history.replaceState(history.state, "", tidy(address));
    show();
  }));
  const show = () => {
    const asked = new URLSearchParams(location.search).get("view") || "";
    const view = asked in VIEWS ? asked : "list";
    list.dataset.view = view;
    for (const one of buttons) one.setAttribute("aria-pressed", String(one.dataset.view === view));
    if (view === "table" && !heads.childElementCount) {
      const facts = every(first(list, ".card") || list, ".card__fact dt");
      heads.append(...["Partner", ...facts.map((fact) => fact.textContent || "")].map((name) => element("span", {}, name)));
    }
    heads.hidden = view !== "table";
  };
  place.append(element("div", { role: "group", "aria-label": "Show partners as" }, ...buttons));
  place.hidden = false;
  addEventListener("popstate", show);
  show();
}

/** Commas may stand in an address as they are, and are easier to read so. @param {URL} address */
function tidy(address) {
  return address.pathname + address.search.replace(/%2C/gi, ",") + address.hash;
}
