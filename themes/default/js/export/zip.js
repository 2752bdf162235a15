/** Packs files into a ZIP archive, uncompressed and without times: the same files give the same bytes. */

/** January 1, 1980, the first day that the format knows. */
const DAY = 0x21;
const UTF8_NAMES = 0x0800;
const VERSION = 20;

/** For each byte what it adds to a CRC-32. */
const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
  return byte;
});

/** @param {Uint8Array} bytes */
function crc32(bytes) {
  let crc = -1;
  for (const byte of bytes) crc = CRC[(crc ^ byte) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** Numbers as little-endian bytes, each with its width. @param {...[number, 2 | 4]} fields */
function record(...fields) {
  return Uint8Array.from(fields.flatMap(([value, width]) => Array.from({ length: width }, (_, i) => (value >>> (8 * i)) & 255)));
}

/** @param {Uint8Array[]} parts */
function joined(parts) {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** @param {[name: string, content: string | Uint8Array][]} files */
export function zip(files) {
  const encoder = new TextEncoder();
  /** @type {Uint8Array[]} */ const parts = [];
  /** @type {Uint8Array[]} */ const directory = [];
  let at = 0;
  for (const [path, content] of files) {
    const name = encoder.encode(path);
    const data = typeof content === "string" ? encoder.encode(content) : content;
    const about = record([VERSION, 2], [UTF8_NAMES, 2], [0, 2], [0, 2], [DAY, 2], [crc32(data), 4], [data.length, 4], [data.length, 4], [name.length, 2], [0, 2]);
    const local = joined([record([0x04034b50, 4]), about, name, data]);
    directory.push(record([0x02014b50, 4], [VERSION, 2]), about, record([0, 2], [0, 2], [0, 2], [0, 4], [at, 4]), name);
    parts.push(local);
    at += local.length;
  }
  const list = joined(directory);
  const end = record([0x06054b50, 4], [0, 2], [0, 2], [files.length, 2], [files.length, 2], [list.length, 4], [at, 4], [0, 2]);
  return joined([...parts, list, end]);
}
