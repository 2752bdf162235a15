// The outside of every search file: a mark and a checksum. Damaged bytes throw. src/search/seal.rs writes it.

/** What is wrong `guidepost search` can say; here it only matters that something is. @returns {never} */
export function damaged() {
  throw Object.assign(new Error("The search index is damaged."), { name: "Damaged" });
}

/** @param {Uint8Array} bytes @param {string} text */
export const starts = (bytes, text) => [...text].every((letter, at) => bytes[at] === letter.charCodeAt(0));

/** The bytes a file's script hands over as one character each.
 *  @param {string} text */
export function bytesOf(text) {
  const bytes = new Uint8Array(text.length);
  // A call for each letter, which `Uint8Array.from` makes, takes twenty times as long.
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

/** The content of a file, if it is whole.
 *  @param {Uint8Array} bytes */
export function unseal(bytes) {
  if (bytes.length < 8 || !starts(bytes, "gps\x01")) damaged();
  let sum = 0x811c9dc5;
  for (let at = 8; at < bytes.length; at++) sum = Math.imul(sum ^ bytes[at], 0x01000193);
  for (let at = 0; at < 4; at++) if (((sum >>> (8 * at)) & 255) !== bytes[4 + at]) damaged();
  return bytes.subarray(8);
}

/** @param {Uint8Array} bytes */
export function textOf(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return damaged();
  }
}
