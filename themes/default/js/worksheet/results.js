/** Shows what follows from the answers. */
import { element, every, first } from "../element.js";
import { linkTo } from "../routes.js";
import { many } from "../words.js";
import { joined, matrixOf, meetingsOf, paperOf, totalText } from "./document.js";
import { bandOf, directoryRoute, filled, questionsOf } from "./evaluate.js";
import { nearest } from "./nearest.js";
import { dayInWords, written } from "./numbers.js";

/** @import { Block, Words } from "./document.js" */
/** @import { Outcomes, Sheet, filtersOf } from "./evaluate.js" */
/** @typedef {ReturnType<typeof filtersOf>} Chosen */

/** @param {HTMLElement} tool @param {Sheet} sheet */
export function presenter(tool, sheet) {
  const part = (/** @type {string} */ selector) => first(tool, selector);
  const toDirectory = first(tool, "[data-directory] a");
  const label = toDirectory?.textContent || "";
  const heading = part("#results-title");
  const title = heading?.textContent || "";
  /** @param {Outcomes} outcomes @param {Chosen} chosen */
  return (outcomes, chosen) => {
    const started = outcomes.answered > 0;
    const shown = outcomes.results.filter((result) => result.here && started);
    const open = started && outcomes.answered < outcomes.shown.size;
    if (!sheet.parts.length) putText(heading, open ? `${title} so far` : title);
    showSoFar(part("[data-so-far]"), started ? inShort(sheet, outcomes) : "", open);
    for (const result of outcomes.results) showResult(/** @type {HTMLElement} */ (part(`[data-result="${result.id}"]`)), result, started);
    showScores(tool, sheet, outcomes);
    for (const value of sheet.values) {
      const number = outcomes.values.get(value.id);
      putText(part(`[data-value="${value.id}"] [data-text]`), started && number !== null && number !== undefined ? written(number, value.unit) : "–");
    }
    for (const comparison of sheet.comparisons) showComparison(/** @type {HTMLElement} */ (part(`[data-comparison="${comparison.id}"]`)), comparison, outcomes.comparisons.get(comparison.id), started);
    const directory = part("[data-directory]");
    if (directory && toDirectory) {
      directory.hidden = !started || (sheet.filters.length > 0 && !chosen.size);
      const list = sheet.held ? nearest(sheet.held, chosen) : { chosen, count: null, left: [] };
      toDirectory.setAttribute("href", linkTo(directoryRoute(list.chosen) || "/providers/"));
      // Where no help is called for, the list is only offered.
      const idle = sheet.results.some((result, i) => result.instead && outcomes.results[i].here);
      toDirectory.classList.toggle("button--quiet", idle);
      putText(toDirectory, idle ? `Browse ${list.count === null ? "partners" : many(list.count)} anyway` : list.count === null ? label : counted(label, list.count));
      const left = /** @type {HTMLElement} */ (part("[data-left]"));
      left.hidden = directory.hidden || !list.left.length;
      putText(left, `No profile states all of this. The list leaves out ${joined(list.left).toLowerCase()}: many profiles are silent there, so ask.`);
    }
    showMatrices(/** @type {HTMLElement} */ (part("[data-matrix]")), sheet, outcomes);
    showMeetings(part("[data-meetings]"), sheet, outcomes);
    showPaper(part("[data-paper]"), sheet, outcomes);
    const waiting = part("[data-waiting]");
    if (waiting) waiting.hidden = started && (shown.length > 0 || !sheet.results.length);
  };
}

/** What the answers say in a few words: the first results, or else the first number. @param {Sheet} sheet @param {Outcomes} outcomes */
function inShort(sheet, outcomes) {
  const titles = sheet.results.filter((result, i) => outcomes.results[i].here && result.kind === "result").map((result) => result.title);
  if (titles.length) return titles.slice(0, 3).join("; ");
  const value = sheet.values.find(({ id }) => typeof outcomes.values.get(id) === "number");
  return value ? `${value.label}: ${written(/** @type {number} */ (outcomes.values.get(value.id)), value.unit)}` : "";
}

/** The result beside the form, where it is seen while answering. @param {HTMLElement | null} place @param {string} words @param {boolean} open */
function showSoFar(place, words, open) {
  if (!place) return;
  place.hidden = !words;
  putText(first(place, "a"), words && `${open ? "So far: " : ""}${words}`);
}

/** `See 3 partners for this`. Words without partners have the number after them. @param {string} label @param {number} count */
function counted(label, count) {
  const said = label.replace(/\bpartners\b/, many(count));
  return said === label ? `${label} (${count})` : said;
}

/** @param {HTMLElement | null} place @param {string} text */
function putText(place, text) {
  if (place && place.textContent !== text) place.textContent = text;
}

/** @param {HTMLElement} place @param {Outcomes["results"][number]} result @param {boolean} started */
function showResult(place, result, started) {
  place.hidden = !started || !result.here;
  result.because.forEach((holds, i) => {
    const reason = first(place, `[data-because="${i}"]`);
    if (reason) reason.hidden = !holds;
  });
  const why = first(place, "[data-why]");
  if (why) why.hidden = !result.because.some(Boolean);
}

