// Markdown, read by a parser that is not ours.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileName } from "../../themes/default/js/export/document.js";
import { markdown } from "../../themes/default/js/export/markdown.js";
import { packaged } from "./packages.mjs";
import { anything, dice, EVERYTHING, HOSTILE, NESTED } from "./samples.mjs";

const reader = packaged("markdown-it")("commonmark").enable(["table", "strikethrough"]);
const html = (document) => reader.render(markdown(document));
const entities = { "&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"' };
const textOf = (html) => html.replace(/<[^>]*>/g, "").replace(/&(lt|gt|amp|quot);/g, (entity) => entities[entity]);
const squeezed = (text) => text.replace(/\s+/g, " ").replace(/[^\P{C}\u200c\u200d]/gu, "").replace(/ +/g, " ").trim();

test("a document reads as Markdown", () => {
  assert.equal(markdown(EVERYTHING), `# Request for proposals: math \\& “more”

## What we need

We look for **one partner** for _three_ years, in _**all**_ schools.

### Scope

- Summer course
- Coaching, **weekly**

<!-- -->

1. Send the plan
2. Sign it

Then, in this order:

1. Begin
2. Look back

#### Price

| Item | Unit | Price |
| --- | --- | --- |
| Sessions for teachers | day | $2,000 |
| Coaching | hour |  |
| **All** |  |  |

See [the playbook](https://guide.example.org/playbook/?a=1&b=%282%29), not this.\\
Last line.
`);
});

test("a parser finds the same headings, lists and tables", () => {
  const page = html(EVERYTHING);
  assert.deepEqual([...page.matchAll(/<(h\d)>([^<]*)/g)].map(([, name, text]) => [name, text.replace("&amp;", "&")]), [["h1", EVERYTHING.title], ["h2", "What we need"], ["h3", "Scope"], ["h4", "Price"]]);
  assert.deepEqual(page.match(/<(ul|ol)>/g), ["<ul>", "<ol>", "<ol>"]);
  assert.equal(page.match(/<li>/g).length, 6);
  assert.deepEqual([page.match(/<th>/g).length, page.match(/<td>/g).length], [3, 9]);
  assert.match(page, /<a href="https:\/\/guide\.example\.org\/playbook\/\?a=1&amp;b=%282%29">the playbook<\/a>/);
  assert.ok(!page.includes("javascript:"));
});

test("a list inside an item stays inside it", () => {
  const text = markdown({ title: "", blocks: [NESTED] });
  assert.equal(text, "1. First\n2. Second\n   - inside\n   - **deeper**\n     1. one\n     2. two\n   1. anew\n3. Third\n");
  assert.deepEqual(html({ title: "", blocks: [NESTED] }).match(/<\/?(ul|ol)>/g), ["<ol>", "<ul>", "<ol>", "</ol>", "</ul>", "<ol>", "</ol>", "</ol>"]);
});

test("tasks are tasks", () => {
  assert.equal(markdown({ title: "", blocks: [{ kind: "list", ordered: false, items: ["☐ Send it", "☑ Sign it", "Read it"] }] }), "- [ ] Send it\n- [x] Sign it\n- Read it\n");
});

test("hostile text stays text", () => {
  for (const text of HOSTILE) {
    const shown = squeezed(text);
    const whole = html({ title: "", blocks: [{ kind: "paragraph", runs: text }] });
    assert.match(whole, /^<p>[^<]*<\/p>\n$/, text);
    assert.equal(textOf(whole).trim(), shown);
    assert.equal(textOf(html({ title: text, blocks: [] })).trim(), shown);
    assert.match(html({ title: text, blocks: [] }), /^<h1>[^<]*<\/h1>\n$/, text);
    const list = html({ title: "", blocks: [{ kind: "list", ordered: true, items: [text, "x"] }] });
    assert.match(list, /^<ol>\n<li>[^<]*<\/li>\n<li>x<\/li>\n<\/ol>\n$/, text);
    const table = html({ title: "", blocks: [{ kind: "table", head: [text, "b"], rows: [["c", text]] }] });
    assert.deepEqual([...table.matchAll(/<t[hd]>([^<]*)<\/t[hd]>/g)].map(([, cell]) => textOf(cell)), [shown, "b", "c", shown], text);
  }
});

test("any text in any looks stays the same text", () => {
  const roll = dice(3);
  for (let round = 0; round < 4000; round++) {
    const runs = Array.from({ length: 1 + roll(4) }, () => ({ text: anything(roll, 6), bold: roll(3) === 0, italic: roll(3) === 0, href: roll(6) ? undefined : "https://example.org/a_(b)" }));
    const text = runs.map((run) => run.text).join("");
    const page = html({ title: "", blocks: [{ kind: "paragraph", runs }] });
    assert.ok(!/<(?!\/?(p|strong|em|a|br)\b)/.test(page), `${JSON.stringify(runs)}\n${page}`);
    assert.equal(squeezed(textOf(page)), squeezed(text), `${JSON.stringify(runs)}\n${page}`);
  }
});

test("looks survive next to letters", () => {
  const page = html({ title: "", blocks: [{ kind: "paragraph", runs: [{ text: "un" }, { text: "(believ)", italic: true }, { text: "able, " }, { text: "so!", bold: true }, { text: "x" }] }] });
  assert.equal(page, "<p>un<em>(believ)</em>able, <strong>so!</strong>x</p>\n");
});

test("a file name is one on every system", () => {
  assert.equal(fileName("Kick-off: “August”, José’s plan / v2", "docx"), "kick-off-august-joses-plan-v2.docx");
  assert.equal(fileName("../..", "md"), "document.md");
  assert.equal(fileName("", "ics"), "document.ics");
});
