/**
 * What the profiles of partners propose to ask them, below the questions that are the same for all. Only for partners
 * on the shortlist: what somebody types fetches nothing.
 */
import { element, first } from "../element.js";
import { partnersOf } from "../partners.js";
import { linkTo } from "../routes.js";
import { shortlist } from "../shortlist.js";
import { filled, questionsOf } from "./evaluate.js";
import { askOf } from "./form.js";

/** @import { Partner } from "../partners.js" */
/** @import { Answers, Sheet } from "./evaluate.js" */

/** @param {HTMLElement} tool @param {Sheet} sheet */
export function ownQuestions(tool, sheet) {
  const slugs = sheet.shards ? shortlist() : [];
  const rating = questionsOf(sheet).find((question) => question.rating?.by)?.rating;
  const asked = questionsOf(sheet).find((question) => question.rating === rating);
  /** @type {{ name: string, part: HTMLElement }[]} */ let shown = [];
  /** @type {string[]} */ let names = [];
  const show = () => {
    for (const { name, part } of shown) part.hidden = !names.includes(name);
  };
  if (rating && asked && slugs.length) {
    partnersOf(slugs, sheet.shards || 1).then((partners) => {
      shown = partners.filter((partner) => partner.questions).map((partner) => ({ name: partner.name, part: partOf(partner) }));
      first(askOf(tool, asked.id), "[data-rating]")?.after(...shown.map(({ part }) => part));
      show();
    }, () => {});
  }
  /** Keeps to the partners that are interviewed. @param {Answers} answers */
  return (answers) => {
    names = rating ? filled(answers[rating.of]).map((row) => row.cells[0].trim()) : [];
    show();
  };
}

/** @param {Partner} partner */
function partOf({ slug, name, questions = [] }) {
  return element(
    "section", { class: "rated prose", "aria-label": `Questions only for ${name}` },
    element("h3", {}, `Only for ${name}`),
    element("ul", {}, ...questions.map((question) => element("li", {}, question))),
    element("p", { class: "remark" }, "From ", element("a", { href: linkTo(`/providers/${slug}/`) }, `the profile of ${name}`), ". They carry no score."),
  );
}