/** @param {HTMLElement} tool @param {Sheet} sheet @param {Outcomes} outcomes */
function showScores(tool, sheet, outcomes) {
  const place = first(tool, ".scores");
  if (place) place.hidden = ![...outcomes.dimensions.values()].some((score) => score.count > 0);
  for (const dimension of sheet.dimensions) {
    const line = first(tool, `[data-score="${dimension.id}"]`);
    const score = outcomes.dimensions.get(dimension.id);
    if (!line || !score) continue;
    const { points, most, count } = score;
    const known = points !== null && count > 0;
    putText(first(line, "[data-text]"), known ? `${written(points)} of ${written(most)}` : "–");
    first(line, "rect")?.setAttribute("width", String(known && most ? Math.max(0, points / most * 100) : 0));
    const band = known ? bandOf(dimension.bands, points) : undefined;
    putText(first(line, "[data-band]"), band ? [band.label, band.text].filter(Boolean).join(". ") : "");
  }
}

/** @param {HTMLElement} place @param {Sheet["comparisons"][number]} comparison @param {number | null | undefined} number @param {boolean} started */
function showComparison(place, comparison, number, started) {
  const known = started && number !== null && number !== undefined && number > 0;
  place.hidden = !started;
  putText(first(place, "[data-text]"), known ? written(number, comparison.unit) : "–");
  const top = Math.max(comparison.top, known ? number : 0);
  for (const bar of place.querySelectorAll(".bar")) bar.setAttribute("viewBox", `0 0 ${top} 1`);
  first(place, ".bars__own rect")?.setAttribute("width", String(known ? number : 0));
}

/** The totals of each rating, as a table. @param {HTMLElement} place @param {Sheet} sheet @param {Outcomes} outcomes */
function showMatrices(place, sheet, outcomes) {
  const tables = questionsOf(sheet).filter((question) => question.rating && outcomes.shown.has(question.id) && filled(outcomes.answers[question.rating.of]).length).map((question) => {
    const matrix = matrixOf(sheet, question, outcomes.answers);
    const label = (/** @type {number} */ level) => (level < 0 ? "–" : String(level));
    const groups = [...new Set(matrix.lines.map((line) => line.item.group))];
    const few = matrix.lines.length <= 12;
    const rows = few
      ? matrix.lines.map((line) => row(shortened(line.item.label), line.cells.map((cell) => label(cell.level))))
      : groups.map((group) => row(group, matrix.rows.map((_, i) => {
        const cells = matrix.lines.filter((line) => line.item.group === group).map((line) => line.cells[i].level).filter((level) => level >= 0);
        return cells.length ? `${cells.reduce((a, b) => a + b, 0)} of ${cells.length * ((question.options || []).length - 1)}` : "–";
      })));
    const head = element("tr", {}, element("td"), ...matrix.rows.map((judged) => element("th", { scope: "col" }, judged.name)));
    const total = row("Points", matrix.totals.map((one) => totalText(one, matrix.of)));
    total.className = "matrix__total";
    const table = element("table", {}, element("caption", {}, question.ask), element("thead", {}, head), element("tbody", {}, ...rows, total));
    return element("div", { class: "table", role: "region", tabindex: "0", "aria-label": question.ask }, table);
  });
  place.replaceChildren(...tables);
}

/** A long question, as far as a narrow table has room for it. @param {string} text */
function shortened(text) {
  return text.length > 90 ? `${text.slice(0, text.lastIndexOf(" ", 90)).replace(/\P{L}+$/u, "")}…` : text;
}

/** @param {string} head @param {string[]} cells */
function row(head, cells) {
  return element("tr", {}, element("th", { scope: "row" }, head), ...cells.map((cell) => element("td", {}, cell)));
}

const EVERY = { week: "every week", month: "every month", quarter: "every quarter" };

/** @param {HTMLElement | null} place @param {Sheet} sheet @param {Outcomes} outcomes */
function showMeetings(place, sheet, outcomes) {
  if (!place) return;
  const meetings = meetingsOf(sheet, outcomes);
  place.hidden = !meetings.length;
  first(place, "ul")?.replaceChildren(...meetings.map((meeting) => {
    const [day, time] = meeting.start.split("T");
    const when = `${meeting.repeat ? "from " : ""}${dayInWords(day)}${time ? `, ${time}` : ""}`;
    const often = meeting.repeat ? `, ${EVERY[meeting.repeat.every]}, ${meeting.repeat.count} times` : "";
    return element("li", {}, element("strong", {}, meeting.summary), ` ${when}${often}`);
  }));
}

/** The document, as it will be saved. @param {HTMLElement | null} place @param {Sheet} sheet @param {Outcomes} outcomes */
function showPaper(place, sheet, outcomes) {
  if (!place) return;
  place.hidden = outcomes.answered === 0;
  place.replaceChildren(...paperOf(sheet, outcomes).blocks.map(shownBlock));
}

/** @param {Block} block */
function shownBlock(block) {
  if (block.kind === "heading") return element("h3", {}, block.text);
  if (block.kind === "paragraph") return element("p", {}, ...shownRuns(block.runs));
  if (block.kind === "list") return element("ul", {}, ...block.items.map((item) => element("li", {}, ...shownRuns(item))));
  const head = element("tr", {}, ...block.head.map((text) => (text ? element("th", { scope: "col" }, text) : element("td"))));
  const rows = block.rows.map((cells) => element("tr", {}, ...cells.map((cell) => element("td", {}, cell))));
  const label = block.head.filter(Boolean).join(", ");
  return element("div", { class: "table", role: "region", tabindex: "0", "aria-label": label }, element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows)));
}

/** @param {Words[]} runs */
function shownRuns(runs) {
  return runs.map((run) => (run.bold ? element("strong", {}, run.text) : run.text));
}
