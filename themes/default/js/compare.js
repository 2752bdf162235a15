/**
 * Partners side by side. Who is compared stands in the address, so that it can be sent to a colleague; without that,
 * the first of the shortlist are. What the reader writes stays on this device.
 */
import { addressBar } from "./address.js";
import { announcer } from "./announce.js";
import { csvOf, isForeign, judgementFrom, MOST, partnersIn, queryOf } from "./comparison.js";
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
  const told = (/** @type {string} */ text) => { part("copied").textContent = text; };
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
    part("copied").textContent = "";
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
    const stray = !asked.length && isForeign(query);
    const lost = !found.length && (asked.length > 0 || stray);
    part("lost").hidden = !lost;
    part("empty").hidden = lost;
    const unknown = asked.filter((slug) => !found.some((partner) => partner.slug === slug));
    show([
      stray && found.length && "The link that you followed names no partner that we know. This is your own shortlist.",
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
    // On paper the address names the partners even where the shortlist does.
    document.documentElement.dataset.query = count ? `?${queryOf(slugs(), onlyDifferences.checked)}` : "";
    table.style.setProperty("--columns", String(count));
    const tally = showFacts(partners, onlyDifferences.checked);
    showJudgement(partners);
    showChoice();
    table.hidden = !count;
    tools.hidden = !count;
    onlyDifferences.disabled = count < 2;
    part("judging").hidden = !count;
    part("none").hidden = Boolean(count);
    part("one").hidden = count !== 1;
    say([summary(count, rows.length, tally), ...remarks].filter(Boolean).join(" "));
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
      focusOn(every(heads, "button")[Math.min(place, partners.length - 1)] || first(part("none"), "a") || choice);
    });
    out.append("Remove", element("span", { class: "visually-hidden" }, ` ${name}`));
    return element("th", { scope: "col", role: "columnheader" }, element("a", { href: linkTo(`/providers/${slug}/`) }, name), out);
  };

  /** Who else is on the shortlist, to be put beside the others. */
  const showChoice = () => {
    const chosen = slugs();
    const others = listed.filter(({ slug }) => !chosen.includes(slug));
    const full = chosen.length >= MOST;
    choice.replaceChildren(...others.map(({ slug, name }) => {
      const put = button({ class: "button button--quiet", ...(full ? { disabled: "" } : {}) }, "", async () => {
        await change([...slugs(), slug]);
        every(heads, "button").at(-1)?.focus();
      });
      put.append(element("span", { "aria-hidden": "true" }, "+\u00a0"), element("span", { class: "visually-hidden" }, "Compare "), name);
      return element("li", {}, put);
    }));
    const keep = part("save");
    keep.hidden = partners.every(({ slug }) => listed.some((one) => one.slug === slug));
    part("others").hidden = !others.length;
    part("full").hidden = !full || !others.length;
    part("choosing").hidden = !others.length && keep.hidden;
  };

  onlyDifferences.addEventListener("change", () => void change(slugs()));
  part("save").addEventListener("click", () => {
    for (const slug of slugs()) add(slug);
    focusOn(part("link"));
  });
  part("print").addEventListener("click", () => print());
  part("csv").addEventListener("click", () => download("comparison.csv", "\ufeff" + csvOf(partners, rows, judgement)));
  part("link").addEventListener("click", async () => {
    const address = new URL(`?${queryOf(slugs(), onlyDifferences.checked)}`, location.href).href;
    try {
      await navigator.clipboard.writeText(address);
      told("The link is copied. It names the partners; your criteria, scores and notes stay here.");
    } catch {
      told(`The link: ${address}`);
    }
  });
  subscribe(() => void apply(queryOf(slugs(), onlyDifferences.checked)));
  const bar = addressBar(apply);
}

/** What is seen at a glance, and what is not seen. @param {number} count @param {number} facts @param {import("./compared.js").Tally} tally */
function summary(count, facts, { differs, partly, silent, hidden }) {
  if (count < 2) return count ? "One partner." : "No partner is chosen.";
  const sum = `${many(count)} side by side: ${differs} of ${many(facts, "fact")} ${differs === 1 ? "differs" : "differ"}, ${partly} ${partly === 1 ? "is" : "are"} missing for some and ${silent} for all.`;
  return hidden ? `${sum} ${many(hidden, "fact")} that ${hidden === 1 ? "does" : "do"} not differ ${hidden === 1 ? "is" : "are"} hidden.` : sum;
}

/** @param {string} name @param {string} text */
function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
