// Text as it is compared, and the order of results.
import assert from "node:assert/strict";
import { test } from "node:test";
import { sorted } from "../../themes/default/js/sort.js";
import { fold, many, mentions } from "../../themes/default/js/words.js";

test("accents, case, apostrophes and punctuation do not count", () => {
  assert.equal(fold("É. L. Achieve's K–2 “Wit & Wisdom”"), "e l achieves k 2 wit wisdom");
  assert.equal(fold("  "), "");
});

test("each word of a query must begin a word of the text", () => {
  const text = fold("Great Minds: Eureka Math, grades 6-8");
  assert.ok(mentions(fold("eur min"), text));
  assert.ok(mentions(fold("6-8"), text));
  assert.ok(mentions("", text));
  assert.ok(!mentions(fold("inds"), text));
  assert.ok(!mentions(fold("eureka science"), text));
});

test("one partner, two partners", () => {
  assert.deepEqual([0, 1, 2, 1000].map((count) => many(count)), ["0 partners", "1 partner", "2 partners", "1,000 partners"]);
});

test("results sort by score, by name as on the page, and by date, ties as on the page", () => {
  const rows = [
    { place: 0, reviewed: 20260101, score: 1 },
    { place: 1, reviewed: 20260201, score: 1 },
    { place: 2, reviewed: 0, score: 3 },
  ];
  const places = (order) => sorted(rows, order).map((row) => row.place);
  assert.deepEqual(places("relevance"), [2, 0, 1]);
  assert.deepEqual(places(""), [2, 0, 1]);
  assert.deepEqual(places("name"), [0, 1, 2]);
  assert.deepEqual(places("reviewed"), [1, 0, 2]);
  assert.deepEqual(places("constructor"), [2, 0, 1]);
});
