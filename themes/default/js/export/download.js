/** Hands a file to the reader. It is made on this device and asks no other for anything. */

/** What kinds of files there are, by the ending of their name. @type {Record<string, string>} */
const TYPES = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  md: "text/markdown;charset=utf-8", csv: "text/csv;charset=utf-8", ics: "text/calendar;charset=utf-8", json: "application/json;charset=utf-8",
};

/** How long a browser may take to begin to save. */
const PATIENCE = 60_000;

/**
 * Offers a file as a download, as when a link to one is followed.
 * @param {string} name  with its ending, see `fileName`
 * @param {string | Uint8Array<ArrayBuffer>} content
 */
export function download(name, content) {
  const type = TYPES[name.split(".").pop() || ""] || "application/octet-stream";
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), PATIENCE);
}
