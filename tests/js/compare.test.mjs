import assert from "node:assert/strict";
import { test } from "node:test";
import { csvOf, isForeign, isShared, judgementFrom, likeness, partnersIn, queryOf, totalInWords, totalOf } from "../../themes/default/js/comparison.js";
import { shardOf } from "../../themes/default/js/partners.js";

/** @param {string} slug @param {Record<string, string[]>} facts */
const partner = (slug, facts) => ({
  slug, name: slug.toUpperCase(), summary: "", website: "", reviewed: "May 1, 2026", sources: 1, ratings: [],
  facts: Object.fromEntries(Object.entries(facts).map(([id, values]) => [id, { values, note: "" }])),
});
const one = partner("one", { subjects: ["Math", "Science"], states: ["Texas"] });
const two = partner("two", { subjects: ["Science", "Math"] });

test("the order of values makes no difference, and silence is not taken for one", () => {
  assert.equal(likeness([one, two], "subjects"), "same");
  assert.equal(likeness([one, two], "states"), "partly");
  assert.equal(likeness([one, two], "price"), "silent");
  assert.equal(likeness([one, two, partner("three", { subjects: ["Math"] })], "subjects"), "differs");
  assert.equal(isShared([one, two], "states", "Texas"), false);
  assert.equal(isShared([one, two], "subjects", "Math"), true);
});

test("a total is the weighted mean of what was scored, and says how much was", () => {
  const criteria = [{ text: "a", weight: 1, scores: { one: 5 } }, { text: "b", weight: 3, scores: { one: 1, two: 4 } }];
  assert.deepEqual(totalOf(criteria, "one"), { mean: 2, scored: 2 });
  assert.equal(totalInWords(totalOf(criteria, "one"), 2), "2.0 of 5");
  assert.equal(totalInWords(totalOf(criteria, "two"), 2), "4.0 of 5 (1 of 2 scored)");
  assert.equal(totalInWords(totalOf(criteria, "three"), 2), "Not scored");
});

test("an address names partners once each, and nothing that is no slug", () => {
  assert.deepEqual(partnersIn("?partners=tntp,TNTP,%20zearn,<b>,../x,"), ["tntp", "zearn"]);
  assert.deepEqual(partnersIn("?q=x"), []);
  assert.deepEqual(partnersIn("?p=tntp&p=zearn"), ["tntp", "zearn"]);
  assert.equal(queryOf(["tntp", "zearn"], true), "partners=tntp,zearn&differences=1");
  assert.equal(queryOf([], false), "");
});

test("an address that was changed on its way is told from one that asks for nothing", () => {
  assert.deepEqual(["?partner=tntp", "?p=tntp", "?differences=1", ""].map(isForeign), [true, false, false, false]);
});

test("what a store gives back is taken as far as it has the right shape", () => {
  assert.deepEqual(judgementFrom(null), { criteria: [], notes: {} });
  assert.deepEqual(judgementFrom({ criteria: [{ text: "a", weight: 9, scores: { one: 6, two: 3 } }, { text: 5 }], notes: { one: "n", two: 7 } }), {
    criteria: [{ text: "a", weight: 2, scores: { two: 3 } }],
    notes: { one: "n" },
  });
});

test("the spreadsheet has a column a partner, says what is not stated, and runs nothing", () => {
  const csv = csvOf([one, two], [{ id: "states", label: "State" }], { criteria: [{ text: "=cmd()", weight: 3, scores: { one: 4 } }], notes: { two: 'said "yes",\nmaybe' } });
  assert.deepEqual(csv.split("\r\n"), [
    ",ONE,TWO", "State,Texas,Not stated", "Website,Not stated,Not stated", 'Facts checked,"May 1, 2026","May 1, 2026"',
    "'=cmd() (matters: a lot),4,", "Your score,4.0 of 5,Not scored", 'Your notes,,"said ""yes"",\nmaybe"', "",
  ]);
});

/** The same numbers as in `src/site/compare.rs`. */
test("the file of a profile follows from its slug", () => {
  assert.equal(shardOf("great-minds", 512), 498);
  assert.equal(shardOf("tntp", 512), 171);
});
