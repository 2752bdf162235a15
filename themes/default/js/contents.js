/** The list of contents marks the part that is being read. */
import { every } from "./element.js";

/** Reading happens in the upper part of the window: what has passed this line has begun. */
const LINE = "99999999px 0px -70% 0px";

export function followContents() {
  const links = every(document, ".contents a[href^='#']");
  const targets = links.map((link) => document.getElementById(decodeURIComponent((link.getAttribute("href") || "").slice(1))));
  /** @type {Set<Element>} */ const begun = new Set();
  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) entry.isIntersecting ? begun.add(entry.target) : begun.delete(entry.target);
    const current = targets.findLastIndex((target) => target && begun.has(target));
    links.forEach((link, i) => {
      if (i === current) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    });
  }, { rootMargin: LINE });
  for (const target of targets) if (target) observer.observe(target);
}
