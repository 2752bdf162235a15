/** Documents that exports are tried with. */

/** What readers type who mean no harm, and what others type. */
export const HOSTILE = [
  '<script>alert(1)</script>', '<img src=x onerror="alert(1)">', "]]>&amp;&#0;", "[x](javascript:alert(1))", "![x](https://example.org/x.png)", "# not a heading", "- not an item",
  "1. not an item", "1) nor this", "> not a quote", "---", "===", "+ plus", "```js", "~~~", "`code`", "**not bold**", "_not italic_", "__nor this__", "~~kept~~", "a | b", "| - |", "<!-- gone? -->",
  "\\", "\\\\*", "&lt;b&gt;", "www", "Ünïcödé “quotes” — 漢字 🙂 👩‍🏫", "[ref]: /x", "[^1]: note", "* * *", "a\\", "#", "## x ##", "    four spaces", "5 < 6 & 7 > 2", "=1+1", "&copy;", "{{ x }}", "{% x %}",
];

/** A document with everything that the model has. */
export const EVERYTHING = {
  title: "Request for proposals: math & “more”",
  language: "en",
  blocks: [
    { kind: "heading", level: 1, text: "What we need" },
    { kind: "paragraph", runs: [{ text: "We look for " }, { text: "one partner", bold: true }, { text: " for " }, { text: "three", italic: true }, { text: " years, in " }, { text: "all", bold: true, italic: true }, { text: " schools." }] },
    { kind: "heading", level: 2, text: "Scope" },
    { kind: "list", ordered: false, items: ["Summer course", [{ text: "Coaching, " }, { text: "weekly", bold: true }]] },
    { kind: "list", ordered: true, items: ["Send the plan", "Sign it"] },
    { kind: "paragraph", runs: "Then, in this order:" },
    { kind: "list", ordered: true, items: ["Begin", "Look back"] },
    { kind: "heading", level: 3, text: "Price" },
    { kind: "table", head: ["Item", "Unit", "Price"], rows: [["Sessions for teachers", "day", "$2,000"], ["Coaching", "hour"], [[{ text: "All", bold: true }], "", ""]] },
    { kind: "paragraph", runs: [{ text: "See " }, { text: "the playbook", href: "https://guide.example.org/playbook/?a=1&b=(2)" }, { text: ", not " }, { text: "this", href: "javascript:alert(1)" }, { text: ".\nLast line." }] },
  ],
};

/** Numbers that look random and are the same in each run. @param {number} seed */
export function dice(seed) {
  return (/** @type {number} */ below) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
}

const SIGNS = [..."ab1 *_`[]()<>&|~#-+=.!\\\"'\n\t;,:{}^$@/%é漢", "🙂", "\u0000", "\u000b", "\u2028", "\ufeff", "\ud800", "\r", "\r\n", "\uffff", "\u202e"];

/** A text of signs that mean something somewhere. @param {(below: number) => number} roll @param {number} [most] */
export function anything(roll, most = 12) {
  return Array.from({ length: roll(most) }, () => SIGNS[roll(SIGNS.length)]).join("");
}

/** A list with lists inside it. */
export const NESTED = {
  kind: "list", ordered: true,
  items: ["First", { text: "Second", lists: [{ ordered: false, items: ["inside", { text: [{ text: "deeper", bold: true }], lists: [{ ordered: true, items: ["one", "two"] }] }] }, { ordered: true, items: ["anew"] }] }, "Third"],
};
