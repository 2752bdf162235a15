/** The page of all results, grouped by kind. The address carries the query. */
import { addressBar } from "./address.js";
import { announcer } from "./announce.js";
import { button, element, emptyOnEscape, every, first } from "./element.js";
import { enhance } from "./enhance.js";
import { excerptOf } from "./excerpt.js";
import { loadSearch } from "./load.js";
import { forget, recentQueries, remember } from "./recent.js";
import { linkTo, searchFor } from "./routes.js";
import { setSlash, slashIsOn } from "./slash.js";
import { inAddress, many } from "./words.js";

/** @import { Answers, Found, Hit } from "./answers.js" */
/** @import { Part } from "./excerpt.js" */

/** What the results of a kind are called. @type {Record<string, string>} */
const KINDS = { provider: "Partners", page: "Pages", section: "Sections", question: "Questions to ask", term: "Glossary", article: "Articles", "case-study": "Case studies", toolkit: "Templates", tool: "Tools" };
/** So many of a kind are shown at first. */
const FEW = 5;
const MOST = 200;
/** So many are shown even if they lack some of what was asked for. */
const LEAST = 10;

enhance({ "search-results": results });

/** @param {HTMLElement} area  the element with `data-enhance="search-results"` */
function results(area) {
  const input = /** @type {HTMLInputElement} */ (first(document, "main input[name=q]"));
  const status = element("p", { role: "status", class: "search-results__status" });
  const found = element("div", {});
  // What is kept on the device stands below the results; it waits for them, so that nothing jumps.
  const kept = onThisDevice();
  kept.hidden = true;
  area.replaceChildren(status, found, kept);
  const say = announcer(status);
  let turn = 0;
  let typing = false;

  /** @param {string} address */
  const show = async (address) => {
    const mine = ++turn;
    const text = (new URLSearchParams(address).get("q") || "").trim();
    if (input.value.trim() !== text) input.value = text;
    if (!text) {
      found.replaceChildren();
      kept.hidden = false;
      return say("");
    }
    try {
      const search = await loadSearch();
      const answer = await search.ask(text, { limit: MOST });
      if (mine !== turn) return;
      const { total, correction, directory } = answer;
      const hits = answer.hits.filter((hit, i) => hit.full || i < LEAST);
      const alike = hits.length ? [] : await search.near(text);
      if (mine !== turn) return;
      const groups = groupsOf(hits).map(([kind, of]) => group(kind, of, (hit) => excerpt(search, hit, answer)));
      if (directory) groups.unshift(element("p", { class: "search-results__filter" }, element("a", { href: linkTo(directory.route) }, directory.title)));
      found.replaceChildren(...hits.length ? groups : [...groups, nothing(text, alike)]);
      say(hits.length ? `${many(Math.max(total, hits.length), "result")} for “${correction || text}”.${correction ? ` Nothing for “${text}” as typed.` : total ? "" : " None has all of the words."}` : `Nothing found for “${text}”.${alike.length ? ` Did you mean ${alike.join(", ")}?` : ""}`);
    } catch {
      if (mine !== turn) return;
      found.replaceChildren(element("p", {}, button({ class: "button" }, "Try again", () => show(address))));
      say("The search could not be loaded.");
    }
    kept.hidden = false;
  };

  const bar = addressBar((address) => {
    typing = false;
    return show(address);
  });
  input.addEventListener("input", () => {
    const address = addressOfQuery(input.value);
    typing ? bar.replace(address) : bar.push(address);
    typing = true;
    void show(address);
  });
  input.addEventListener("change", () => {
    typing = false;
    remember(input.value);
  });
  emptyOnEscape(input);
  input.form?.addEventListener("submit", (event) => {
    event.preventDefault();
    remember(input.value);
  });
  found.addEventListener("click", () => remember(input.value));
}

