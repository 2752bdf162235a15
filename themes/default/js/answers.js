/** What the search answers, in the terms of a page: titles and addresses to show, filters to offer, texts to mark. */
import { near } from "./near.js";
import { run, stem, words } from "./search/words.js";
import { inAddress } from "./words.js";

/** @import { Reader } from "./excerpt.js" */
/** @import { Answer, Engine, Suggestion } from "./search/engine.js" */

/**
 * A hit as it is shown. `kind` says what it is, `context` is where it belongs, if anywhere; `slug` is empty for what is no provider.
 * @typedef {{ url: string, title: string, context: string, kind: string, slug: string, score: number, full: boolean, document: number }} Hit
 *
 * A facet value seen in the words of a query. `rest` is the query without those words.
 * @typedef {{ at: number, facet: string, facetLabel: string, value: string, label: string, rest: string }} Hint
 *
 * `total` counts the hits that have everything asked for. `directory` is the list of providers with what the words name
 * as filters, of so many facets; the title of a single value says how many there are.
 * @typedef {{ hits: Hit[], total: number, correction: string, hints: Hint[], directory: { route: string, title: string, facets: number } | null, marks: [string, boolean][] }} Found
 *
 * `without`: numbers of values that no word may be taken for. `early` hears of an answer that better ones may follow.
 * @typedef {{ limit: number, without?: number[], early?: (found: Found) => void }} Wish
 *
 * @typedef {{ ask(text: string, wish: Wish): Promise<Found>, near(text: string): Promise<string[]>, texts(hit: Hit): Promise<{ summary?: string, text?: string }>, read: Reader }} Answers
 *   `near`: what documents and facet values are called that look like a text; `texts`: what a document says
 */

/** Whether a word asks rather than describes: it is not marked, and not kept when the others have become filters. @param {Engine} engine @param {string} word */
const asks = (engine, word) => engine.names.everyday.includes(word);

/** An answer may name files that would make it better, and a better one further files: so often at most. */
const ROUNDS = 6;
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
    async ask(text, { limit, without = [], early }) {
      const engine = await opened();
      for (let round = 1; ; round++) {
        const answer = engine.query({ text, without, limit });
        const found = foundOf(engine, answer, text);
        if (!answer.missing.length || round > ROUNDS) return found;
        if (early && found.hits.length) early(found);
        await fetchInto(engine, answer.missing);
      }
    },
    async near(text) {
      const { titles, names } = await opened();
      return near(text, [...titles, ...names.facets.flatMap(([, , values]) => values.map((value) => value[2]))]);
    },
    async texts({ document }) {
      const engine = await opened();
      const { missing } = engine.excerpt(document);
      if (missing) await fetchInto(engine, [missing]);
      return engine.excerpt(document);
    },
    read(text) {
      const [{ text: word } = { text: "" }] = words(text);
      return [word, stem(word)];
    },
  };
}

/** @param {Engine} engine @param {Answer} answer @param {string} text @returns {Found} */
function foundOf(engine, { hits, total, suggestions, correction, marks }, text) {
  const shown = hits.map((hit) => {
    const shown = engine.document(hit.document);
    return { ...hit, ...shown, slug: shown.kind === "provider" ? shown.url.split("/")[2] : "" };
  });
  // What only differs in case and punctuation has not been corrected.
  const corrected = correction && correction !== run(words(text), " ") ? correction : "";
  const understood = corrected || text;
  return {
    hits: shown, total, correction: corrected, marks: marks.filter(([word]) => !asks(engine, word)),
    hints: suggestions.slice(0, MOST_HINTS).map((suggestion) => ({ at: suggestion.value, ...engine.value(suggestion.value), rest: restOf(understood, [suggestion]) })),
    directory: directoryOf(engine, suggestions.filter(({ via }, _, { length }) => via === "name" || length === 1), understood),
  };
}

/** A query without the words that some suggestions stand for. @param {string} text @param {{ first: number, end: number }[]} taken */
function restOf(text, taken) {
  let rest = "";
  let last = -1;
  words(text).forEach((word, i) => {
    if (taken.some(({ first, end }) => i >= first && i < end)) return;
    rest += (!rest ? "" : word.joined && last === i - 1 ? "-" : " ") + word.text;
    last = i;
  });
  return rest;
}

/** The list of providers with all these as filters. @param {Engine} engine @param {Suggestion[]} named @param {string} text */
function directoryOf(engine, named, text) {
  const hints = named.map(({ value }) => engine.value(value));
  if (!hints.length) return null;
  const rest = restOf(text, named).split(" ").filter((word) => !asks(engine, word)).join(" ");
  /** @type {Map<string, string[]>} */ const chosen = new Map();
  for (const { facet, value } of hints) chosen.set(facet, [...chosen.get(facet) || [], value]);
  const filters = [...chosen].map(([facet, values]) => `${facet}=${values.join()}`);
  if (rest) filters.unshift("q=" + inAddress(rest));
  const labels = hints.map(({ label }) => label);
  if (rest) labels.push(`“${rest}”`);
  return { route: "/providers/?" + filters.join("&"), title: `Partners: ${labels.join(" + ")}${labels[1] ? "" : ` (${engine.names.counts[named[0].value]})`}`, facets: chosen.size };
}
