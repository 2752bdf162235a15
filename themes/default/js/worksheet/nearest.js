/** How many partners a list will have before anybody opens it, and the nearest list that is not empty. Pure. */

/**
 * Who holds which value, by place in the directory. Values that nobody holds are left out.
 * @typedef {{ id: string, label: string, all: boolean, values: Record<string, number[]> }} HeldFacet
 * @typedef {{ size: number, facets: HeldFacet[] }} Held
 */

/**
 * What of a choice can be asked for at once, how many partners that gives, and the names of the facets that are left out.
 * What most profiles speak about comes first, so that what they are silent about goes first.
 * @param {Held} held @param {Map<string, Set<string>>} chosen
 */
export function nearest(held, chosen) {
  const stated = (/** @type {HeldFacet} */ facet) => new Set(Object.values(facet.values).flat()).size;
  const asked = held.facets.filter((facet) => chosen.has(facet.id)).sort((a, b) => stated(b) - stated(a));
  let places = Array.from({ length: held.size }, (_, place) => place);
  /** @type {HeldFacet[]} */ const left = [];
  for (const facet of asked) {
    const holders = holdersOf(facet, [...chosen.get(facet.id) || []]);
    const rest = places.filter((place) => holders.has(place));
    if (rest.length) places = rest;
    else left.push(facet);
  }
  const gone = left.map((facet) => facet.id);
  return { chosen: new Map([...chosen].filter(([id]) => !gone.includes(id))), count: places.length, left: left.map((facet) => facet.label) };
}

/** The places that answer a facet. @param {HeldFacet} facet @param {string[]} ids */
function holdersOf(facet, ids) {
  const sets = ids.map((id) => facet.values[id] || []);
  return new Set(facet.all ? sets[0].filter((place) => sets.every((set) => set.includes(place))) : sets.flat());
}
