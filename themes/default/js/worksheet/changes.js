/** Says what a change has changed besides itself: questions that came or went, and the result. */

/** @import { Outcomes, Sheet } from "./evaluate.js" */

/** Changes that follow each other faster are told as one. */
const REST = 600;

/** @param {Sheet} sheet @param {(text: string) => void} say */
export function teller(sheet, say) {
  /** @type {Set<string>} */ let asked = new Set();
  let result = "";
  let also = "";
  let timer = 0;

  /** What is there now is known. @param {Outcomes} outcomes */
  const known = (outcomes) => {
    clearTimeout(timer);
    asked = outcomes.shown;
    result = resultOf(sheet, outcomes);
    also = "";
  };

  return {
    known,
    /** @param {Outcomes} outcomes @param {string} [done]  what the reader did, where the page does not say it */
    tell(outcomes, done = "") {
      clearTimeout(timer);
      timer = setTimeout(() => known(outcomes), REST);
      also = done || also;
      const now = resultOf(sheet, outcomes);
      const news = now === result ? "" : now ? `Result updated: ${now}.` : "There is no result now.";
      say([also, questionsSaid(asked, outcomes.shown), news, "Saved on this device."].filter(Boolean).join(" "));
    },
  };
}

/** @param {Sheet} sheet @param {Outcomes} outcomes */
function resultOf(sheet, { results }) {
  return sheet.results.filter((entry, i) => results[i].here && entry.kind !== "note").map((entry) => entry.title).join("; ");
}

/** @param {Set<string>} before @param {Set<string>} now */
function questionsSaid(before, now) {
  const count = (/** @type {Set<string>} */ of, /** @type {Set<string>} */ without) => [...of].filter((id) => !without.has(id)).length;
  const added = count(now, before);
  const removed = count(before, now);
  const parts = [added && `${added} question${added === 1 ? "" : "s"} added`, removed && `${removed} ${added ? "" : `question${removed === 1 ? "" : "s"} `}taken away`].filter(Boolean);
  return parts.length ? `${parts.join(", ")}, ${now.size} in all.` : "";
}
