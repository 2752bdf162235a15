// What the search shows: which part of a text, and what the words of a query may mean.
import assert from "node:assert/strict";
import { test } from "node:test";
import { answersOf } from "../../themes/default/js/answers.js";
import * as excerpts from "../../themes/default/js/excerpt.js";
import { matchOf } from "../../themes/default/js/matcher.js";

const shown = (parts) => parts.map(({ text, mark }) => (mark ? `[${text}]` : text)).join("");
const { read } = answersOf(async () => engine(), async () => new Uint8Array());
const excerptOf = (summary, text, marks) => excerpts.excerptOf(summary, text, marks, read);
const filler = "Lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor. ".repeat(6);

test("the words are marked, whatever their accents, case and number", () => {
  assert.equal(shown(excerptOf("Coaches study Éclair’s coaching.", "", [["coach", false], ["eclairs", false]])), "[Coaches] study [Éclair’s] coaching.");
  assert.equal(shown(excerptOf("Coaches study coaching.", "", [["coach", true]])), "[Coaches] study [coaching].");
});

test("the part of the text with more of the words is shown", () => {
  const text = `${filler}Teachers plan lessons with a coach in Texas. ${filler}`;
  const parts = shown(excerptOf("A partner for coaching.", text, [["coach", true], ["texas", false]]));
  assert.match(parts, /^… .*with a \[coach\] in \[Texas\]\. .* …$/);
  assert.ok(parts.length < 220);
});

test("without any of the words the summary is shown", () => {
  assert.equal(shown(excerptOf("A partner.", filler, [["zebra", true]])), "A partner.");
  assert.equal(shown(excerptOf("", "", [])), "");
});

test("an excerpt holds the text unchanged", () => {
  const text = `${filler}<b>coach</b> & "coach" ${filler}`;
  const parts = excerptOf("", text, [["coach", false]]);
  assert.ok(text.includes(parts.map((part) => part.text).join("").replace(/^… | …$/g, "")));
});

/** An engine that knows two values and one provider, and wants one file. */
function engine() {
  const files = new Set();
  return {
    names: { everyday: ["can", "help", "us", "who"] },
    add: (name) => files.add(name),
    query: ({ text, without }) => ({
      hits: [{ document: 0, score: 9, full: files.has("t1") }, { document: 1, score: 5, full: false }], total: 1, correction: null, marks: [["coaching", true]],
      missing: files.has("t1") ? [] : ["t1"],
      suggestions: [{ value: 7, first: 1, end: 2, via: "name" }, { value: 3, first: 2, end: 5, via: "name" }].filter(({ value }) => text.includes("louisiana") && !without.includes(value)),
    }),
    document: (number) => [{ kind: "provider", title: "A", url: "/providers/a/", context: "" }, { kind: "question", title: "B?", url: "/playbook/interview/adoption/#b", context: "Adoption" }][number],
    value: (at) => ({ 7: { facet: "states", facetLabel: "State", value: "la", label: "Louisiana" }, 3: { facet: "grade_bands", facetLabel: "Grade band", value: "3-5", label: "3–5" } })[at],
    excerpt: () => ({ summary: "Coaching." }),
  };
}

test("what a query names is offered as filters, with the rest of the words", async () => {
  const asked = [];
  const search = answersOf(async () => engine(), async (name) => asked.push(name));
  const found = await search.ask("coaching louisiana grade 3-5", { limit: 10 });
  assert.deepEqual(asked, ["t1"]);
  assert.deepEqual(found.hits.map(({ title, context, kind, slug }) => [title, context, kind, slug]), [["A", "", "provider", "a"], ["B?", "Adoption", "question", ""]]);
  assert.deepEqual(found.hints.map(({ label, rest }) => [label, rest]), [["Louisiana", "coaching grade 3-5"], ["3–5", "coaching louisiana"]]);
  assert.equal(found.directory.route, "/providers/?q=coaching&states=la&grade_bands=3-5");
  assert.equal((await search.ask("who can louisiana help us", { limit: 1 })).directory?.facets, 2);
  assert.equal((await search.ask("on-site louisiana k-2 x y-z", { limit: 1 })).hints[0].rest, "on louisiana k-2 x y-z");
  assert.deepEqual((await search.ask("coaching louisiana", { limit: 10, without: [7, 3] })).hints, []);
});

test("a correction that reads as it was typed is none", async () => {
  const corrected = (correction) => ({ ...engine(), query: (query) => ({ ...engine().query(query), missing: [], correction }) });
  const asked = async (correction) => (await answersOf(async () => corrected(correction), async () => new Uint8Array()).ask("Graet  minds", { limit: 1 })).correction;
  assert.deepEqual([await asked("great minds"), await asked("graet minds"), await asked(null)], ["great minds", "", ""]);
});

test("an early answer comes before the files that make it better", async () => {
  const early = [];
  const search = answersOf(async () => engine(), async () => new Uint8Array());
  const found = await search.ask("x", { limit: 10, early: (one) => early.push(one) });
  assert.deepEqual([early.length, early[0].hits[0].full, found.hits[0].full], [1, false, true]);
});

test("a file that cannot be had is an error, not an empty answer", async () => {
  const search = answersOf(async () => engine(), () => Promise.reject(new Error("gone")));
  await assert.rejects(search.ask("x", { limit: 10 }), /gone/);
});

test("the directory shows providers that have everything, or failing any, some of it", () => {
  const hit = (slug, full) => ({ slug, full, score: 1 });
  const slugs = ({ hits }) => hits.map(({ slug }) => slug);
  assert.deepEqual(slugs(matchOf({ hits: [hit("a", true), hit("b", false)], hints: [], correction: "" })), ["a"]);
  const some = matchOf({ hits: [hit("b", false)], hints: [], correction: "coaching" });
  assert.deepEqual(slugs(some), ["b"]);
  assert.equal(some.remark, "Showing results for “coaching”. No partner has all of these words, these have some.");
  assert.equal(matchOf({ hits: [], hints: [], correction: "" }).remark, "");
});
