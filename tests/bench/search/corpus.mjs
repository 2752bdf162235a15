/**
 * Writes a guide of invented profiles: the same seed gives the same files. Words are used as in real texts, few
 * often and most seldom; what is true of each profile is known, so that questions can be asked whose answers are
 * known too. The guides of ../corpus.py are for measuring builds; their facets have no names that people would ask for.
 *
 * node corpus.mjs FOLDER [PROFILES]
 */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Numbers that look random and are the same everywhere. @param {number} seed */
export function dice(seed) {
  return (/** @type {number} */ below) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
}

const STATES = "Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Georgia Hawaii Idaho Illinois Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri Montana Nebraska Nevada New-Hampshire New-Jersey New-Mexico New-York North-Carolina North-Dakota Ohio Oklahoma Oregon Pennsylvania Rhode-Island South-Carolina South-Dakota Tennessee Texas Utah Vermont Virginia Washington West-Virginia Wisconsin Wyoming".split(" ").map((name) => name.replace("-", " "));
const CODES = "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY".split(" ");
const SERIES = "Harborlight Meridian Cedarpath Northstar Wayfinder Brightwater Tidepool Lantern Summit Openfield Riverbend Bluebird".split(" ");
const LINES = ["Math", "Reading", "Science"];
const ENDINGS = ["Learning", "Education", "Learning Partners", "Education Group", "Collaborative", "Institute", "Center for Teaching", "Works", "Academy"];
const FIELD = "student teacher school district lesson coaching curriculum material leader classroom standard assessment grade literacy reading evidence practice team training session principal feedback observation unit vocabulary fluency phonics rigor rubric benchmark inclusion pilot contract budget board cohort webinar protocol survey interview study tier strategy culture identity trust algebra geometry fraction inquiry storyline seminar citation dyslexia".split(" ");
const COMMON = "the and of to in a for with or is that we our on at as by be it they this from have their not are can more when how all what which than into over each other new first about after before some many most only also where while between through during without within".split(" ");

/** @typedef {{ id: string, label: string, aliases?: string[] }} Value */

const id = (/** @type {string} */ label) => label.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
/** @param {string[]} labels @returns {Value[]} */
const plain = (labels) => labels.map((label) => ({ id: id(label), label }));

/** @type {Record<string, { label: string, values: Value[], most: number }>} */
export const FACETS = {
  pl_types: { label: "Type of professional learning", most: 3, values: [{ id: "adoption", label: "Adoption support" }, { id: "launch", label: "Launch and initial implementation", aliases: ["launch"] }, { id: "teachers", label: "Ongoing support for teachers" }, { id: "leaders", label: "Ongoing support for leaders" }] },
  subjects: { label: "Subject", most: 2, values: [{ id: "ela", label: "English language arts", aliases: ["ELA", "literacy"] }, { id: "math", label: "Mathematics", aliases: ["math"] }, { id: "science", label: "Science" }, { id: "social", label: "Social studies" }] },
  grade_bands: { label: "Grade band", most: 3, values: ["K-2", "3-5", "6-8", "9-12"].map((label) => ({ id: id(label), label })) },
  hqim: { label: "Curriculum", most: 4, values: plain(SERIES.flatMap((series) => LINES.map((line) => `${series} ${line}`))) },
  states: { label: "State", most: 9, values: STATES.map((label, i) => ({ id: CODES[i].toLowerCase(), label })) },
  delivery: { label: "Delivery", most: 2, values: plain(["In person", "Virtual", "On demand"]) },
};

/** @typedef {{ slug: string, name: string, summary: string, body: string, values: Record<string, string[]> }} Profile */

/** @param {number} count @param {number} [seed] @returns {Profile[]} */
export function profiles(count, seed = 1) {
  const roll = dice(seed);
  const of = (/** @type {any[]} */ list) => list[roll(list.length)];
  const syllable = () => of(["b", "br", "c", "d", "dr", "f", "fl", "g", "gr", "h", "j", "l", "m", "n", "p", "r", "st", "t", "tr", "v"]) + of(["a", "e", "i", "o", "u", "ai", "ea", "io"]);
  const invented = (/** @type {number} */ length) => Array.from({ length }, syllable).join("") + of(["", "l", "m", "n", "r", "nd", "rt"]);
  const lexicon = [...COMMON, ...FIELD];
  for (const known = new Set(lexicon); lexicon.length < 6000; ) {
    const word = invented(2 + roll(2));
    if (word.length > 4 && !known.has(word)) lexicon.push(word), known.add(word);
  }
  const seldom = () => lexicon[Math.floor(lexicon.length ** (roll(1 << 20) / (1 << 20))) - 1] || "the";
  const sentences = (/** @type {number} */ words) => {
    const topics = Array.from({ length: 8 }, () => of(lexicon));
    const text = Array.from({ length: words }, (_, i) => (roll(8) ? seldom() : of(topics)) + (i % 13 === 12 ? "." : ""));
    return text.join(" ").replace(/(^|\. )([a-z])/g, (_, before, letter) => before + letter.toUpperCase()) + ".";
  };
  /** @type {Map<string, Profile>} */ const made = new Map();
  while (made.size < count) {
    const brand = invented(2 + roll(2));
    const name = `${brand[0].toUpperCase()}${brand.slice(1)} ${of(ENDINGS)}`;
    if (made.has(id(name))) continue;
    /** @type {Record<string, string[]>} */ const values = {};
    for (const [facet, { values: all, most }] of Object.entries(FACETS)) values[facet] = [...new Set(Array.from({ length: 1 + roll(most) }, () => of(all).id))].sort();
    made.set(id(name), { slug: id(name), name, summary: sentences(18), body: ["What they do", "How they work", "What it asks of you"].map((title) => `## ${title}\n\n${sentences(130)}`).join("\n\n"), values });
  }
  return [...made.values()];
}

const quoted = (/** @type {unknown} */ value) => JSON.stringify(value);

/** Writes the content folder of a guide with these profiles. @param {string} folder @param {Profile[]} all */
export function writeGuide(folder, all) {
  const write = (/** @type {string} */ name, /** @type {string} */ text) => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  };
  const facets = Object.entries(FACETS).map(([facet, { label }]) => `[[facet]]\nid = ${quoted(facet)}\nlabel = ${quoted(label)}\n`);
  write("guide.toml", `[site]\ntitle = "Partners"\ndescription = "Invented partners."\nbase_url = "https://guide.example.org/"\n\n${facets.join("\n")}`);
  for (const [facet, { values }] of Object.entries(FACETS))
    write(`vocabulary/${facet}.toml`, values.map(({ id, label, aliases }) => `[[value]]\nid = ${quoted(id)}\nlabel = ${quoted(label)}\n${aliases ? `aliases = ${quoted(aliases)}\n` : ""}`).join("\n"));
  for (const { slug, name, summary, body, values } of all)
    write(`providers/${slug}.md`, `---\nname: ${quoted(name)}\nsummary: ${quoted(summary)}\n${Object.entries(values).map(([facet, ids]) => `${facet}: ${quoted(ids)}\n`).join("")}reviewed: 2026-05-01\nsources:\n  - https://example.org/${slug}\n---\n\n${body}\n`);
}

if (process.argv[1] === new URL(import.meta.url).pathname) writeGuide(process.argv[2], profiles(Number(process.argv[3] || 1000)));
