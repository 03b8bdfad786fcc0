import { type Budget, inflate, iTxtText, MAX_INFLATED_BYTES, PNG_SIGNATURE } from "./xmp-packets";

/** Bound against hostile files. */
const MAX_SEGMENTS = 2_000;

/** What a file says beside its pixels: a text with its name, a block of Exif, a piece of a C2PA manifest. */
export type Segment =
  | { kind: "text"; name: string; text: string }
  | { kind: "exif"; data: Buffer }
  | { kind: "c2pa"; data: Buffer };

/** The segments of a PNG, JPEG or WebP, in their order; none of anything else. Never throws, whatever the bytes are. */
export function* segments(bytes: Buffer): Generator<Segment> {
  let count = 0;
  for (const segment of scan(bytes)) {
    yield segment;
    count += 1;
    if (count === MAX_SEGMENTS) return;
  }
}

function scan(bytes: Buffer): Iterable<Segment> {
  if (bytes.subarray(0, 8).equals(PNG_SIGNATURE)) return pngSegments(bytes);
  if (bytes.length > 3 && bytes.readUIntBE(0, 3) === 0xffd8ff) return jpegSegments(bytes);
  if (bytes.toString("latin1", 0, 4) === "RIFF" && bytes.toString("latin1", 8, 12) === "WEBP")
    return webpSegments(bytes);
  return [];
}

function* pngSegments(bytes: Buffer): Generator<Segment> {
  const budget: Budget = { bytes: MAX_INFLATED_BYTES };
  for (let at = 8; at + 8 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString("latin1", at + 4, at + 8);
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (type === "IEND") return;
    if (type === "eXIf") yield { kind: "exif", data };
    if (type === "caBX") yield { kind: "c2pa", data };
    const end = /^[tzi][TE]Xt$/.test(type) ? data.subarray(0, 80).indexOf(0) : -1;
    if (end > 0) {
      const name = data.toString("latin1", 0, end);
      const rest = data.subarray(end + 1);
      if (type === "tEXt") yield { kind: "text", name, text: rest.toString("latin1") };
      if (type === "zTXt")
        yield { kind: "text", name, text: inflate(rest.subarray(1), budget).toString("latin1") };
      if (type === "iTXt") yield { kind: "text", name, text: iTxtText(rest, budget).toString("utf8") };
    }
    at += 12 + length;
  }
}

const EXIF_HEADER = Buffer.from("Exif\0\0", "latin1");

/** Everything of interest stands before the picture's own data. */
function* jpegSegments(bytes: Buffer): Generator<Segment> {
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xda || marker === 0xd9) return;
    const length = Math.max(2, bytes.readUInt16BE(at + 2));
    const data = bytes.subarray(at + 4, at + 2 + length);
    if (marker === 0xe1 && data.subarray(0, EXIF_HEADER.length).equals(EXIF_HEADER))
      yield { kind: "exif", data: data.subarray(EXIF_HEADER.length) };
    // Only the first of the segments of a manifest names it; the others go on with their JUMBF boxes.
    if (marker === 0xeb && data.toString("latin1", 0, 2) === "JP") yield { kind: "c2pa", data };
    if (marker === 0xfe) yield { kind: "text", name: "Comment", text: data.toString("utf8") };
    at += 2 + length;
  }
}

function* webpSegments(bytes: Buffer): Generator<Segment> {
  const end = Math.min(bytes.length, 8 + bytes.readUInt32LE(4));
  for (let at = 12; at + 8 <= end; ) {
    const length = bytes.readUInt32LE(at + 4);
    const type = bytes.toString("latin1", at, at + 4);
    const data = bytes.subarray(at + 8, Math.min(end, at + 8 + length));
    // Some writers keep the header that Exif has in JPEG.
    const headed = data.subarray(0, EXIF_HEADER.length).equals(EXIF_HEADER);
    if (type === "EXIF") yield { kind: "exif", data: headed ? data.subarray(EXIF_HEADER.length) : data };
    if (type === "C2PA") yield { kind: "c2pa", data };
    at += 8 + length + (length % 2);
  }
}
