/**
 * The directory. Without script its form is hidden and every facet value leads to a page of its own;
 * with script the list narrows as boxes are ticked and words are typed, and the address keeps up.
 */
import { addressBar } from "./address.js";
import { announcer, speaker } from "./announce.js";
import { showChips, showHints } from "./chips.js";
import { button, element, emptyOnEscape, every, first, focusOn } from "./element.js";
import { enhance } from "./enhance.js";
import { addressOf, after, allOf, answer, bestLift, chosenOf, countOf, noneOf, openOf, put, selectionOf, withValue, without } from "./facets.js";
import { inPage } from "./in-page.js";
import { loadSearch, shared } from "./load.js";
import { matcher } from "./matcher.js";
import { narrowList } from "./narrow.js";
import { range } from "./range.js";
import { stateMap } from "./state-map.js";
import { many, numeral } from "./words.js";

/** @import { Hint } from "./answers.js" */
/** @import { Lift, Lifted, Selection } from "./facets.js" */
/** @import { Match } from "./matcher.js" */

enhance({ facets: directory });

/** @param {HTMLElement} form  `<form data-enhance="facets">` */
export function directory(form) {
  const page = readPage(/** @type {HTMLFormElement} */ (form));
  const { facets, marks, controls } = page;
  const list = shared.paged && form.dataset.paged ? shared.paged(form, controls.results, facets) : inPage(controls.results, marks.length + facets.length);
  const everyone = allOf(list.size);
  const say = announcer(controls.status, controls.count);
  const [showCounts, counts] = counter(page);
  const showTally = tally(page);

  /** @type {Selection} */ let selection = selectionOf(facets, "");
  /** What the query leaves; `everyone` itself without a query. */
  let within = everyone;
  /** How well each place matches the words. @type {Map<number, number> | null} */ let scores = null;
  let note = "";
  /** @type {Hint[]} */ let hints = [];
  /** Values that the reader said the words do not mean. @type {Set<number>} */ const dismissed = new Set();
  /** Other ways to choose, which say what is chosen too. @type {((selection: Selection, counts: number[]) => void)[]} */ const others = [];
  let turn = 0;
  let typing = false;

  /** Shows what is chosen; done when the cards are there. */
  const show = () => {
    const holders = list.holders || [];
    const { chosen, silent } = selection;
    const [sure, all] = [false, true].map((silent) => answer(facets, holders, chosen, within, silent));
    const { found, counts, lacks } = silent ? all : sure;
    const total = countOf(found);
    const certain = countOf(sure.found);
    const more = countOf(all.found) - certain;
    if (list.page) selection.page = Math.min(selection.page, Math.ceil(total / list.page) || 1);
    const cards = list.show(found, scores, selection.sort, selection.page, lacks, (card, place) => ask(card, silent ? openOf(facets, holders, chosen, place) : ""));
    list.pager?.(total, selection.page, (page) => `?${addressOf(facets, { ...selection, page })}`, (page) => void change({ page }));
    const now = counts();
    showCounts(now);
    for (const say of others) say(selection, now);
    showTally(chosen, total);
    showChips(controls.chips, chips(), controls.count);
    showHints(controls.hints, hints.filter((hint) => !chosen.get(hint.facet)?.has(hint.value)), controls.count, use, dismiss);
    showEmpty(total ? null : bestLift(facets, holders, chosen, within, everyone), !total);
    showSilent(more);
    const counted = more && !certain ? "None states all of this" : many(total) + (total < list.size ? ` of ${numeral(list.size)}` : "");
    const also = more ? `${numeral(more)} ${certain ? silent ? "of them " : "more " : ""}may fit. ` : "";
    say(`${counted}. ${also}${note}`.trim().replace(/\.$/, ""));
    return cards;
  };

  /** Shows a selection; the query is looked up first. @param {Selection} next */
  const apply = async (next) => {
    const asked = next.q !== selection.q;
    selection = next;
    writeControls(page, selection);
    // A page as it was built needs no data.
    if (!list.holders && !addressOf(facets, next)) return;
    try {
      if (!list.holders) await list.load();
      if (next !== selection || asked && !await look()) return;
      await show();
    } catch {
      say("The list could not be loaded. Try again.");
    }
  };

  /** Finds out what the query means; false when a later query has made this one void. */
  const look = async () => {
    const mine = ++turn;
    const text = selection.q;
    if (!text) {
      dismissed.clear();
      take(null);
      return true;
    }
    const match = await matcher(text, [...dismissed]);
    if (mine !== turn) return false;
    take(match || list.plain(text));
    return true;
  };

  /** @param {Match | null} match  null without a query */
  const take = (match) => {
    note = match ? match.remark : "";
    hints = match ? match.hints : [];
    within = everyone;
    scores = null;
    if (!match?.hits) return;
    within = noneOf(list.size);
    scores = new Map();
    for (const hit of match.hits) {
      const place = list.placeOf(hit);
      if (place === undefined) continue;
      put(within, place);
      scores.set(place, hit.score);
    }
  };

  /** Chooses the value that words were read as, and takes the words out. @param {Hint} hint */
  const use = (hint) => void change({ q: hint.rest, chosen: withValue(selection.chosen, hint.facet, hint.value) });

  /** @param {Hint} hint */
  const dismiss = async (hint) => {
    dismissed.add(hint.at);
    if (await look()) await show();
  };

  /** The one way in for what a reader changes. @param {Partial<Selection>} change */
  const change = (change) => {
    const next = { ...selection, page: 1, ...change };
    typing = false;
    bar.push(addressOf(facets, next));
    return apply(next);
  };

  /** @param {Lifted[]} lifted */
  const lift = (lifted) => change({ chosen: after(lifted, selection.chosen), q: lifted.every(({ facet }) => facet) ? selection.q : "" });

  const chips = () => {
    const made = facets.flatMap((facet) => chosenOf(facet, selection.chosen).map((value) => ({ label: value.label, remove: () => void lift([{ facet, values: [value] }]) })));
    if (selection.q) made.unshift({ label: `“${selection.q}”`, remove: () => void lift([{ facet: null, values: [] }]) });
    return made;
  };

  /** Does what a button of the empty result offers: the button goes, the focus moves to the count, or to the first that it added. @param {() => void | Promise<void>} action */
  const leave = async (action) => {
    await action();
    focusOn(first(controls.results, "[data-may-fit]:not([hidden]) a") || controls.count);
  };

  /** @param {Lift | null} best @param {boolean} empty */
  const showEmpty = (best, empty) => {
    controls.empty.hidden = !empty;
    if (!empty) return;
    const offer = (/** @type {string} */ text, /** @type {() => void | Promise<void>} */ action) => button({ class: "button button--quiet" }, text, () => leave(action));
    const nameOf = (/** @type {Lifted} */ { facet, values }) => facet ? `${facet.label}: ${values.map((value) => value.label).join(", ")}` : `the words “${selection.q}”`;
    const ways = best ? [offer(`Remove ${best.lifted.map(nameOf).join(" and ")}`, () => lift(best.lifted)), ` to see ${many(best.count)}.`] : [offer("Clear all", clear)];
    const asked = selection;
    const line = every(controls.empty, "p")[1];
    if (asked.q && !countOf(within)) void shared.search?.near(asked.q).then((names) => {
      if (asked === selection && names[0]) line.append(" Did you mean: ", ...names.map((name) => offer(name, () => change({ q: name }))));
    });
    line.replaceChildren(...ways);
  };

  /** Offers those that say nothing against the choice but leave something of it out, or takes them away again. @param {number} more */
  const showSilent = (more) => {
    controls.silent.hidden = !more;
    const { silent } = selection;
    const [count, toggle] = every(controls.silent, "strong, button");
    count.textContent = `${numeral(more)} may fit.`;
    toggle.textContent = silent ? "Hide them" : "Show them";
    toggle.onclick = () => leave(() => change({ silent: !silent }));
  };

  const clear = () => change({ q: "", chosen: new Map(), silent: false });

  /** @param {Event} event */
  const onChange = (event) => {
    if (event.target === controls.query) typing = false;
    else void change(readControls(page));
  };
  form.addEventListener("change", onChange);
  controls.sort?.addEventListener("change", onChange);
  controls.query.addEventListener("input", () => {
    const next = { ...selection, page: 1, q: controls.query.value.trim() };
    const address = addressOf(facets, next);
    // The first letter is a step that Back undoes; those after it belong to the same step.
    typing ? bar.replace(address) : bar.push(address);
    typing = true;
    void apply(next);
  });
  controls.query.addEventListener("focus", () => loadSearch().catch(() => {}));
  emptyOnEscape(controls.query);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    void leave(clear);
  });
  for (const facet of facets) {
    const fieldset = /** @type {HTMLElement} */ (first(form, `[data-facet="${facet.id}"]`));
    const [line, map, field] = [".range", ".map", ".narrow"].map((part) => first(fieldset, part));
    if (line) {
      const show = range(line, facet, (ids) => {
        for (const { id, box } of facet.values) box.checked = ids.includes(id);
        void change(readControls(page));
      });
      others.push(({ chosen }) => show(chosen.get(facet.id)));
    }
    if (map) {
      const show = stateMap(map, facet, (id) => facet.values.find((value) => value.id === id)?.box.click());
      others.push(({ chosen }, counts) => show(chosen.get(facet.id), counts));
    }
    first(fieldset, ".facet__all")?.addEventListener("click", () => {
      const hidden = every(fieldset, "label").find((row) => !row.checkVisibility());
      first(fieldset, "[data-folded]")?.removeAttribute("data-folded");
      if (hidden) first(hidden, "input")?.focus();
    });
    if (field) narrowList(/** @type {HTMLInputElement} */ (field), fieldset, facet.label, speaker(controls.status));
  }
  const start = counts();
  for (const say of others) say(selection, start);
  form.hidden = false;
  const bar = addressBar((address) => {
    typing = false;
    const next = selectionOf(facets, address);
    for (const id of next.chosen.keys()) first(form, `[data-facet="${id}"]`)?.closest("details")?.setAttribute("open", "");
    return apply(next);
  });
  // A form elsewhere may have sent empty fields along.
  bar.replace(addressOf(facets, selection));
}

