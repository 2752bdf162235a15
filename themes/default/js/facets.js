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
 * Everything that the address of a filtered list says. `silent`: with those that say nothing about what is chosen.
 * @typedef {{ q: string, sort: string, page: number, chosen: Chosen, silent: boolean }} Selection
 *
 * What could be lifted to bring results back: values of a facet, or the query when `facet` is null.
 * @typedef {{ facet: Facet | null, values: Value[], count: number }} Lift
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
  for (let i = 0; i < a.length; i++) {
    let word = a[i] & b[i];
    word -= word >>> 1 & 0x55555555;
    word = (word & 0x33333333) + (word >>> 2 & 0x33333333);
    count += Math.imul(word + (word >>> 4) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
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

/** @param {Bits} a @param {Bits} b */
function either(a, b) {
  return a.map((word, i) => word | b[i]);
}

/** The values of a facet that are chosen, in the facet's order. @param {Facet} facet @param {Chosen} chosen */
export function chosenOf(facet, chosen) {
  const ids = chosen.get(facet.id);
  return ids ? facet.values.filter((value) => ids.has(value.id)) : [];
}

/**
 * What one facet leaves; null when nothing in it is chosen.
 * @param {Facet} facet @param {Bits[]} holders @param {Chosen} chosen @param {boolean} silent  whether those that say nothing about it stay too
 */
function leftBy(facet, holders, chosen, silent) {
  const sets = chosenOf(facet, chosen).map((value) => holders[value.at]);
  if (!sets.length) return null;
  const left = sets.reduce(facet.all ? both : either);
  if (!silent) return left;
  const stated = facet.values.map((value) => holders[value.at]).reduce(either);
  return left.map((word, i) => word | ~stated[i]);
}

/**
 * What a choice leaves, as a whole or with one facet (by its place) left out of account.
 * @param {Facet[]} facets
 * @param {Bits[]} holders
 * @param {Chosen} chosen
 * @param {Bits} within  the providers that the query leaves
 * @param {boolean} [silent]  whether those stay that match what they state and say nothing about the rest
 * @returns {(skipped?: number) => Bits}
 */
export function meeting(facets, holders, chosen, within, silent = false) {
  const left = facets.map((facet) => leftBy(facet, holders, chosen, silent));
  // Of several things at least one must be stated: who says nothing at all would fit everything.
  const stated = silent ? facets.flatMap((facet) => leftBy(facet, holders, chosen, false) || []) : [];
  if (stated.length > 1) left.push(stated.reduce(either));
  return (skipped) => left.reduce((/** @type {Bits} */ rest, bits, i) => (bits && i !== skipped ? both(rest, bits) : rest), within);
}

/**
 * The providers that a choice leaves, and for each value how many it would leave if it were chosen as well.
 * A value of an "any" facet is counted as if nothing else in its facet were chosen.
 * @param {Facet[]} facets @param {Bits[]} holders @param {Chosen} chosen @param {Bits} within @param {boolean} [silent]  as above
 */
export function answer(facets, holders, chosen, within, silent) {
  const meet = meeting(facets, holders, chosen, within, silent);
  const found = meet();
  /** @type {number[]} */ const counts = [];
  facets.forEach((facet, i) => {
    const base = chosen.has(facet.id) && !facet.all ? meet(i) : found;
    for (const value of facet.values) counts[value.at] = countBoth(base, holders[value.at]);
  });
  return { found, counts };
}

/**
 * The one filter whose removal brings back the most, or null when no single one does.
 * In an "any" facet the chosen values go together: without all of them the facet still narrows.
 * @param {Facet[]} facets @param {Bits[]} holders @param {Chosen} chosen
 * @param {Bits} within @param {Bits} everyone  `within` without a query
 * @returns {Lift | null}
 */
export function bestLift(facets, holders, chosen, within, everyone) {
  /** @type {Lift | null} */ let best = null;
  for (const facet of [...facets, null]) {
    const values = facet ? chosenOf(facet, chosen) : [];
    if (facet ? !values.length : within === everyone) continue;
    for (const gone of facet?.all ? values.map((value) => [value]) : [values]) {
      const rest = facet ? without(chosen, facet, gone) : chosen;
      const count = countOf(meeting(facets, holders, rest, facet ? within : everyone)());
      if (count > (best?.count || 0)) best = { facet, values: gone, count };
    }
  }
  return best;
}

/** The same choice with some values of a facet taken out. @param {Chosen} chosen @param {Facet} facet @param {Value[]} values */
export function without(chosen, facet, values) {
  const gone = new Set(values.map((value) => value.id));
  const rest = new Map(chosen);
  const kept = [...chosen.get(facet.id) || []].filter((id) => !gone.has(id));
  kept.length ? rest.set(facet.id, new Set(kept)) : rest.delete(facet.id);
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
  const parts = facets.map((facet) => [facet.id, chosenOf(facet, selection.chosen).map((value) => encodeURIComponent(value.id)).join()]);
  parts.unshift(["q", inAddress(selection.q.trim())]);
  parts.push(["silent", selection.silent && selection.chosen.size ? "1" : ""], ["sort", encodeURIComponent(selection.sort)], ["page", selection.page > 1 ? String(selection.page) : ""]);
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
  return { q: (parameters.get("q") || "").trim(), sort: parameters.get("sort") || "", page, chosen, silent: parameters.get("silent") === "1" };
}
