/** What a sheet of paper says of the page it was printed from: the day, and an address that leads back to what is seen. */

/** The margins of a sheet take their text from the root (`print.css`), where a browser knows how; all others find it below the text. */
export function dateSheets() {
  const { dataset, lang } = document.documentElement;
  const address = dataset.address || "";
  addEventListener("beforeprint", () => {
    dataset.printed = new Intl.DateTimeFormat(lang || "en", { dateStyle: "long" }).format(new Date());
    dataset.address = address + (dataset.query ?? location.search);
    // A day that is not chosen is a place to write one, not the letters of its form.
    for (const day of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[type=date]"))) day.toggleAttribute("data-unset", !day.value);
    const below = document.querySelector("[data-below]");
    if (below) below.textContent = `${dataset.address}, ${dataset.printed}`;
  });
}
