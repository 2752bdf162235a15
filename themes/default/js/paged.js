/**
 * A directory too big for one page: facets come from one compact file, and the cards of the results that are
 * shown from small ones. Until something is chosen the page is as it was built and nothing is loaded.
 */
import { bitsOf } from "./bits.js";
import { describe, element, every, first, focusOn } from "./element.js";
import { has } from "./facets.js";
import { contentOf } from "./files.js";
import { shared } from "./load.js";
import { linkTo } from "./routes.js";
import { numeral } from "./words.js";

/** @import { Bits, Facet } from "./facets.js" */
/** @import { List } from "./in-page.js" */

/** What a card says beside its facets: name, last part of the address, summary, date of the last check, the same in words, states in words. @typedef {[string, string, string, string, string, string]} Card */

/** @typedef {{ size: number, facets: number[], per: number, cards: string[], dates: string, places: number[] }} Head */

/** More than any score: those that state more of what is chosen come before those that state less. */
const FIRST = 1e6;
const EVERYWHERE = "nationwide";
/** So many tiles the map of states has in a row. */
const COLUMNS = 11;

shared.paged = paged;

/** @param {HTMLElement} form @param {HTMLElement} results  where cards are shown @param {Facet[]} facets @returns {List} */
export function paged(form, results, facets) {
  const template = /** @type {HTMLTemplateElement} */ (first(document, "template[data-card]"));
  const page = Number(form.dataset.page);
  /** @type {Head} */ let head;
  /** @type {number[]} */ let dates = [];
  /** @type {Map<number, HTMLElement>} */ const made = new Map(every(results, "[data-provider]").map((card, place) => [place, card]));
  /** @type {Promise<void> | undefined} */ let loading;
  let turn = 0;

  /** @type {List} */ const list = {
    size: Number(form.dataset.size), page, holders: null,
    load: () => (loading ||= load().catch((problem) => {
      loading = undefined;
      throw problem;
    })),
    placeOf: ({ document }) => head.places[document] ?? document,
    async show(found, scores, sort, number, lacks, mark) {
      const mine = ++turn;
      results.setAttribute("aria-busy", "true");
      try {
        const shown = (await ordered(found, scores, sort, lacks)).slice((number - 1) * page, number * page);
        const files = new Set(shown.filter((place) => !made.has(place)).map((place) => Math.floor(place / head.per)));
        await Promise.all([...files].map(keep));
        const cards = shown.flatMap((place) => {
          const card = made.get(place);
          if (card) mark(card, place);
          return card || [];
        });
        const differs = cards.length !== results.children.length || cards.some((card, i) => card !== results.children[i]);
        if (mine === turn && differs) results.replaceChildren(...cards);
      } finally {
        if (mine === turn) results.removeAttribute("aria-busy");
      }
    },
    pager(total, number, address, go) {
      const last = Math.ceil(total / page);
      const to = (/** @type {string} */ text, /** @type {number} */ page) => {
        const link = element("a", { href: address(page), class: "button button--quiet" }, text);
        link.addEventListener("click", (event) => {
          event.preventDefault();
          go(page);
          focusOn(first(document, "#results") || results);
        });
        return link;
      };
      const bar = first(document, "[data-pager]");
      bar?.replaceChildren(...number > 1 ? [to("Previous", number - 1)] : [], element("span", {}, `Page ${numeral(number)} of ${numeral(last)}`), ...number < last ? [to("Next", number + 1)] : []);
      bar?.toggleAttribute("hidden", last < 2);
    },
    plain: () => ({ hits: null, hints: [], remark: "The search could not be loaded: the words are left out of account." }),
  };
  // What a tick will need comes when a reader turns to the filters.
  for (const turned of ["focusin", "pointerover"]) form.addEventListener(turned, () => list.load().catch(() => {}), { once: true });
  return list;

  async function load() {
    const [line, bits] = (await contentOf(form.dataset.paged || "")).split("\n");
    head = JSON.parse(line);
    list.holders = bitsOf(bits, head.facets, head.size);
  }

  /** The places of a set in the order that is asked for. @param {Bits} found @param {Map<number, number> | null} scores @param {string} sort @param {(place: number) => number} lacks */
  async function ordered(found, scores, sort, lacks) {
    if (sort === "reviewed" && !dates.length) dates = JSON.parse(await contentOf(head.dates));
    const places = [];
    for (let place = 0; place < head.size; place++) if (has(found, place)) places.push(place);
    if (sort === "reviewed") places.sort((a, b) => dates[a] - dates[b] || a - b);
    else if (sort !== "name" && (scores || places.some(lacks))) {
      const ranks = new Map(places.map((place) => [place, (scores?.get(place) || 0) - FIRST * lacks(place)]));
      const rank = (/** @type {number} */ place) => ranks.get(place) || 0;
      places.sort((a, b) => rank(b) - rank(a) || a - b);
    }
    return places;
  }

  /** Makes the cards of one file. @param {number} file */
  async function keep(file) {
    /** @type {Card[]} */ const cards = JSON.parse(await contentOf(head.cards[file]));
    cards.forEach((card, i) => {
      const place = file * head.per + i;
      if (!made.has(place)) made.set(place, make(card, place));
    });
  }

  /** @param {Card} card @param {number} place */
  function make([name, slug, summary, reviewed, date, states], place) {
    const card = /** @type {HTMLElement} */ (/** @type {Element} */ (template.content.firstElementChild).cloneNode(true));
    card.dataset.provider = slug;
    const link = /** @type {HTMLAnchorElement | null} */ (first(card, "h3 a"));
    if (link) link.href = linkTo(`/providers/${slug}/`);
    say(link, name);
    say(first(card, ".card__summary"), summary);
    const time = /** @type {HTMLTimeElement | null} */ (first(card, "time"));
    if (time) time.dateTime = reviewed;
    say(time, date);
    if (!reviewed) time?.closest("div")?.remove();
    for (const facet of facets) {
      const held = facet.values.filter(({ at }) => list.holders && has(list.holders[at], place));
      const everywhere = held.filter(({ id }) => id === EVERYWHERE);
      const named = (everywhere.length ? everywhere : held).flatMap(({ label }, i) => [i ? ", " : "", element("span", {}, label)]);
      if (held.length) first(card, `.card__fact--${facet.id} dd`)?.replaceChildren(...facet.id === "states" && states ? [...picture(held, everywhere.length > 0), element("span", { "data-codes": everywhere.length ? "All" : held.map(({ id }) => id.toUpperCase()).join(" "), title: held.map(({ label }) => label).join(", ") }, states)] : named);
    }
    return card;
  }
}