/** The part of a hit's text to show. @param {Answers} search @param {Hit} hit @param {Found} found */
async function excerpt(search, hit, { marks }) {
  const { summary = "", text = "" } = await search.texts(hit);
  return excerptOf(summary, text, marks, search.read);
}

/** @param {string} text */
function addressOfQuery(text) {
  const query = text.trim();
  return query && "q=" + inAddress(query);
}

/** Hits by kind, the kind of the best hit first. @param {Hit[]} hits @returns {[string, Hit[]][]} */
function groupsOf(hits) {
  /** @type {Map<string, Hit[]>} */ const groups = new Map();
  for (const hit of hits) {
    const group = KINDS[hit.kind] || hit.kind;
    groups.set(group, [...groups.get(group) || [], hit]);
  }
  return [...groups];
}

/** @param {string} kind @param {Hit[]} hits @param {(hit: Hit) => Promise<Part[]>} excerpt */
function group(kind, hits, excerpt) {
  const list = element("ol", { class: "hits" });
  const section = element("section", {}, element("h2", {}, `${kind} `, element("span", { class: "hits__count" }, String(hits.length))), list);
  /** @param {number} from @param {number} to */
  const add = (from, to) => {
    for (const hit of hits.slice(from, to)) {
      const text = element("p", { class: "hit__text" });
      list.append(element("li", { class: "hit" }, element("h3", { class: "hit__title" }, element("a", { href: linkTo(hit.url) }, hit.title)), ...hit.context ? [element("p", { class: "hit__about" }, hit.context)] : [], text));
      excerpt(hit).then((parts) => text.replaceChildren(...parts.map(({ text, mark }) => (mark ? element("mark", {}, text) : text))), () => text.remove());
    }
  };
  add(0, FEW);
  if (hits.length > FEW) {
    section.append(button({ class: "button button--quiet" }, `Show all ${hits.length}`, function () {
      add(FEW, hits.length);
      every(list, ".hit__title a")[FEW].focus();
      section.lastElementChild?.remove();
    }));
  }
  return section;
}

/** What to try instead. @param {string} text @param {string[]} alike  names that look like it */
function nothing(text, alike) {
  const words = text.split(/\s+/);
  const fewer = words.length > 1 ? words.map((_, i) => words.filter((_, j) => j !== i).join(" ")) : [];
  const box = element("div", { class: "search-results__none" }, element("p", {}, "Try fewer words, another spelling, or go to the ", element("a", { href: linkTo("/providers/") }, "list of partners"), ", the ", element("a", { href: linkTo("/playbook/") }, "playbook"), " or the ", element("a", { href: linkTo("/glossary/") }, "glossary"), "."));
  /** @param {string} head @param {string[]} queries */
  const offer = (head, queries) => queries.length && box.append(element("p", {}, head), element("ul", {}, ...queries.map((query) => element("li", {}, element("a", { href: searchFor(query) }, query)))));
  offer("Did you mean:", alike);
  offer("With fewer words:", fewer.slice(0, 4));
  return box;
}

/** What is kept on this device, and how to have it otherwise. */
function onThisDevice() {
  const list = element("ul", {});
  const recent = element("div", {}, element("h3", {}, "Recent searches"), list);
  const showRecent = () => {
    const queries = recentQueries();
    recent.hidden = !queries.length;
    list.replaceChildren(...queries.map((query) => element("li", {}, element("a", { href: searchFor(query) }, query))));
  };
  recent.append(button({ class: "button button--quiet" }, "Forget recent searches", () => {
    forget();
    showRecent();
  }));
  showRecent();
  const box = element("input", { type: "checkbox" });
  box.checked = slashIsOn();
  box.addEventListener("change", () => setSlash(box.checked));
  return element("section", { class: "on-device" }, element("h2", {}, "On this device"), recent, element("p", {}, element("label", {}, box, " The key / leads to the search box")), element("p", {}, "Both stay on this device. The search itself runs here, too; your words become part of the page’s address, so that you can share it."));
}
