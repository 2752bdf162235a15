// Asks the browser's engine what the native one was asked, and says where the answers differ. Reads
// `{files: [[name, hex, script]], cases: [{query, answer}]}` from standard input.
//
// Every question is asked twice: of an engine that has every file, and of one that starts with the names
// and is given only what it says is missing. Then the bytes are damaged in every way a few thousand
// tries find, with the checksum made right again, and must be refused or read without harm.

import { openEngine } from "../../themes/default/js/search/engine.js";
import { bytesOf, unseal } from "../../themes/default/js/search/seal.js";

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const { files, cases } = JSON.parse(Buffer.concat(chunks).toString("utf8"));
const bytes = new Map(files.map(([name, hex]) => [name, Uint8Array.from(Buffer.from(hex, "hex"))]));
const problems = [];
const tell = (/** @type {string} */ problem) => problems.push(problem);

// What a script hands over are the bytes.
for (const [name, , script] of files) {
  let got = "";
  new Function("guidepostSearch", script)((/** @type {string} */ called, /** @type {string} */ text) => (got = called === name ? text : ""));
  if (Buffer.compare(Buffer.from(bytesOf(got)), Buffer.from(bytes.get(name))) !== 0) tell(`the script of ${name} hands over other bytes`);
}

const whole = openEngine(bytes.get("names"));
for (const [name, content] of bytes) if (name !== "names") whole.add(name, content);

/** An answer in the shape the native side writes. */
function written(engine, answer) {
  const hits = answer.hits.map(({ document, score, full }) => {
    const { kind, title, url, context } = engine.document(document);
    return [document, score, full, kind, title, url, context];
  });
  const suggestions = answer.suggestions.map(({ value, first, end, via }) => [value, first, end, via]);
  return { hits, total: answer.total, suggestions, correction: answer.correction, marks: answer.marks };
}

/** Asks until nothing is missing. */
function patiently(engine, query) {
  for (let round = 0; round < 10; round++) {
    const answer = engine.query(query);
    if (!answer.missing.length) return answer;
    for (const name of answer.missing) engine.add(name, bytes.get(name));
  }
  throw new Error("an answer stays incomplete");
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const sorted = (value) => (value && typeof value === "object" && !Array.isArray(value) ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, value[key]])) : value);
for (const [number, { query, answer }] of cases.entries()) {
  const native = sorted(answer);
  const all = sorted(written(whole, whole.query(query)));
  if (!same(all, native)) tell(`${JSON.stringify(query)}\n  browser ${JSON.stringify(all)}\n  native  ${JSON.stringify(native)}`);
  if (number % 10) continue;
  const lazy = openEngine(bytes.get("names")), later = sorted(written(lazy, patiently(lazy, query)));
  if (!same(later, native)) tell(`${JSON.stringify(query)}, fetching what is missing\n  browser ${JSON.stringify(later)}\n  native  ${JSON.stringify(native)}`);
  for (const { document } of whole.query(query).hits) if (!("summary" in whole.excerpt(document))) tell(`document ${document} has no excerpt`);
}

// Damage. The numbers look random and are the same on every run.
let state = 12345;
const below = (end) => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) % end;
function sealed(content) {
  let sum = 0x811c9dc5;
  for (const byte of content) sum = Math.imul(sum ^ byte, 0x01000193);
  return Uint8Array.from([..."gps\x01"].map((letter) => letter.charCodeAt(0)).concat([0, 8, 16, 24].map((shift) => (sum >>> shift) & 255), [...content]));
}
const host = openEngine(bytes.get("names"));
function tried(name, damaged, mustFail) {
  try {
    const engine = name === "names" ? openEngine(damaged) : host;
    if (name !== "names") engine.add(name, damaged);
    if (mustFail) tell(`${name}: damage was not noticed`);
    else for (const text of ["math", "coaching", "xqzzy"]) engine.query({ text });
  } catch (error) {
    if (error.name !== "Damaged") tell(`${name}: ${error.stack}`);
  }
}
const picked = files.length > 40 ? files.filter((_, at) => at % 9 === 0 || files[at][0] === "names") : files;
for (const [name] of picked) {
  const good = bytes.get(name), content = unseal(good);
  for (let time = 0; time < 12; time++) {
    const flipped = good.slice();
    flipped[below(flipped.length)] ^= 1 << below(8);
    tried(name, flipped, true);
    tried(name, good.slice(0, below(good.length)), true);
    const changed = content.slice();
    for (let slip = 0; slip <= time % 3; slip++) changed[below(changed.length)] = below(256);
    tried(name, sealed(changed), false);
    tried(name, sealed(content.slice(0, below(content.length))), false);
  }
}
for (const text of ["", "gps\x01", "{}", "[]", "null", '{"titles":3}']) tried("names", sealed(bytesOf(text)), true);

if (problems.length) console.log(problems.slice(0, 5).join("\n"), `\n${problems.length} problems`);
process.exit(problems.length ? 1 : 0);