/** The small map of a card, drawn after the map of states beside the list, if there is one. @param {{ id: string }[]} held @param {boolean} everywhere @returns {Node[]} */
function picture(held, everywhere) {
  const places = [...first(document, ".map")?.children || []];
  if (!places.length) return [];
  const draw = (/** @type {string} */ name, /** @type {Record<string, string>} */ attributes, /** @type {Node[]} */ ...inside) => {
    const made = describe(document.createElementNS("http://www.w3.org/2000/svg", name), attributes);
    made.append(...inside);
    return made;
  };
  const path = (/** @type {string} */ name, /** @type {(code: string) => boolean} */ shown) => draw("path", {
    class: name, d: places.flatMap((tile, i) => tile instanceof HTMLButtonElement && shown(tile.value) ? [`M${i % COLUMNS * 5} ${Math.floor(i / COLUMNS) * 5 + 2}h4`] : []).join(""),
  });
  const codes = new Set(held.map(({ id }) => id));
  const size = { width: String(COLUMNS * 5 - 1), height: String(places.length / COLUMNS * 5 - 1) };
  const map = draw("svg", { class: "picture states states--small", viewBox: `0 0 ${size.width} ${size.height}`, ...size, "aria-hidden": "true" }, path("states__all", () => true), path("states__on", (code) => everywhere || codes.has(code)));
  return [map, new Text(" ")];
}

/** @param {HTMLElement | null} part @param {string} text */
function say(part, text) {
  if (part) part.textContent = text;
}
