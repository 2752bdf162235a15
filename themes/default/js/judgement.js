/** The reader's own part of a comparison: criteria with weights, a score for each partner, totals and notes. */
import { cell } from "./compared.js";
import { BEST, totalInWords, totalOf, WEIGHTS } from "./comparison.js";
import { button, element, every, first, focusOn } from "./element.js";

/** @import { Criterion, Judgement } from "./comparison.js" */
/** @import { Partner } from "./partners.js" */

/**
 * @param {HTMLElement} page @param {Judgement} judgement  changed in place
 * @param {() => void} save @param {(text: string) => void} say
 * @returns {(partners: Partner[]) => void}
 */
export function judgementRows(page, judgement, save, say) {
  const body = /** @type {HTMLElement} */ (first(page, "[data-own]"));
  const clear = /** @type {HTMLButtonElement} */ (first(page, "[data-clear]"));
  const suggest = /** @type {HTMLElement} */ (first(page, "[data-suggest]"));
  /** @type {Partner[]} */ let partners = [];

  const show = () => {
    const { criteria } = judgement;
    const rows = criteria.map(criterionRow);
    if (criteria.length) rows.push(totalRow());
    rows.push(notesRow());
    body.replaceChildren(...rows);
    clear.hidden = !criteria.length && !Object.keys(judgement.notes).length;
    suggest.hidden = Boolean(criteria.length);
  };

  /** @param {string} text */
  const addCriterion = (text) => {
    judgement.criteria.push({ text, weight: 2, scores: {} });
    save();
    show();
    every(body, ".criterion__text").at(-1)?.focus();
  };

  /** @param {Criterion} criterion @param {number} place */
  const criterionRow = (criterion, place) => {
    const name = () => criterion.text || `criterion ${place + 1}`;
    const text = element("textarea", { class: "criterion__text", rows: "2", maxlength: "300", "aria-label": `Criterion ${place + 1}` });
    text.value = criterion.text;
    text.addEventListener("input", () => {
      criterion.text = text.value;
      save();
    });
    const weight = choice(WEIGHTS.map((word, at) => [String(at + 1), word]), String(criterion.weight), (value) => {
      criterion.weight = Number(value);
      save();
      showTotals();
    });
    const out = button({ class: "compare__remove" }, "Remove", () => {
      judgement.criteria.splice(place, 1);
      save();
      show();
      say(`Criterion removed: ${name()}.`);
      focusOn(every(body, ".criterion__text")[Math.min(place, judgement.criteria.length - 1)] || /** @type {HTMLElement} */ (first(page, "[data-add]")));
    });
    out.append(element("span", { class: "visually-hidden" }, ` criterion ${place + 1}`));
    const head = element("th", { scope: "row", role: "rowheader" }, text, element("label", { class: "criterion__weight" }, element("span", {}, "Matters "), weight), out);
    const scores = partners.map((partner) => {
      const score = choice([["", "No score"], ...[...Array(BEST).keys()].map((at) => [String(at + 1), scoreWord(at + 1)])], String(criterion.scores[partner.slug] || ""), (value) => {
        if (value) criterion.scores[partner.slug] = Number(value);
        else delete criterion.scores[partner.slug];
        save();
        showTotals();
        say(`${partner.name}: ${totalInWords(totalOf(judgement.criteria, partner.slug), judgement.criteria.length)}.`);
      });
      score.setAttribute("aria-label", `Score of ${partner.name} for criterion ${place + 1}`);
      return cell(partner, [score]);
    });
    return element("tr", { role: "row", class: "criterion" }, head, ...scores);
  };

  const totalRow = () =>
    element("tr", { role: "row", class: "criterion criterion--total", "data-totals": "" },
      element("th", { scope: "row", role: "rowheader" }, "Your score", element("span", { class: "compare__note" }, "The mean of what you scored, by weight")),
      ...partners.map((partner) => cell(partner, [element("output", {}, totalInWords(totalOf(judgement.criteria, partner.slug), judgement.criteria.length))])));

  const showTotals = () => {
    every(body, "[data-totals] output").forEach((output, at) => {
      output.textContent = totalInWords(totalOf(judgement.criteria, partners[at].slug), judgement.criteria.length);
    });
  };

  const notesRow = () =>
    element("tr", { role: "row", class: "criterion" }, element("th", { scope: "row", role: "rowheader" }, "Your notes"),
      ...partners.map((partner) => {
        const note = element("textarea", { rows: "3", maxlength: "5000", placeholder: " ", "aria-label": `Notes on ${partner.name}` });
        note.value = judgement.notes[partner.slug] || "";
        note.addEventListener("input", () => {
          if (note.value) judgement.notes[partner.slug] = note.value;
          else delete judgement.notes[partner.slug];
          clear.hidden = false;
          save();
        });
        return cell(partner, [note]);
      }));

  first(page, "[data-add]")?.addEventListener("click", () => addCriterion(""));
  for (const start of every(suggest, "button")) {
    start.addEventListener("click", () => {
      judgement.criteria.push(...every(suggest, "[data-criterion]").map((item) => ({ text: (item.textContent || "").trim(), weight: 2, scores: {} })));
      save();
      show();
      focusOn(/** @type {HTMLElement} */ (first(body, ".criterion__text")));
    });
  }
  clear.addEventListener("click", () => {
    const before = structuredClone(judgement);
    Object.assign(judgement, { criteria: [], notes: {} });
    save();
    show();
    const undo = /** @type {HTMLElement} */ (first(page, "[data-undo]"));
    undo.hidden = false;
    undo.onclick = () => {
      Object.assign(judgement, before);
      undo.hidden = true;
      save();
      show();
      focusOn(clear);
    };
    say("Your criteria, scores and notes are gone from this device.");
    focusOn(undo);
  });

  return (next) => {
    partners = next;
    show();
  };
}

/** @param {number} score */
function scoreWord(score) {
  return score === 1 ? "1 – weak" : score === BEST ? `${BEST} – strong` : String(score);
}

/** @param {string[][]} options  value and text of each @param {string} value @param {(value: string) => void} changed */
function choice(options, value, changed) {
  const select = element("select", {}, ...options.map(([value, text]) => element("option", { value }, text)));
  select.value = value;
  select.addEventListener("change", () => changed(select.value));
  return select;
}
