// What filters mean, compared with counting one by one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, after, allOf, answer, bestLift, countBoth, countOf, has, holdersOf, noneOf, openOf, put, selectionOf, withValue } from "../../themes/default/js/facets.js";

/** Numbers that look random and are the same in each run. */
function dice(seed) {
  return (below) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
}

function randomGuide(roll) {
  let at = 0;
  const facets = Array.from({ length: 1 + roll(5) }, (_, f) => ({
    id: `f${f}`, label: `Facet ${f}`, all: roll(3) === 0,
    values: Array.from({ length: 1 + roll(8) }, (_, v) => ({ id: `v${v}`, label: `Value ${v}`, at: at++ })),
  }));
  facets.forEach((facet, i) => (facet.open = at + i));
  const providers = Array.from({ length: roll(140) }, () => new Set(Array.from({ length: at }, (_, i) => i).filter(() => roll(3) === 0)));
  const chosen = new Map();
  for (const facet of facets) {
    const ids = facet.values.filter(() => roll(4) === 0).map((value) => value.id);
    if (ids.length) chosen.set(facet.id, new Set(ids));
  }
  const words = roll(2) ? new Set(providers.keys()) : new Set([...providers.keys()].filter(() => roll(2)));
  return { facets, providers, chosen, words, values: at };
}

/** Does a provider answer the choice? One by one, from the words of the rule. */
function holds(of, facets, chosen) {
  return facets.every((facet) => {
    const ticked = facet.values.filter((value) => chosen.get(facet.id)?.has(value.id));
    if (!ticked.length) return true;
    return facet.all ? ticked.every((value) => of.has(value.at)) : ticked.some((value) => of.has(value.at));
  });
}

function bitsOf(places, size) {
  const bits = noneOf(size);
  for (const place of places) put(bits, place);
  return bits;
}

test("a count is what ticking that value alone in its facet would leave", () => {
  const roll = dice(1);
  for (let round = 0; round < 400; round++) {
    const { facets, providers, chosen, words, values } = randomGuide(roll);
    const holders = holdersOf(providers, values), within = bitsOf(words, providers.length);
    const { found, counts: count } = answer(facets, holders, chosen, within), counts = count();
    const leaves = (choice) => [...providers.keys()].filter((place) => words.has(place) && holds(providers[place], facets, choice));
    assert.deepEqual([...providers.keys()].filter((place) => has(found, place)), leaves(chosen));
    for (const facet of facets) {
      const others = new Map(chosen);
      if (!facet.all) others.delete(facet.id);
      for (const value of facet.values) assert.equal(counts[value.at], leaves(withValue(others, facet.id, value.id)).length, `${facet.id} ${value.id}`);
    }
  }
});

/** May a provider fit? It matches what it states, leaves the rest open, and matches one of several things at least. */
function fits(of, facets, chosen) {
  const asked = facets.filter((facet) => chosen.get(facet.id)?.size);
  const isOpen = (facet) => of.has(facet.open) || !facet.values.some((value) => of.has(value.at));
  return asked.every((facet) => isOpen(facet) || holds(of, [facet], chosen)) && (asked.length < 2 || asked.some((facet) => holds(of, [facet], chosen)));
}

test("those that leave a facet open may fit, those that state something else may not; counts say what a tick leaves of both", () => {
  const roll = dice(7);
  for (let round = 0; round < 300; round++) {
    const { facets, providers, chosen, words, values } = randomGuide(roll);
    for (const of of providers) {
      for (const facet of facets) {
        if (!roll(3)) for (const value of facet.values) of.delete(value.at);
        else if (!roll(4)) of.add(facet.open);
      }
    }
    const holders = holdersOf(providers, values + facets.length), within = bitsOf(words, providers.length);
    const leaves = (choice) => [...providers.keys()].filter((place) => words.has(place) && fits(providers[place], facets, choice));
    const { found, counts: count, lacks } = answer(facets, holders, chosen, within, true), counts = count();
    assert.deepEqual([...providers.keys()].filter((place) => has(found, place)), leaves(chosen));
    for (const facet of facets) {
      const others = new Map(chosen);
      if (!facet.all) others.delete(facet.id);
      for (const value of facet.values) assert.equal(counts[value.at], leaves(withValue(others, facet.id, value.id)).length, `${facet.id} ${value.id}`);
    }
    for (const place of providers.keys()) {
      const asked = facets.filter((facet) => chosen.has(facet.id));
      assert.equal(lacks(place), asked.filter((facet) => !holds(providers[place], [facet], chosen)).length);
      assert.equal(openOf(facets, holders, chosen, place) === "", lacks(place) === 0);
    }
  }
});

