// Tables: written, read back, and no formula in them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { csv, rowsOf } from "../../themes/default/js/export/csv.js";
import { anything, dice, HOSTILE } from "./samples.mjs";

test("cells hold commas, marks and lines", () => {
  assert.equal(csv([["Partner", "Score"], ['The "best", they say', 4], ["two\nlines", -1.5], [" kept ", ""]]), 'Partner,Score\r\n"The ""best"", they say",4\r\n"two\nlines",-1.5\r\n" kept ",\r\n');
  assert.equal(csv([["é"]], { bom: true }), "\ufeffé\r\n");
  assert.equal(csv([[Number.NaN, Infinity]]), ",\r\n");
});

test("no cell begins like a formula", () => {
  for (const start of ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r"]) {
    const [, written] = /^"?([^]*?)"?\r\n$/.exec(csv([[`${start}cmd|' /C calc'!A0`]]));
    assert.equal(written[0], "'");
    assert.equal(written[1], start);
  }
});

test("whatever is written is read back", () => {
  const hostile = HOSTILE.map((text) => [text, `'${text}`]);
  assert.deepEqual(rowsOf(csv(hostile, { bom: true })), hostile);
  const roll = dice(9);
  for (let round = 0; round < 3000; round++) {
    const rows = Array.from({ length: 1 + roll(3) }, () => Array.from({ length: 1 + roll(4) }, () => anything(roll, 6).replace(/^\ufeff/, "")));
    assert.deepEqual(rowsOf(csv(rows)), rows, JSON.stringify(rows));
  }
});

test("tables of others are read as far as they go", () => {
  assert.deepEqual(rowsOf(""), []);
  assert.deepEqual(rowsOf("a,b\n1,2"), [["a", "b"], ["1", "2"]]);
  assert.deepEqual(rowsOf("a,\n"), [["a", ""]]);
  assert.deepEqual(rowsOf('"open,1\n'), [["open,1\n"]]);
  assert.deepEqual(rowsOf('"a"b,c'), [["ab", "c"]]);
});
