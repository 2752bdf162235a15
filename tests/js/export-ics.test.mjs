// Calendars, read by ical.js.
import assert from "node:assert/strict";
import { test } from "node:test";
import { calendar, isStart } from "../../themes/default/js/export/ics.js";
import { packaged } from "./packages.mjs";
import { anything, dice, HOSTILE } from "./samples.mjs";

const found = packaged("ical.js");
const ICAL = found.default ?? found;
const ABOUT = { name: "Partner plan", stamp: new Date("2026-08-01T12:30:15.500Z") };
const event = (more) => ({ uid: "1@guide", start: "2026-08-17T09:00", summary: "Check-in", ...more });

/** The events of a calendar, after looking at its bytes: lines of 75 at most, whole characters, CRLF. */
function read(text) {
  assert.ok(text.endsWith("\r\n") && !/[^\r]\n|\r[^\n]/.test(text), "every line ends in CRLF");
  for (const line of text.split("\r\n")) {
    assert.ok(Buffer.byteLength(line) <= 75, line);
    assert.equal(Buffer.from(line).toString(), line);
  }
  const component = new ICAL.Component(ICAL.parse(text));
  return component.getAllSubcomponents("vevent").map((part) => new ICAL.Event(part));
}

/** The first days on which an event takes place. */
function days(event, most = 20) {
  const iterator = event.iterator();
  const out = [];
  for (let next = iterator.next(); next && out.length < most; next = iterator.next()) out.push(next.toString());
  return out;
}

test("a meeting has its time, length and words", () => {
  const [meeting] = read(calendar([event({ minutes: 45, description: "Bring:\n- the plan; the data, all" })], ABOUT));
  assert.deepEqual([meeting.uid, meeting.summary, meeting.description], ["1@guide", "Check-in", "Bring:\n- the plan; the data, all"]);
  assert.deepEqual([meeting.startDate.toString(), meeting.endDate.toString()], ["2026-08-17T09:00:00", "2026-08-17T09:45:00"]);
  assert.equal(meeting.startDate.zone.tzid, "floating");
  assert.equal(meeting.component.getFirstPropertyValue("dtstamp").toString(), "2026-08-01T12:30:15Z");
  assert.ok(!meeting.isRecurring());
});

test("a day without a time lasts the day", () => {
  const [day] = read(calendar([event({ start: "2026-12-31" })], ABOUT));
  assert.deepEqual([day.startDate.isDate, day.startDate.toString(), day.endDate.toString()], [true, "2026-12-31", "2027-01-01"]);
});

test("a meeting ends on the next day when it must", () => {
  const [late] = read(calendar([event({ start: "2028-02-28T23:30", minutes: 90 })], ABOUT));
  assert.equal(late.endDate.toString(), "2028-02-29T01:00:00");
});

test("meetings repeat by week, month and quarter, as often as said", () => {
  const times = (start, every, count) => days(read(calendar([event({ start, repeat: { every, count } })], ABOUT))[0]).map((day) => day.slice(0, 10));
  assert.deepEqual(times("2026-08-17T09:00", "week", 3), ["2026-08-17", "2026-08-24", "2026-08-31"]);
  assert.deepEqual(times("2026-09-08T09:00", "month", 4), ["2026-09-08", "2026-10-13", "2026-11-10", "2026-12-08"], "second Tuesdays");
  assert.deepEqual(times("2026-09-08", "quarter", 4), ["2026-09-08", "2026-12-08", "2027-03-09", "2027-06-08"]);
  assert.deepEqual(times("2026-09-29T09:00", "month", 3), ["2026-09-29", "2026-10-27", "2026-11-24"], "last Tuesdays");
  assert.deepEqual(times("2026-09-08", "month", 1), ["2026-09-08"]);
});

test("on any day of two years a repeated meeting comes as often as said, on its weekday, once a month", () => {
  for (let day = 0; day < 730; day++) {
    const start = new Date(Date.UTC(2027, 0, 1 + day)).toISOString().slice(0, 10);
    const found = days(read(calendar([event({ start, repeat: { every: "month", count: 12 } })], ABOUT))[0]);
    assert.equal(found.length, 12, start);
    assert.equal(found[0], start);
    assert.equal(new Set(found.map((date) => date.slice(0, 7))).size, 12, start);
    assert.equal(new Set(found.map((date) => new Date(date).getUTCDay())).size, 1, start);
  }
});

test("hostile and long text stays text", () => {
  const long = "Ünïcödé 漢字 🙂 ".repeat(40);
  const texts = [...HOSTILE, long, "END:VEVENT\r\nBEGIN:VALARM", "a\\nb", "a;b,c:d"];
  const events = read(calendar(texts.map((text, i) => event({ uid: `${i}`, summary: text, description: text })), { ...ABOUT, name: "A\r\nX-EVIL:1" }));
  assert.deepEqual(events.map((event) => event.summary), texts.map((text) => text.replace(/\r\n/g, "\n")));
  assert.deepEqual(events.map((event) => event.description), events.map((event) => event.summary));
  const roll = dice(5);
  for (let round = 0; round < 500; round++) {
    const text = "x" + anything(roll, 60);
    const [made] = read(calendar([event({ summary: text })], ABOUT));
    assert.equal(made.summary, text.replace(/\r\n?/g, "\n").replace(/[\u0000\u000b\ud800]/gu, ""));
  }
});

test("what is no day is refused", () => {
  for (const start of ["", "2026-02-29", "2026-13-01", "2026-1-1", "2026-08-17T24:00", "2026-08-17 09:00", "2026-08-17T09:00:00Z", "x\r\nX:1"]) {
    assert.ok(!isStart(start), start);
    assert.throws(() => calendar([event({ start })], ABOUT), RangeError);
  }
  assert.ok(isStart("2028-02-29") && isStart("2026-08-17T23:59"));
});
