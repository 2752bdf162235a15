import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { add, remove, shortlist, subscribe } from "../../themes/default/js/shortlist.js";

const KEY = "guidepost.shortlist";
/** @param {Partial<Storage>} store */
const withStore = (store) => Object.defineProperty(globalThis, "localStorage", { value: store, configurable: true });
const memory = () => {
  /** @type {Map<string, string>} */ const kept = new Map();
  return { getItem: (/** @type {string} */ key) => kept.get(key) ?? null, setItem: (/** @type {string} */ key, /** @type {string} */ value) => void kept.set(key, value) };
};
afterEach(() => withStore(memory()));

test("partners are kept in the order in which they were added, once each", () => {
  const store = memory();
  withStore(store);
  for (const slug of ["tntp", "anet", "tntp"]) add(slug);
  assert.deepEqual(shortlist(), ["tntp", "anet"]);
  assert.equal(store.getItem(KEY), '["tntp","anet"]');
  remove("tntp");
  assert.deepEqual(shortlist(), ["anet"]);
});

test("what is no slug is neither taken nor given", () => {
  withStore(memory());
  add("<img>");
  add("");
  assert.deepEqual(shortlist(), []);
  localStorage.setItem(KEY, '["ok", 5, "../x", null]');
  assert.deepEqual(shortlist(), ["ok"]);
  localStorage.setItem(KEY, "{not json");
  assert.deepEqual(shortlist(), []);
});

test("who subscribes hears of each change until they end it", () => {
  withStore(memory());
  /** @type {string[][]} */ const heard = [];
  const end = subscribe((slugs) => heard.push(slugs));
  add("tntp");
  add("tntp");
  remove("tntp");
  end();
  add("anet");
  assert.deepEqual(heard, [["tntp"], []]);
});

test("where nothing can be stored the list lasts as long as the page", () => {
  const refuse = () => {
    throw new Error("denied");
  };
  withStore({ getItem: refuse, setItem: refuse });
  add("tntp");
  assert.deepEqual(shortlist(), ["tntp"]);
  remove("tntp");
  assert.deepEqual(shortlist(), []);
});
