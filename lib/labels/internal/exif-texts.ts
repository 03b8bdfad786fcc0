const ASCII = 2;
const UNDEFINED = 7;
/** Tags of TIFF 6.0 and Exif 2.32 that generators write to. */
const texts: Readonly<Record<number, string>> = {
  270: "ImageDescription",
  305: "Software",
  315: "Artist",
  37510: "UserComment",
};
const EXIF_IFD = 0x8769;
const MAX_ENTRIES = 256;
const MAX_TEXT_BYTES = 64 * 1024;

/** The texts of an Exif block by the names of their tags; none of a broken one. */
export function exifTexts(data: Buffer): { name: string; text: string }[] {
  const order = data.toString("latin1", 0, 2);
  if (data.length < 8 || (order !== "II" && order !== "MM")) return [];
  const little = order === "II";
  const read16 = (at: number) =>
    at + 2 > data.length ? 0 : little ? data.readUInt16LE(at) : data.readUInt16BE(at);
  const read32 = (at: number) =>
    at + 4 > data.length ? 0 : little ? data.readUInt32LE(at) : data.readUInt32BE(at);
  const found: { name: string; text: string }[] = [];
  const directories = [read32(4)];
  // The first directory and the one that it points to: nothing of interest stands deeper.
  for (let n = 0; n < Math.min(2, directories.length); n += 1) {
    const start = directories[n] ?? 0;
    const entries = Math.min(MAX_ENTRIES, read16(start));
    for (let i = 0; i < entries; i += 1) {
      const at = start + 2 + i * 12;
      const tag = read16(at);
      if (tag === EXIF_IFD) directories.push(read32(at + 8));
      const name = texts[tag];
      const type = read16(at + 2);
      if (!name || (type !== ASCII && type !== UNDEFINED)) continue;
      const length = Math.min(MAX_TEXT_BYTES, read32(at + 4));
      const from = length <= 4 ? at + 8 : read32(at + 8);
      found.push({ name, text: textOf(data.subarray(from, from + length), little) });
    }
  }
  return found;
}

/** A comment says its encoding in its first eight bytes; UNICODE is UTF-16 in the block's own order, or the other. */
function textOf(value: Buffer, little: boolean): string {
  const encoding = value.toString("latin1", 0, 8);
  if (encoding.startsWith("UNICODE")) {
    const body = value.subarray(8, value.length - (value.length % 2));
    const other = Buffer.from(body).swap16();
    const [first, second] = little ? [body, other] : [other, body];
    return `${first.toString("utf16le")}\n${second.toString("utf16le")}`;
  }
  return (encoding.startsWith("ASCII\0") ? value.subarray(8) : value).toString("utf8").replaceAll("\0", "");
}