/**
 * What the page holds: facets, providers and the parts that change.
 * @param {HTMLFormElement} form
 */
function readPage(form) {
  /** @type {(HTMLElement | null)[]} */ const marks = [];
  const facets = every(form, "fieldset[data-facet]").map((fieldset) => ({
    id: fieldset.dataset.facet || "",
    label: textOf(fieldset, "legend"),
    all: fieldset.dataset.match === "all",
    values: every(fieldset, "input[data-i]").map((input) => {
      const box = /** @type {HTMLInputElement} */ (input);
      const row = /** @type {HTMLElement} */ (box.closest("label"));
      const at = Number(box.dataset.i);
      marks[at] = first(row, "[data-count]");
      return { id: box.value, label: textOf(row, "[data-label]"), at, box };
    }),
  }));
  // Without one of these the page stays as it was built.
  const part = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (first(document, selector));
  return {
    form, facets, marks,
    controls: {
      chips: part("[data-chips]"),
      hints: part("[data-hints]"),
      results: part("[data-results]"),
      query: /** @type {HTMLInputElement} */ (first(form, "[name=q]")),
      sort: /** @type {HTMLSelectElement | null} */ (first(document, "#sort")),
      status: part("[data-status]"),
      count: part("#results"),
      empty: part("[data-empty]"),
      silent: part("[data-silent]"),
    },
  };
}

