/** What the search answers, in the terms of a page: titles and addresses to show, filters to offer, texts to mark. */
import { excerptOf } from "./excerpt.js";
import { words } from "./search/words.js";

/** @import { Answer, Engine, Suggestion } from "./search/engine.js" */
/** @import { Part } from "./excerpt.js" */

/**
 * A hit as it is shown. `group` is the heading of its kind, `about` stands beside its title; `slug` is empty for what is no provider.
 * @typedef {{ url: string, title: string, about: string, group: string, slug: string, score: number, full: boolean, document: number }} Hit
 *
 * A facet value seen in the words of a query. `rest` is the query without those words.
 * @typedef {{ at: number, facet: string, facetLabel: string, value: string, label: string, rest: string }} Hint
 *
 * `total` counts the hits that have everything asked for. `directory` is the list of providers with what the words name as filters.
 * @typedef {{ hits: Hit[], total: number, correction: string, hints: Hint[], directory: { route: string, labels: string[] } | null, marks: [string, boolean][] }} Found
 *
 * `without`: numbers of values that no word may be taken for. `early` hears of an answer that better ones may follow.
 * @typedef {{ limit: number, providers?: boolean, without?: number[], early?: (found: Found) => void }} Wish
 *
 * @typedef {{ ask(text: string, wish: Wish): Promise<Found>, excerpt(hit: Hit, found: Found): Promise<Part[]> }} Answers
 */

/** Headings of results, by kind. @type {Record<string, string>} */
const GROUPS = {
  provider: "Partners", page: "Pages", section: "Sections", question: "Questions to ask", term: "Glossary",
  article: "Articles", "case-study": "Case studies", toolkit: "Toolkit", tool: "Tools", value: "Browse",
};

/** An answer may name files that would make it better, and a better one further files: so often at most. */
const ROUNDS = 4;
const MOST_HINTS = 4;

/**
 * @param {() => Promise<Engine>} opened
 * @param {(name: string) => Promise<Uint8Array>} file
 * @returns {Answers}
 */
export function answersOf(opened, file) {
  /** @param {Engine} engine @param {string[]} names */
  const fetchInto = (engine, names) => Promise.all(names.map((name) => file(name).then((bytes) => engine.add(name, bytes))));
  return {
    async ask(text, { limit, providers = false, without = [], early }) {
      const engine = await opened();
      for (let round = 1; ; round++) {
        const answer = engine.query({ text, without, limit });
        const found = foundOf(engine, answer, text, providers);
        if (!answer.missing.length || round > ROUNDS) return found;
        if (round === 1 && early && found.hits.length) early(found);
        await fetchInto(engine, answer.missing);
      }
    },
    async excerpt({ document }, { marks }) {
      const engine = await opened();
      const { missing } = engine.excerpt(document);
      if (missing) await fetchInto(engine, [missing]);
      const { summary = "", text = "" } = engine.excerpt(document);
      return excerptOf(summary, text, marks);
    },
  };
}

/** @param {Engine} engine @param {Answer} answer @param {string} text @param {boolean} providers  only these @returns {Found} */
function foundOf(engine, { hits, total, suggestions, correction, marks }, text, providers) {
  const shown = hits.map(({ document, score, full }) => {
    const { kind, title, url, context } = engine.document(document);
    const group = GROUPS[kind] || kind;
    return { url, title, about: context || group, group, slug: kind === "provider" ? url.split("/").filter(Boolean).pop() || "" : "", score, full, document };
  });
  const understood = correction || text;
  return {
    hits: providers ? shown.filter((hit) => hit.slug) : shown,
    total, correction: correction || "", marks,
    hints: suggestions.slice(0, MOST_HINTS).flatMap((suggestion) => hintOf(engine, suggestion, restOf(understood, [suggestion]))),
    directory: directoryOf(engine, suggestions.filter(({ via }) => via === "name"), understood),
  };
}

/** @param {Engine} engine @param {Suggestion} suggestion @param {string} rest @returns {Hint[]} */
function hintOf(engine, { value: at }, rest) {
  const value = engine.value(at);
  return value ? [{ at, facet: value.facet, facetLabel: value.facetLabel, value: value.id, label: value.label, rest }] : [];
}

/** A query without the words that some suggestions stand for. @param {string} text @param {{ first: number, end: number }[]} taken */
function restOf(text, taken) {
  return words(text).reduce((rest, word, i) => {
    if (taken.some(({ first, end }) => i >= first && i < end)) return rest;
    return rest + (rest && (word.joined ? "-" : " ")) + word.text;
  }, "");
}

/** The list of providers with all these as filters. @param {Engine} engine @param {Suggestion[]} named @param {string} text */
function directoryOf(engine, named, text) {
  const hints = named.flatMap((suggestion) => hintOf(engine, suggestion, ""));
  if (!hints.length) return null;
  const rest = restOf(text, named);
  /** @type {Map<string, string[]>} */ const chosen = new Map();
  for (const { facet, value } of hints) chosen.set(facet, [...chosen.get(facet) || [], value]);
  const filters = [...chosen].map(([facet, values]) => `${facet}=${values.join()}`);
  if (rest) filters.unshift("q=" + encodeURIComponent(rest).replace(/%20/g, "+"));
  return { route: "/providers/?" + filters.join("&"), labels: [...hints.map((hint) => hint.label), ...rest ? [`“${rest}”`] : []] };
}