test("what is shown beside an unticked value is what a click leaves, while its facet has no other", () => {
  const roll = dice(2);
  for (let round = 0; round < 100; round++) {
    const { facets, providers, chosen, words, values } = randomGuide(roll);
    const holders = holdersOf(providers, values);
    const within = bitsOf(words, providers.length);
    const counts = answer(facets, holders, chosen, within).counts();
    for (const facet of facets.filter((facet) => facet.all || !chosen.has(facet.id))) {
      for (const value of facet.values) {
        assert.equal(countOf(answer(facets, holders, withValue(chosen, facet.id, value.id), within).found), counts[value.at]);
      }
    }
  }
});

test("the filter to lift is the one that leaves the most; where none leaves anybody, the two that do", () => {
  const roll = dice(3);
  for (let round = 0; round < 120; round++) {
    const { facets, providers, chosen, words, values } = randomGuide(roll);
    const everyone = allOf(providers.length);
    const within = words.size === providers.length ? everyone : bitsOf(words, providers.length);
    const lift = bestLift(facets, holdersOf(providers, values), chosen, within, everyone);
    const left = (choice, searched) => [...providers.keys()].filter((place) => (!searched || words.has(place)) && holds(providers[place], facets, choice)).length;
    const ways = [];
    for (const facet of facets) {
      const ticked = facet.values.filter((value) => chosen.get(facet.id)?.has(value.id));
      for (const gone of facet.all ? ticked.map((value) => [value]) : ticked.length ? [ticked] : []) ways.push({ facet, values: gone });
    }
    if (within !== everyone) ways.push({ facet: null, values: [] });
    const best = [0, 0, 0];
    for (const one of ways) {
      for (const other of ways) {
        const lifted = [...new Set([one, other])];
        best[lifted.length] = Math.max(best[lifted.length], left(after(lifted, chosen), lifted.every(({ facet }) => facet)));
      }
    }
    const size = best.findIndex((count) => count > 0);
    assert.equal(lift?.count ?? 0, size < 0 ? 0 : best[size]);
    assert.equal(lift?.lifted.length ?? -1, size);
  }
});

test("a full set counts its members at any size", () => {
  for (const size of [0, 1, 31, 32, 33, 64, 1000]) {
    assert.equal(countOf(allOf(size)), size);
    assert.equal(countBoth(allOf(size), noneOf(size)), 0);
  }
});

test("a selection survives its address, and the same selection has one address", () => {
  const roll = dice(4);
  for (let round = 0; round < 200; round++) {
    const { facets, chosen } = randomGuide(roll);
    const q = ["", "coaching", "wit & wisdom", "50% = half, or 1+1", "Éclair ?#/"][roll(5)];
    const selection = { q, sort: ["", "name"][roll(2)], page: 1 + roll(3), chosen, silent: chosen.size > 0 && roll(2) === 0 };
    const address = addressOf(facets, selection);
    const back = selectionOf(facets, "?" + address);
    assert.deepEqual(back, selection);
    assert.equal(addressOf(facets, { ...back, chosen: new Map([...chosen].reverse()) }), address);
  }
});

const SUBJECTS = [
  { id: "subjects", label: "Subject", all: false, values: [{ id: "ela", label: "ELA", at: 0 }, { id: "math", label: "Math", at: 1 }] },
  { id: "states", label: "State", all: false, values: [{ id: "la", label: "Louisiana", at: 2 }] },
];

test("what a partner leaves open is said by what was chosen, with the examples that it names", () => {
  const chosen = new Map([["subjects", new Set(["math"])], ["states", new Set(["la"])]]);
  const holders = holdersOf([[], [0, 3], [1, 2]], 5);
  assert.deepEqual([0, 1, 2].map((place) => openOf(SUBJECTS, holders, chosen, place)), ["Math; Louisiana", "Math (only examples: ELA); Louisiana", ""]);
});

test("an address reads as the guide documents it", () => {
  const chosen = new Map([["states", new Set(["la"])], ["subjects", new Set(["math", "ela"])]]);
  assert.equal(addressOf(SUBJECTS, { q: "lesson study", sort: "name", page: 1, chosen, silent: false }), "q=lesson+study&subjects=ela,math&states=la&sort=name");
  assert.equal(addressOf(SUBJECTS, { q: "", sort: "", page: 1, chosen, silent: true }), "subjects=ela,math&states=la&silent=1");
  assert.equal(addressOf(SUBJECTS, { q: " ", sort: "", page: 1, chosen: new Map(), silent: true }), "", "nothing is chosen, so nobody is silent about it");
});

test("an address from elsewhere is read leniently", () => {
  const { q, chosen } = selectionOf(SUBJECTS, "?subjects=MATH&subjects=art,ela&states=zz&q=+coaching&utm_source=x&__proto__=1");
  assert.equal(q, "coaching");
  assert.deepEqual([...chosen], [["subjects", new Set(["ela", "math"])]]);
  assert.doesNotThrow(() => selectionOf(SUBJECTS, "?q=%E0%A4%A&states=%"));
});

test("numbers of values that the page does not have are passed over", () => {
  assert.deepEqual(holdersOf([[0, 7], [1]], 2).map((bits) => [...bits]), [[1], [2]]);
});
