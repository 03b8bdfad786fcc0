import { crc32, inflateSync } from "node:zlib";

/** Bounds against hostile files: no more packets are read, and no more text is unpacked, than this. */
const MAX_PACKETS = 64;
export const MAX_INFLATED_BYTES = 4 * 1024 * 1024;

export const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const PNG_KEYWORD = Buffer.from("XML:com.adobe.xmp\0", "latin1");
const JPEG_HEADER = Buffer.from("http://ns.adobe.com/xap/1.0/\0", "latin1");

/**
 * The XMP packets of a PNG (text chunks), JPEG (APP1) or WebP (`XMP ` chunk), as their raw bytes; none for anything
 * else. Never throws: a broken file gives what stands before the break. At most 64 packets are given.
 */
export function xmpPackets(bytes: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (const packet of scan(bytes)) {
    found.push(packet);
    if (found.length === MAX_PACKETS) break;
  }
  return found;
}

function scan(bytes: Buffer): Iterable<Buffer> {
  if (bytes.subarray(0, 8).equals(PNG_SIGNATURE)) return pngPackets(bytes);
  if (bytes.length > 3 && bytes.readUIntBE(0, 3) === 0xffd8ff) return jpegPackets(bytes);
  if (bytes.toString("latin1", 0, 4) === "RIFF" && bytes.toString("latin1", 8, 12) === "WEBP")
    return webpPackets(bytes);
  return [];
}

/** Some writers use zTXt or tEXt where the XMP specification asks for iTXt; they count as well. */
function* pngPackets(bytes: Buffer): Generator<Buffer> {
  const budget = { bytes: MAX_INFLATED_BYTES };
  for (let at = 8; at + 8 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString("latin1", at + 4, at + 8);
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (data.subarray(0, PNG_KEYWORD.length).equals(PNG_KEYWORD)) {
      const rest = data.subarray(PNG_KEYWORD.length);
      if (type === "iTXt") yield iTxtText(rest, budget);
      if (type === "zTXt") yield inflate(rest.subarray(1), budget);
      if (type === "tEXt") yield rest;
    }
    if (type === "IEND") return;
    at += 12 + length;
  }
}

/** How much may still be unpacked of one file. */
export interface Budget {
  bytes: number;
}

/** After the keyword stand a compression flag, its method, a language, a translated keyword and the text. */
export function iTxtText(data: Buffer, budget: Budget): Buffer {
  const afterLanguage = data.indexOf(0, 2) + 1;
  const afterKeyword = afterLanguage > 0 ? data.indexOf(0, afterLanguage) + 1 : 0;
  if (afterKeyword === 0) return Buffer.alloc(0);
  const text = data.subarray(afterKeyword);
  return data[0] === 1 ? inflate(text, budget) : text;
}

export function inflate(data: Buffer, budget: Budget): Buffer {
  try {
    const unpacked =
      budget.bytes > 0 ? inflateSync(data, { maxOutputLength: budget.bytes }) : Buffer.alloc(0);
    budget.bytes -= unpacked.length;
    return unpacked;
  } catch {
    // Whatever failed may have cost as much as it could unpack, so it counts as all of it.
    budget.bytes = 0;
    return Buffer.alloc(0);
  }
}

/**
 * Puts an XMP packet into a PNG that has none, as an uncompressed iTXt chunk behind the header. libvips would
 * write a zTXt chunk, which the XMP specification (part 3) does not allow and other readers do not find.
 */
export function insertPngXmp(png: Buffer, xmp: string): Buffer {
  const afterHeader = 8 + 12 + png.readUInt32BE(8);
  // No compression, no language, no translated keyword.
  const body = Buffer.concat([Buffer.from("iTXt", "latin1"), PNG_KEYWORD, Buffer.alloc(4), Buffer.from(xmp)]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length - 4);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([png.subarray(0, afterHeader), length, body, checksum, png.subarray(afterHeader)]);
}

function* jpegPackets(bytes: Buffer): Generator<Buffer> {
  for (let at = 2; at + 4 <= bytes.length; ) {
    const marker = bytes[at + 1] ?? 0;
    // Anything that is no marker is picture data: go on at the next 0xFF.
    if (bytes[at] !== 0xff || marker === 0xff || marker === 0 || (marker >= 0xd0 && marker <= 0xd8)) {
      const next = bytes.indexOf(0xff, at + 1);
      if (next < 0) return;
      at = next;
      continue;
    }
    if (marker === 0xd9) return;
    const length = bytes.readUInt16BE(at + 2);
    const data = bytes.subarray(at + 4, at + 2 + length);
    if (marker === 0xe1 && data.subarray(0, JPEG_HEADER.length).equals(JPEG_HEADER))
      yield data.subarray(JPEG_HEADER.length);
    at += 2 + Math.max(2, length);
  }
}

function* webpPackets(bytes: Buffer): Generator<Buffer> {
  const end = Math.min(bytes.length, 8 + bytes.readUInt32LE(4));
  for (let at = 12; at + 8 <= end; ) {
    const length = bytes.readUInt32LE(at + 4);
    if (bytes.toString("latin1", at, at + 4) === "XMP ")
      yield bytes.subarray(at + 8, Math.min(end, at + 8 + length));
    at += 8 + length + (length % 2);
  }
}