/** Marks a card by what its partner leaves open, or takes the mark away. @param {HTMLElement} card @param {string} open */
function ask(card, open) {
  card.toggleAttribute("data-may-fit", !!open);
  first(card, ".card__ask")?.remove();
  if (open) first(card, ".card__name")?.after(element("p", { class: "card__ask" }, `Ask about: ${open}`));
}

/** @param {HTMLElement} within @param {string} selector */
function textOf(within, selector) {
  return first(within, selector)?.textContent?.trim() || "";
}

/** @typedef {ReturnType<typeof readPage>} Page */

/** What the controls say now. @param {Page} page @returns {Partial<Selection>} */
function readControls({ facets, controls }) {
  /** @type {Selection["chosen"]} */ const chosen = new Map();
  for (const { id, values } of facets) {
    const ticked = values.filter(({ box }) => box.checked);
    if (ticked.length) chosen.set(id, new Set(ticked.map((value) => value.id)));
  }
  const { sort } = controls;
  return { q: controls.query.value.trim(), sort: sort && sort.selectedIndex > 0 ? sort.value : "", page: 1, chosen };
}

/** Makes the controls say what the selection is; the query is left alone while it is being typed. @param {Page} page @param {Selection} selection */
function writeControls({ facets, controls }, { q, sort, chosen }) {
  if (controls.query.value.trim() !== q) controls.query.value = q;
  for (const facet of facets) for (const { id, box } of facet.values) box.checked = chosen.get(facet.id)?.has(id) || false;
  if (!controls.sort) return;
  // Without words there is nothing to match: the first way to sort is the second.
  const [best, name] = controls.sort.options;
  best.text = q ? best.dataset.words || "" : name.text;
  name.hidden = !q;
  controls.sort.value = sort;
  if (controls.sort.selectedIndex < 0) controls.sort.selectedIndex = 0;
}

/** Writes the numbers beside the values, only those that changed. @param {Page} page @returns {[(counts: number[]) => void, () => number[]]} and what they are at first */
function counter({ marks }) {
  /** @type {number[]} */ const now = [];
  // A text node that changes costs a tenth of one that is replaced.
  const texts = marks.map((mark) => mark && (mark.firstChild || mark.appendChild(new Text())));
  return [(counts) => {
    counts.forEach((count, at) => {
      const text = texts[at];
      if (!text || count === now[at]) return;
      text.nodeValue = numeral(count);
      marks[at]?.parentElement?.toggleAttribute("data-zero", !count);
      now[at] = count;
    });
  }, () => marks.map((mark) => Number(mark?.textContent?.replace(/\D/g, "")))];
}

/**
 * Says on what can be closed how much is chosen inside: on each facet, and on the button that opens all of them on a small screen.
 * @param {Page} page @returns {(chosen: Selection["chosen"], total: number) => void}
 */
function tally({ form, facets }) {
  const badges = facets.map(({ id }) => {
    const summary = first(form, `[data-facet="${id}"]`)?.closest("details")?.querySelector("summary");
    return summary?.appendChild(element("span", { class: "facet__chosen" }));
  });
  const opener = first(form, ".filter__open");
  const closer = first(form, ".filter__foot button");
  const name = opener?.textContent || "";
  return (chosen, total) => {
    let sum = 0;
    facets.forEach((facet, i) => {
      const count = chosen.get(facet.id)?.size || 0;
      const badge = badges[i];
      if (badge) badge.textContent = count ? ` ${count} chosen` : "";
      sum += count;
    });
    if (opener) opener.textContent = sum ? `${name} (${sum} chosen)` : name;
    if (closer) closer.textContent = `Show ${many(total)}`;
  };
}
