// Finds the known word nearest to one that is not known. src/search/spelling.rs does the same.

const allowed = (/** @type {number} */ letters) => (letters < 4 ? 0 : letters < 6 ? 1 : 2);

/** Measures sorted words against one word, in letters added, left out, changed or swapped with a
 *  neighbour; gives -1 for too many. What a word shares with the one before is not measured twice.
 *  @param {string} word @param {number} [most] @returns {(other: string) => number} */
export function ruler(word, most = allowed(word.length)) {
  const width = word.length;
  const rows = [Array.from({ length: width + 1 }, (_, at) => at)];
  let last = "", filled = 0;
  return (other) => {
    let shared = 0;
    while (shared < filled && last[shared] === other[shared] && shared < other.length) shared++;
    filled = shared;
    last = other;
    if (Math.abs(other.length - width) > most) return -1;
    for (let depth = filled + 1; depth <= other.length; filled = depth++) {
      const above = rows[depth - 1], letter = other[depth - 1];
      if (depth > 1 && Math.min(...above) > most) return -1;
      const row = (rows[depth] ??= []);
      row[0] = depth;
      for (let at = 1; at <= width; at++) {
        let slips = Math.min(above[at - 1] + (word[at - 1] === letter ? 0 : 1), above[at] + 1, row[at - 1] + 1);
        if (depth > 1 && at > 1 && word[at - 2] === letter && word[at - 1] === other[depth - 2]) slips = Math.min(slips, rows[depth - 2][at - 2] + 1);
        row[at] = slips;
      }
    }
    const slips = rows[other.length][width];
    return slips <= most ? slips : -1;
  };
}
