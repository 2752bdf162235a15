// Keeps an open page as new as the guide. Only `guidepost serve` sends this file; a built site does not hold it.
(() => {
  "use strict";
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  /** @type {EventSource | undefined} */ let source;
  /** @type {HTMLElement | undefined} */ let box;
  /** What was last shown, and what the reader closed. @type {string} */ let shown = "";
  const itselfLists = document.documentElement.dataset.guidepost === "problems";

  /** Asks to be told when this page is no longer what was sent. The server knows by `seen`, so nothing is missed in between. */
  function connect() {
    const address = new URL("events", script.src);
    address.searchParams.set("page", location.pathname);
    address.searchParams.set("seen", script.dataset.seen ?? "");
    source = new EventSource(address);
    source.addEventListener("reload", () => location.reload());
    source.addEventListener("styles", (event) => replaceStyles(JSON.parse(event.data)));
    source.addEventListener("problems", (event) => showProblems(JSON.parse(event.data)));
  }

  /** Puts new style sheets in the places of the old ones; each old one stays until its successor is there.
   *  @param {string[]} addresses */
  function replaceStyles(addresses) {
    /** @type {NodeListOf<HTMLLinkElement>} */ const old = document.querySelectorAll("head link[rel~=stylesheet]:not([data-old])");
    if (old.length !== addresses.length) {
      location.reload();
      return;
    }
    addresses.forEach((address, at) => {
      if (old[at].getAttribute("href") === address) return;
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.media = old[at].media;
      link.href = address;
      link.addEventListener("load", () => old[at].remove());
      link.addEventListener("error", () => location.reload());
      old[at].dataset.old = "";
      old[at].after(link);
    });
  }

  /** Shows what is wrong with the newest edit, while the page itself stays as it last was.
   *  @param {{summary: string, texts: string[]}} problems */
  function showProblems(problems) {
    const news = JSON.stringify(problems);
    if (itselfLists || news === shown) return;
    shown = news;
    box?.remove();
    if (problems.texts.length === 0) return;
    box = document.createElement("div");
    const inside = box.attachShadow({ mode: "open" });
    const style = element("link");
    style.rel = "stylesheet";
    style.href = new URL("reload.css", script.src).href;
    const section = element("section", "box");
    section.setAttribute("role", "alert");
    const close = element("button", "close", "Close");
    close.type = "button";
    close.addEventListener("click", () => box?.remove());
    const list = element("ol");
    for (const text of problems.texts) {
      const item = element("li");
      const lines = element("pre", "", text);
      lines.tabIndex = 0; // it may scroll sideways, and must with the keyboard too
      item.append(lines);
      list.append(item);
    }
    section.append(element("h2", "", problems.summary), element("p", "", "The page shows the guide as it was before the last edit."), close, list);
    inside.append(style, section);
    document.body.append(box);
  }

  /** An element with a class and text.
   *  @template {keyof HTMLElementTagNameMap} K
   *  @param {K} name @param {string} [kind] @param {string} [text] @returns {HTMLElementTagNameMap[K]} */
  function element(name, kind = "", text = "") {
    const made = document.createElement(name);
    if (kind) made.className = kind;
    made.textContent = text;
    return made;
  }

  // Browsers open few connections to one server, so only pages that somebody looks at keep one.
  document.addEventListener("visibilitychange", () => {
    source?.close();
    if (document.visibilityState === "visible") connect();
  });
  if (document.visibilityState === "visible") connect();
})();
