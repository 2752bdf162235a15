/** One question at a time, for those who like it better. The choice is kept on the device. */
import { every, first, focusOn } from "../element.js";
import { keep, kept } from "../store.js";
import { askOf } from "./form.js";

/** @import { Outcomes, Sheet } from "./evaluate.js" */

const CHOICE = "tool.steps";

/**
 * @param {HTMLElement} tool @param {Sheet} sheet
 * @param {() => void} end  what comes after the last question
 */
export function stepper(tool, sheet, end) {
  const mode = /** @type {HTMLButtonElement} */ (first(tool, "[data-mode]"));
  const controls = /** @type {HTMLElement} */ (first(tool, "[data-steps]"));
  const [back, next] = /** @type {HTMLButtonElement[]} */ (every(controls, "button"));
  /** @type {string[]} */ let ids = [];
  let current = "";
  let on = Boolean(kept(CHOICE, false));

  const show = () => {
    tool.toggleAttribute("data-one", on);
    mode.textContent = on ? "Show all questions" : "One question at a time";
    controls.hidden = !on;
    if (!ids.includes(current)) current = ids[0];
    for (const ask of every(tool, "[data-question]")) ask.toggleAttribute("data-now", ask.dataset.question === current);
    for (const section of every(tool, "[data-section]")) section.toggleAttribute("data-now", section.contains(askOf(tool, current)));
    const at = ids.indexOf(current);
    back.disabled = at <= 0;
    next.textContent = at === ids.length - 1 ? "See what your answers say" : "Next";
  };

  /** @param {number} by */
  const move = (by) => {
    const to = ids[ids.indexOf(current) + by];
    tool.toggleAttribute("data-done", to === undefined);
    if (to === undefined) return end();
    current = to;
    show();
    goTo(askOf(tool, current));
  };

  back.addEventListener("click", () => move(-1));
  next.addEventListener("click", () => move(1));
  mode.addEventListener("click", () => {
    on = !on;
    keep(CHOICE, on);
    show();
    // The page became shorter or longer: the question that was meant is brought into view.
    goTo(askOf(tool, current));
  });

  return {
    /** @param {Outcomes} outcomes */
    follow(outcomes) {
      ids = sheet.sections.flatMap((section) => section.questions.map((question) => question.id)).filter((id) => outcomes.shown.has(id));
      show();
    },
  };
}

/** To the question's first field, with its words at the top of the window. @param {HTMLElement} ask */
function goTo(ask) {
  focusOn(first(ask, ".asked__words[tabindex]") || first(ask, "input, textarea, select") || ask);
  ask.scrollIntoView({ block: "start" });
}
