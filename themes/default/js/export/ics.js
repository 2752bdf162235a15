/**
 * Writes a calendar (RFC 5545, iCalendar) that calendar programs take in.
 *
 * Times are those of the place where the calendar is read: a meeting at nine is at nine.
 */

/**
 * `start` is a day, `2026-08-17`, or a day with a time, `2026-08-17T09:00`, which lasts `minutes` (60 when not said).
 * `repeat.count` counts the first time too. A meeting that repeats by month or quarter keeps its weekday ("the second
 * Tuesday"; a fifth one is the last of its month), so it does not fall on a Sunday.
 * @typedef {{ uid: string, start: string, minutes?: number, summary: string, description?: string, repeat?: { every: "week" | "month" | "quarter", count: number } }} Event
 */

const WEEKDAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
const LINE = 75;
const MINUTE = 60_000;

/**
 * @param {Event[]} events
 * @param {{ name: string, stamp: Date }} about  `stamp`: when the calendar was made
 * @throws {RangeError} when a start is no day or time; see `isStart`
 */
export function calendar(events, { name, stamp }) {
  const made = compact(stamp) + "Z";
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Guidepost//Calendar//EN", "CALSCALE:GREGORIAN", `NAME:${text(name)}`, `X-WR-CALNAME:${text(name)}`];
  for (const event of events) lines.push(...eventLines(event, made));
  return [...lines, "END:VCALENDAR"].map((line) => folded(line) + "\r\n").join("");
}

/** Whether a calendar can have it: a day or a day with a time that there is. @param {string} start */
export function isStart(start) {
  return timeOf(start) !== null;
}

/** @param {Event} event @param {string} made */
function eventLines({ uid, start, minutes = 60, summary, description, repeat }, made) {
  const begin = timeOf(start);
  if (!begin) throw new RangeError(`“${start}” is not a day or time`);
  const allDay = !start.includes("T");
  const length = allDay ? 24 * 60 : Math.max(1, Math.round(minutes) || 60);
  const end = new Date(begin.getTime() + length * MINUTE);
  const moment = (/** @type {Date} */ time) => (allDay ? `;VALUE=DATE:${compact(time).slice(0, 8)}` : `:${compact(time)}`);
  const rule = repeat && repeat.count > 1 ? [`RRULE:${ruleOf(repeat, begin)}`] : [];
  const more = description ? [`DESCRIPTION:${text(description)}`] : [];
  return ["BEGIN:VEVENT", `UID:${text(uid)}`, `DTSTAMP:${made}`, `DTSTART${moment(begin)}`, `DTEND${moment(end)}`, ...rule, `SUMMARY:${text(summary)}`, ...more, "END:VEVENT"];
}

/** A day or time as if this place were at UTC, so that no change of the clock matters; null when there is no such day. @param {string} start */
function timeOf(start) {
  const written = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d))?$/.exec(start);
  if (!written) return null;
  const [, day, time = "00:00"] = written;
  const found = new Date(`${day}T${time}:00Z`);
  return !Number.isNaN(found.getTime()) && found.toISOString().startsWith(`${day}T${time}`) ? found : null;
}

/** `20260817T090000`. @param {Date} time */
function compact(time) {
  return time.toISOString().slice(0, 19).replace(/[-:]/g, "");
}

/** @param {{ every: "week" | "month" | "quarter", count: number }} repeat @param {Date} begin */
function ruleOf({ every, count }, begin) {
  const times = `COUNT=${Math.round(count)}`;
  if (every === "week") return `FREQ=WEEKLY;${times}`;
  const nth = Math.ceil(begin.getUTCDate() / 7);
  const day = `${nth > 4 ? -1 : nth}${WEEKDAYS[begin.getUTCDay()]}`;
  return `FREQ=MONTHLY;${every === "quarter" ? "INTERVAL=3;" : ""}${times};BYDAY=${day}`;
}

/** @param {string} value */
function text(value) {
  return value
    .replace(/\r\n?/g, "\n").replace(/[^\P{Cc}\n\t]|[\ud800-\udfff]/gu, "")
    .replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n");
}

/** Breaks what is longer than 75 bytes, between characters. @param {string} line */
function folded(line) {
  const encoder = new TextEncoder();
  let out = "";
  let room = LINE;
  for (const character of line) {
    const bytes = encoder.encode(character).length;
    if (bytes > room) {
      out += "\r\n ";
      room = LINE - 1;
    }
    out += character;
    room -= bytes;
  }
  return out;
}
