/**
 * What filters mean, with no page in sight: sets of providers as bits, what a
 * choice of values leaves, how many each further value would leave, and how a
 * choice reads as an address.
 *
 * Within a facet any chosen value is enough (or all must hold, where the guide
 * says so); between facets, and with the words of the query, all must match.
 */
import { inAddress } from "./words.js";

/**
 * One provider a bit, in the order of the page.
 * @typedef {Uint32Array} Bits
 *
 * A value of a facet. `at` is its number over all facets.
 * @typedef {{ id: string, label: string, at: number }} Value
 *
 * A way to narrow the list. `all`: every chosen value must hold.
 * @typedef {{ id: string, label: string, all: boolean, values: Value[] }} Facet
 *
 * Ids of values that are chosen, under the id of their facet. A facet without any has no entry.
 * @typedef {Map<string, Set<string>>} Chosen
 *
 * Everything that the address of a filtered list says. `silent`: with those that leave something of it open.
 * @typedef {{ q: string, sort: string, page: number, chosen: Chosen, silent: boolean }} Selection
 *
 * What can be lifted: values of a facet, or the query when `facet` is null.
 * @typedef {{ facet: Facet | null, values: Value[] }} Lifted
 *
 * What could be lifted together to bring results back, and how many.
 * @typedef {{ lifted: Lifted[], count: number }} Lift
 */

/** A set of `size` providers, empty. @param {number} size @returns {Bits} */
export function noneOf(size) {
  return new Uint32Array((size + 31) >>> 5);
}

/** A set of `size` providers, full. @param {number} size */
export function allOf(size) {
  const bits = noneOf(size).fill(~0);
  if (size & 31) bits[bits.length - 1] = 2 ** (size & 31) - 1;
  return bits;
}

/** @param {Bits} bits @param {number} place */
export function put(bits, place) {
  bits[place >>> 5] |= 1 << (place & 31);
}

/** @param {Bits} bits @param {number} place */
export function has(bits, place) {
  return (bits[place >>> 5] >>> (place & 31) & 1) === 1;
}

/**
 * For each value the providers that it holds for.
 * @param {Iterable<number>[]} numbers  for each provider the numbers of its values
 * @param {number} values  how many values there are
 */
export function holdersOf(numbers, values) {
  const holders = Array.from({ length: values }, () => noneOf(numbers.length));
  numbers.forEach((of, place) => {
    for (const at of of) if (holders[at]) put(holders[at], place);
  });
  return holders;
}

/** How many are in both sets. @param {Bits} a @param {Bits} b */
export function countBoth(a, b) {
  let count = 0;
  // Few bits are set in most: one round for each of them.
  for (let i = 0; i < a.length; i++) for (let word = a[i] & b[i]; word; word &= word - 1) count++;
  return count;
}

/** @param {Bits} bits */
export function countOf(bits) {
  return countBoth(bits, bits);
}

/** @param {Bits} a @param {Bits} b */
function both(a, b) {
  return a.map((word, i) => word & b[i]);
}

/** @param {Bits} a @param {Bits} [b]  none for nobody at all */
function either(a, b) {
  return b ? a.map((word, i) => word | b[i]) : a;
}

/** The values of a facet that are chosen, in the facet's order. @param {Facet} facet @param {Chosen} chosen */
export function chosenOf(facet, chosen) {
  const ids = chosen.get(facet.id);
  return ids ? facet.values.filter((value) => ids.has(value.id)) : [];
}

/**
 * What a choice leaves. `found`: the providers; of several things that are chosen they match one at least, as who says nothing at
 * all would fit everything. `counts`: for each value how many it would leave if it were chosen as well, in an "any" facet as if
 * nothing else in it were chosen. `lacks`: how many of the facets that are chosen a provider does not match.
 * @param {Facet[]} facets
 * @param {Bits[]} holders  for each value, then for each facet those who name its values only as examples
 * @param {Chosen} chosen
 * @param {Bits} within  the providers that the query leaves
 * @param {boolean} [silent]  whether those stay that match what they state and leave the rest open
 */
export function answer(facets, holders, chosen, within, silent) {
  const matches = facets.map((facet) => {
    const sets = chosenOf(facet, chosen).map(({ at }) => holders[at]);
    return sets.length ? sets.reduce(facet.all ? both : either) : null;
  });
  // Who leaves a facet open: nothing is stated of it, or only examples.
  const opens = silent ? facets.map(({ values }, i) => {
    const examples = /** @type {Bits} */ (holders.at(i - facets.length));
    return values.map(({ at }) => holders[at]).reduce(either).map((word, i) => ~word | examples[i]);
  }) : [];
  /** Whom the facets leave but for one (by its place), and who matches some of them; null where none is asked. @param {number} [skipped] @returns {[Bits, Bits | null]} */
  const left = (skipped) => {
    let rest = within;
    /** @type {Bits | null} */ let some = null;
    matches.forEach((match, i) => {
      if (!match || i === skipped) return;
      rest = both(rest, either(match, opens[i]));
      some = some ? either(some, match) : match;
    });
    return [rest, some];
  };
  const [rest, some] = left();
  return {
    found: some && chosen.size > 1 ? both(rest, some) : rest,
    counts() {
      /** @type {number[]} */ const counts = [];
      facets.forEach((facet, i) => {
        const [rest, some] = left(i), match = facet.all && matches[i];
        const open = some && opens[i] ? both(some, opens[i]) : opens[i];
        for (const { at } of facet.values) counts[at] = countBoth(rest, either(match ? both(holders[at], match) : holders[at], open));
      });
      return counts;
    },
    lacks: (/** @type {number} */ place) => silent ? matches.filter((match) => match && !has(match, place)).length : 0,
  };
}

