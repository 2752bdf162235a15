// The facets of a big directory, as its file has them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bitsOf } from "../../themes/default/js/bits.js";
import { has } from "../../themes/default/js/facets.js";

// Written by the test `the_browser_reads_what_is_packed` in src/partners/bits.rs, which checks that it would write the same.
const PACKED = "eEFU5YgYJ6qGZTZRPNYXukh9qVuV6ohziHqUdYNji6GoleV2Zr8gL9Gsjy0znlqVesc=";

test("the bits are those that were packed", () => {
  const holders = bitsOf(PACKED, [0, 2, 5], 100);
  assert.equal(holders.length, 5);
  for (let place = 0; place < 100; place++) {
    holders.forEach((bits, value) => assert.equal(has(bits, place), (place * (value + 3)) % 7 < value, `${place}, ${value}`));
  }
});
