/**
 * Partners side by side. Who is compared stands in the address, so that it can be sent to a colleague; without that,
 * the first of the shortlist are. What the reader writes stays on this device.
 */
import { addressBar } from "./address.js";
import { announcer } from "./announce.js";
import { csvOf, judgementFrom, MOST, partnersIn, queryOf } from "./comparison.js";
import { factRows } from "./compared.js";
import { button, element, every, first, focusOn } from "./element.js";
import { enhance } from "./enhance.js";
import { judgementRows } from "./judgement.js";
import { partnersOf } from "./partners.js";
import { linkTo } from "./routes.js";
import { add, remove, shortlist, subscribe } from "./shortlist.js";
import { keep, kept } from "./store.js";
import { many } from "./words.js";

/** @import { Row } from "./comparison.js" */
/** @import { Partner } from "./partners.js" */

const NAME = "compare";

enhance({ compare });

/** @param {HTMLElement} page  `<div data-enhance="compare" data-shards="2">` */
export function compare(page) {
  const shards = Number(page.dataset.shards);
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (first(page, `[data-${name}]`));
  const table = part("table"), heads = part("heads"), choice = part("choice"), tools = part("tools");
  const onlyDifferences = /** @type {HTMLInputElement} */ (first(page, "[name=differences]"));
  /** @type {Row[]} */ const rows = every(table, "tr[data-fact]").map((row) => ({ id: row.dataset.fact || "", label: first(row, "[data-label]")?.textContent || "" }));
  const say = announcer(part("status"));
  const judgement = judgementFrom(kept(NAME, null));
  const save = () => keep(NAME, judgement);
  const showFacts = factRows(table);
  const showJudgement = judgementRows(page, judgement, save, say);

  /** Who is side by side. @type {Partner[]} */ let partners = [];
  /** Who else is on the shortlist. @type {Partner[]} */ let listed = [];
  let turn = 0;

  /** Shows what an address asks for. @param {string} query */
  const apply = async (query) => {
    const mine = ++turn;
    const asked = partnersIn(query);
    const wanted = asked.length ? asked : shortlist();
    onlyDifferences.checked = new URLSearchParams(query).has("differences");
    let found, onList;
    try {
      found = await partnersOf(wanted, shards);
      onList = await partnersOf(shortlist(), shards);
    } catch {
      page.hidden = false;
      if (mine === turn) say("The facts could not be loaded. Reload the page to try again.");
      return;
    }
    if (mine !== turn) return;
    partners = found.slice(0, MOST);
    listed = onList;
    const unknown = asked.filter((slug) => !found.some((partner) => partner.slug === slug));
    show([
      unknown.length && `This guide has no partner called ${unknown.map((slug) => `“${slug}”`).join(", ")}.`,
      found.length > MOST && `${found.length} partners were asked for; the first ${MOST} are shown.`,
    ]);
  };

  /** @param {(string | false | 0)[]} [remarks] */
  const show = (remarks = []) => {
    // Until then the page keeps its place unseen, so that nothing jumps.
    page.hidden = false;
    const count = partners.length;
    heads.replaceChildren(heads.children[0], ...partners.map(head));
    table.dataset.columns = String(count);
    const { differs, partly, silent } = showFacts(partners, onlyDifferences.checked);
    showJudgement(partners);
    showChoice();
    table.hidden = !count;
    tools.hidden = !count;
    part("judging").hidden = !count;
    part("none").hidden = Boolean(count);
    part("one").hidden = count !== 1;
    const sum = count > 1 ? `${many(count)} side by side. Of ${many(rows.length, "fact")}, ${differs} ${differs === 1 ? "differs" : "differ"}, ${partly} ${partly === 1 ? "is" : "are"} missing for some and ${silent} for all.` : count ? "One partner." : "No partner is chosen.";
    say([sum, ...remarks].filter(Boolean).join(" "));
  };

  /** Compares other partners; Back undoes it. @param {string[]} slugs @param {boolean} [differences] */
  const change = (slugs, differences = onlyDifferences.checked) => {
    const query = queryOf(slugs, differences);
    bar.push(query);
    return apply(query);
  };
  const slugs = () => partners.map(({ slug }) => slug);

  /** @param {Partner} partner @param {number} place */
  const head = ({ slug, name }, place) => {
    const out = button({ class: "compare__remove" }, "", async () => {
      // The last one leaves an empty list; the shortlist would fill it again.
      if (partners.length === 1) remove(slug);
      await change(slugs().filter((one) => one !== slug));
      focusOn(every(heads, "button")[Math.min(place, partners.length - 1)] || choice);
    });
    out.append("Remove", element("span", { class: "visually-hidden" }, ` ${name}`));
    return element("th", { scope: "col", role: "columnheader" }, element("a", { href: linkTo(`/providers/${slug}/`) }, name), out);
  };

  /** The shortlist, as far as there is something to choose from it. */
  const showChoice = () => {
    const chosen = slugs();
    const everyone = [...listed, ...partners.filter(({ slug }) => !listed.some((one) => one.slug === slug))];
    const boxes = everyone.map(({ slug, name }) => {
      const ticked = chosen.includes(slug);
      const box = element("input", { type: "checkbox", value: slug, ...(ticked ? { checked: "" } : {}), ...(!ticked && chosen.length >= MOST ? { disabled: "" } : {}) });
      box.addEventListener("change", async () => {
        await change(everyone.map((one) => one.slug).filter((one) => (one === slug ? box.checked : chosen.includes(one))));
        first(choice, `input[value="${slug}"]`)?.focus();
      });
      const mark = !listed.length || listed.some((one) => one.slug === slug) ? [] : [element("span", { class: "unstated" }, " not on your shortlist")];
      return element("li", {}, element("label", {}, box, element("span", {}, name, ...mark)));
    });
    choice.replaceChildren(...boxes);
    part("choosing").hidden = !everyone.length;
    part("full").hidden = chosen.length < MOST || everyone.length <= MOST;
    part("save").hidden = partners.every(({ slug }) => listed.some((one) => one.slug === slug));
  };

  onlyDifferences.addEventListener("change", () => void change(slugs()));
  part("save").addEventListener("click", () => {
    for (const slug of slugs()) add(slug);
    focusOn(choice);
  });
  part("print").addEventListener("click", () => print());
  part("csv").addEventListener("click", () => download("comparison.csv", "\ufeff" + csvOf(partners, rows, judgement)));
  part("link").addEventListener("click", async () => {
    const address = new URL(`?${queryOf(slugs(), onlyDifferences.checked)}`, location.href).href;
    try {
      await navigator.clipboard.writeText(address);
      say("The link is copied. It names the partners; your criteria, scores and notes stay here.");
    } catch {
      say(`The link: ${address}`);
    }
  });
  subscribe(() => void apply(queryOf(slugs(), onlyDifferences.checked)));
  const bar = addressBar(apply);
}

/** @param {string} name @param {string} text */
function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