/**
 * What a provider leaves open of a choice, in words.
 * @param {Facet[]} facets @param {Bits[]} holders @param {Chosen} chosen @param {number} place
 */
export function openOf(facets, holders, chosen, place) {
  const holds = (/** @type {Value} */ { at }) => has(holders[at], place);
  const labels = (/** @type {Value[]} */ values, /** @type {string} */ between) => values.map(({ label }) => label).join(between);
  return facets.flatMap((facet) => {
    const asked = chosenOf(facet, chosen);
    const open = asked.filter((value) => !holds(value));
    if (!open.length || !facet.all && open.length < asked.length) return [];
    const named = facet.values.filter(holds);
    return labels(open, " or ") + (named.length ? ` (only examples: ${labels(named, ", ")})` : "");
  }).join("; ");
}

/**
 * The filter whose removal brings somebody back, or else the two; of several the one that brings back the most. Null when it takes more.
 * In an "any" facet the chosen values go together: without all of them the facet still narrows.
 * @param {Facet[]} facets @param {Bits[]} holders @param {Chosen} chosen
 * @param {Bits} within @param {Bits} everyone  `within` without a query
 * @returns {Lift | null}
 */
export function bestLift(facets, holders, chosen, within, everyone) {
  /** @type {Lifted[]} */ const ways = facets.flatMap((facet) => {
    const values = chosenOf(facet, chosen);
    return facet.all ? values.map((value) => ({ facet, values: [value] })) : values.length ? { facet, values } : [];
  });
  if (within !== everyone) ways.push({ facet: null, values: [] });
  /** @type {Lift | null} */ let best = null;
  const offer = (/** @type {Lifted[]} */ ...lifted) => {
    const count = countOf(answer(facets, holders, after(lifted, chosen), lifted.every(({ facet }) => facet) ? within : everyone).found);
    if (count > (best?.count || 0)) best = { lifted, count };
  };
  for (const way of ways) offer(way);
  if (!best) for (const way of ways) for (const other of ways) offer(way, other);
  return best;
}

/** What is left of a choice. @param {Lifted[]} lifted @param {Chosen} chosen */
export function after(lifted, chosen) {
  return lifted.reduce((rest, { facet, values }) => facet ? without(rest, facet, values) : rest, chosen);
}

/** The same choice with some values of a facet taken out. @param {Chosen} chosen @param {Facet} facet @param {Value[]} values */
export function without(chosen, facet, values) {
  const rest = new Map(chosen);
  const kept = new Set(chosen.get(facet.id));
  for (const { id } of values) kept.delete(id);
  kept.size ? rest.set(facet.id, kept) : rest.delete(facet.id);
  return rest;
}

/** The same choice with one value put in. @param {Chosen} chosen @param {string} facet @param {string} value */
export function withValue(chosen, facet, value) {
  return new Map(chosen).set(facet, new Set(chosen.get(facet)).add(value));
}

/**
 * The part of the address after `?`, empty for the plain list. The same selection always reads the same.
 * @param {Facet[]} facets @param {Selection} selection
 */
export function addressOf(facets, selection) {
  const { q, chosen, silent, sort, page } = selection;
  const parts = [
    ["q", inAddress(q.trim())],
    ...facets.map((facet) => [facet.id, chosenOf(facet, chosen).map((value) => encodeURIComponent(value.id)).join()]),
    ["silent", silent && chosen.size ? "1" : ""], ["sort", encodeURIComponent(sort)], ["page", page > 1 ? String(page) : ""],
  ];
  return parts.filter(([, text]) => text).map((part) => part.join("=")).join("&");
}

/**
 * The selection that an address stands for. Values that the guide does not have (any more) are left out;
 * letter case is free, and `a=x&a=y` says the same as `a=x,y`.
 * @param {Facet[]} facets @param {string} text  with or without the `?`
 * @returns {Selection}
 */
export function selectionOf(facets, text) {
  const parameters = new URLSearchParams(text);
  /** @type {Chosen} */ const chosen = new Map();
  for (const facet of facets) {
    const named = new Set(parameters.getAll(facet.id).join().toLowerCase().split(","));
    const known = facet.values.filter((value) => named.has(value.id)).map((value) => value.id);
    if (known.length) chosen.set(facet.id, new Set(known));
  }
  const page = Math.max(1, parseInt(parameters.get("page") || "") || 1);
  return { q: (parameters.get("q") || "").trim(), sort: parameters.get("sort") || "", page, chosen, silent: parameters.has("silent") };
}
