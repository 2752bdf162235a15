/**
 * The tools. Without script each is a form to print and write on; with script it keeps its answers on the device,
 * shows what follows from them, and makes files of them. Nothing that is typed leaves the page.
 */
import { announcer } from "./announce.js";
import { element, every, first, focusOn } from "./element.js";
import { enhance } from "./enhance.js";
import { linkTo } from "./routes.js";
import { shortlist } from "./shortlist.js";
import { keep, kept } from "./store.js";
import { teller } from "./worksheet/changes.js";
import { evaluate, filtersOf, isAnswered, questionsOf } from "./worksheet/evaluate.js";
import { askOf, readForm, writeForm, checkField } from "./worksheet/form.js";
import { handedOn } from "./worksheet/handed.js";
import { ownQuestions } from "./worksheet/own.js";
import { rater } from "./worksheet/rating.js";
import { presenter } from "./worksheet/results.js";
import { answersIn, fragmentOf, sound } from "./worksheet/share.js";
import { stepper } from "./worksheet/steps.js";
import { growTables } from "./worksheet/tables.js";
import { copied, saveAs } from "./worksheet/take.js";

/** @import { Answers, Origin, Sheet } from "./worksheet/evaluate.js" */

enhance({ worksheet: open });

/** @param {HTMLElement} tool  `<div data-enhance="worksheet">` */
export function open(tool) {
  /** @type {Sheet} */ const sheet = JSON.parse(/** @type {HTMLTemplateElement} */ (first(tool, "template")).content.textContent || "");
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (first(tool, `[data-${name}]`));
  const store = `tool.${sheet.id}`;
  const say = announcer(part("status"));
  const clear = /** @type {HTMLButtonElement} */ (part("clear"));
  const questions = questionsOf(sheet);

  const tables = growTables(tool, sheet);
  const rate = rater(tool, sheet);
  const show = presenter(tool, sheet);
  const showOwn = ownQuestions(tool, sheet);
  const changes = teller(sheet, say);
  let result = evaluate(sheet, {});

  /** What was cleared last. @returns {Answers} */
  const cleared = () => sound(kept(`${store}.cleared`, {})) || {};

  /** What the reader has entered, as it is kept. @returns {Answers} */
  const read = () => readForm(tool, sheet);

  const update = () => {
    const answers = read();
    rate.follow(answers);
    showOwn(answers);
    result = evaluate(sheet, read());
    for (const part of every(tool, "[data-section], [data-part]")) part.hidden = !result.sections.has(part.dataset.section || part.dataset.part || "");
    let number = 0;
    for (const question of every(tool, "[data-question]")) {
      const on = result.shown.has(question.dataset.question || "");
      question.toggleAttribute("data-off", !on);
      const mark = first(question, ".asked__number");
      if (on && mark) mark.textContent = String(++number);
    }
    show(result, filtersOf(sheet, result));
    progress();
    steps.follow(result);
  };

  const progress = () => {
    part("progress-text").textContent = `${result.answered} of ${result.shown.size} answered`;
    const bar = /** @type {HTMLProgressElement} */ (first(tool, "progress"));
    bar.max = result.shown.size;
    bar.value = result.answered;
  };

  /** Keeps the answers for the next visit, and what other tools may take over from them. */
  const save = () => {
    keep(store, read());
    if (sheet.filters.length) keep(`${store}.facets`, Object.fromEntries([...filtersOf(sheet, result)].map(([facet, ids]) => [facet, [...ids]])));
  };

  /** @param {string} [done]  what the reader did, where the page does not say it */
  const changed = (done) => {
    update();
    save();
    changes.tell(result, done);
  };

  /** @param {Answers} answers */
  const fill = (answers) => {
    tables.fit(answers);
    writeForm(tool, sheet, answers);
    rate.fill(answers);
    update();
    changes.known(result);
  };

  const steps = stepper(tool, sheet, () => focusOn(part("results").querySelector("h2") || part("results")));

  tool.addEventListener("input", (event) => {
    const field = /** @type {HTMLElement} */ (event.target);
    if (!field.closest("[data-question]")) return;
    checkField(field, false);
    changed();
  });
  tool.addEventListener("focusout", (event) => checkField(/** @type {HTMLElement} */ (event.target), true));
  tool.addEventListener("rows", (event) => changed(/** @type {CustomEvent<string>} */ (event).detail));

  clear.addEventListener("click", () => {
    const answers = read();
    if (!Object.values(answers).some(isAnswered)) return say("There is nothing to clear.");
    keep(`${store}.cleared`, answers);
    fill({});
    save();
    for (const note of every(tool, ".asked__from")) note.remove();
    say("All answers on this page are cleared; other tools keep theirs. “Bring them back” undoes it.");
    undo.hidden = false;
  });
  const undo = document.createElement("button");
  undo.type = "button";
  undo.className = "button button--quiet";
  undo.textContent = "Bring them back";
  undo.hidden = true;
  clear.after(" ", undo);
  undo.addEventListener("click", () => {
    undo.hidden = true;
    fill(cleared());
    save();
    clear.focus();
    say("Your answers are back.");
  });

  for (const button of every(tool, "[data-export]")) {
    button.addEventListener("click", async () => say(await saveAs(tool, button.dataset.export || "", sheet, result)));
  }
  first(tool, "[data-copy]")?.addEventListener("click", async () => say(await copied(await saveAs(tool, "text", sheet, result)) ? "The text is copied." : "Your browser does not allow copying. Save it as a file."));
  first(tool, "[data-share]")?.addEventListener("click", async () => {
    const fragment = fragmentOf(read());
    if (!fragment) return say("There is too much text for a link. Save a file and send that.");
    const address = `${location.href.split("#")[0]}#${fragment}`;
    say(await copied(address) ? "The link is copied. It carries your answers." : `Copy this link: ${address}`);
  });
  part("print").addEventListener("click", () => {
    tool.toggleAttribute("data-print-paper", sheet.parts.length > 0);
    print();
  });
  first(tool, "[data-print-form]")?.addEventListener("click", () => {
    tool.toggleAttribute("data-printing-form", true);
    print();
  });
  part("print-blank").addEventListener("click", () => {
    // On paper all that might be asked is there, with room to write, whatever the answers are.
    for (const hidden of every(tool, "[data-section], [data-type]")) hidden.hidden = false;
    for (const question of every(tool, "[data-off]")) question.removeAttribute("data-off");
    every(tool, ".asked__number").forEach((mark, i) => (mark.textContent = String(i + 1)));
    tables.fitPaper(read());
    for (const name of ["data-blank", "data-printing-form"]) tool.toggleAttribute(name, true);
    print();
  });
  addEventListener("afterprint", () => {
    const blank = tool.hasAttribute("data-blank");
    for (const name of ["data-print-paper", "data-printing-form", "data-blank"]) tool.removeAttribute(name);
    if (blank) fill(read());
  });

  for (const name of ["bar", "take"]) part(name).hidden = false;
  const sent = answersIn(location.hash);
  const own = sound(kept(store, {})) || {};
  const given = Object.values(own).some(isAnswered);
  const device = { kept: (/** @type {string} */ name) => kept(name, null), partners: shortlist().flatMap((slug) => sheet.partners?.[slug] ?? []) };
  let handed = false;
  for (const question of sent ? [] : questions) {
    const found = isAnswered(own[question.id]) ? null : handedOn(question, device);
    // What was cleared here does not come back by another door.
    if (!found || JSON.stringify(cleared()[question.id]) === JSON.stringify(found.answer)) continue;
    own[question.id] = found.answer;
    tell(askOf(tool, question.id), found.origin);
    // Names from the shortlist were said on purpose, and the remark beside them is enough.
    handed ||= found.origin.how !== "shortlist";
  }
  fill(sent || own);
  if (sent) say(given ? "These answers came with the link. Your own are kept until you change something here; open the page without the link to see them." : "These answers came with the link.");
  else if (given || handed) say([given && "Your answers from last time are here.", handed && "What you said elsewhere in this guide is filled in: look it over."].filter(Boolean).join(" "));
}

/** Says beside a question where its answer comes from. @param {HTMLElement} ask @param {Origin} origin */
function tell(ask, { tool, title }) {
  const from = tool ? ["“", element("a", { href: linkTo(`/tools/${tool}/`) }, title || tool), "”"] : [element("a", { href: linkTo("/compare/") }, "your shortlist")];
  const note = element("p", { class: "asked__from remark" }, "Filled in from ", ...from, ". Change it if it no longer fits.");
  (first(ask, ".asked__help") || /** @type {HTMLElement} */ (first(ask, ".asked__words"))).after(note);
}
