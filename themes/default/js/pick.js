/** Buttons that put partners on the shortlist, and the number beside its link. */
import { speaker } from "./announce.js";
import { button, element, every, first } from "./element.js";
import { add, remove, shortlist, subscribe } from "./shortlist.js";
import { many } from "./words.js";

/** What shows whether a partner is on the list, by its slug. @type {Map<HTMLElement, (slugs: string[]) => void>} */
const shown = new Map();
/** @type {(text: string) => void} */ let say = () => {};

/** Gives every card of the page its button, also the cards that come later, and keeps all of them true. */
export function offerShortlist() {
  say = speaker(document.body.appendChild(element("p", { role: "status", class: "visually-hidden" })));
  for (const count of every(document, "[data-shortlist-count]")) show(count, (slugs) => showCount(count, slugs.length));
  for (const place of every(document, "[data-shortlist]")) place.append(pickButton(place.dataset.shortlist || "", place.dataset.name || ""));
  offerInTurn(every(document, ".card[data-provider]"));
  for (const list of every(document, "[data-results]")) {
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) for (const node of addedNodes) if (node instanceof HTMLElement) offer(node);
    }).observe(list, { childList: true });
  }
  subscribe((slugs) => {
    // Cards of a list in pages may be away and come back: they are kept true as well.
    for (const write of shown.values()) write(slugs);
  });
}

/** How many cards get their button before the page may do something else. */
const AT_ONCE = 8;

/** @param {HTMLElement[]} cards  in their order: those that are seen come first */
function offerInTurn(cards) {
  cards.slice(0, AT_ONCE).forEach(offer);
  const left = cards.slice(AT_ONCE);
  if (left.length) later(() => offerInTurn(left));
}

/** When nothing else is to be done, but before long: a page that never rests has its buttons too. @param {() => void} work */
function later(work) {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(work, { timeout: 500 });
  else setTimeout(work);
}

/** @param {HTMLElement} card */
function offer(card) {
  const name = first(card, ".card__name");
  if (!card.dataset.provider || !name || first(card, ".pick")) return;
  (name.closest(".card__body") || card).append(pickButton(card.dataset.provider, (name.textContent || "").trim()));
}

/** @param {string} slug @param {string} name */
export function pickButton(slug, name) {
  const word = element("span", {});
  const pick = button({ class: "pick" }, "", () => {
    const listed = shortlist().includes(slug);
    (listed ? remove : add)(slug);
    say(`${name} ${listed ? "removed from" : "added to"} the shortlist: ${many(shortlist().length)} on it.`);
  });
  pick.append(word);
  show(pick, (slugs) => {
    const listed = slugs.includes(slug);
    word.textContent = listed ? "Remove from shortlist" : "Add to shortlist";
    pick.setAttribute("aria-label", `${word.textContent}: ${name}`);
    pick.toggleAttribute("data-listed", listed);
  });
  return pick;
}

/** @param {HTMLElement} count @param {number} number */
function showCount(count, number) {
  count.replaceChildren(...(number ? [String(number), element("span", { class: "visually-hidden" }, number === 1 ? " partner" : " partners")] : []));
}

/** @param {HTMLElement} part @param {(slugs: string[]) => void} write */
function show(part, write) {
  shown.set(part, write);
  write(shortlist());
}
