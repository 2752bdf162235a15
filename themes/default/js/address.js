/**
 * The address is the state: what is chosen stands in it, so that it can be sent to a colleague,
 * kept as a bookmark and gone back from. Scroll positions are kept beside it, because the list
 * may still be too short when the browser would restore them.
 */

/**
 * @param {(query: string) => void | Promise<unknown>} show  shows the state of an address (its part after `?`)
 */
export function addressBar(show) {
  /** Set while a place is not noted yet. */
  let timer = 0;
  const keepScroll = () => {
    timer = 0;
    history.replaceState({ y: Math.round(scrollY) }, "");
  };
  const restore = async () => {
    clearTimeout(timer);
    const y = history.state?.y;
    await show(location.search);
    if (y >= 0) scrollTo({ top: y, behavior: "instant" });
  };
  history.scrollRestoration = "manual";
  addEventListener("popstate", restore);
  addEventListener("scroll", () => {
    clearTimeout(timer);
    timer = setTimeout(keepScroll, 150);
  }, { passive: true });
  restore();
  return {
    /** A step that Back undoes. @param {string} query */
    push(query) {
      if (isHere(query)) return;
      // Asking where a changed page stands has it laid out once more: only after a scroll.
      if (timer) clearTimeout(timer), keepScroll();
      history.pushState(history.state, "", placeOf(query));
    },
    /** A change within the present step. @param {string} query */
    replace(query) {
      if (!isHere(query)) history.replaceState(history.state, "", placeOf(query) + location.hash);
    },
  };
}

/** @param {string} query */
function isHere(query) {
  return location.search.slice(1) === withView(query);
}

/** The page's own address, which also works for a file on disk. @param {string} query */
function placeOf(query) {
  const whole = withView(query);
  return location.pathname + (whole && "?" + whole);
}

/** How a list looks stays as it is when what it shows changes. @param {string} query */
function withView(query) {
  const view = new URLSearchParams(location.search).get("view");
  return [query, view && "view=" + encodeURIComponent(view)].filter(Boolean).join("&");
}
