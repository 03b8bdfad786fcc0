/** What the first bytes of a file say about it. */
export interface PictureHead {
  type: "image/png" | "image/jpeg" | "image/webp";
  /** Null where the size stands further back than the bytes given. */
  size: { widthPx: number; heightPx: number } | null;
}

/** Enough for the head of every picture but those with very large metadata before their pixels. */
export const HEAD_BYTES = 256 * 1024;

const text = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

/**
 * Type and size of a picture from its first bytes, without decoding it: a small file may hold a picture that
 * takes gigabytes of memory. Null for everything that is not PNG, JPEG or WebP.
 */
export function readPictureHead(bytes: Uint8Array): PictureHead | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length >= 24 && text(bytes, 1, 4) === "PNG" && bytes[0] === 0x89)
    return { type: "image/png", size: { widthPx: view.getUint32(16), heightPx: view.getUint32(20) } };
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return { type: "image/jpeg", size: jpegSize(view) };
  if (bytes.length >= 30 && text(bytes, 0, 4) === "RIFF" && text(bytes, 8, 12) === "WEBP")
    return { type: "image/webp", size: webpSize(view, text(bytes, 12, 16)) };
  return null;
}

/** A start-of-frame segment holds the size; C4, C8 and CC have numbers in between and are something else. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function jpegSize(view: DataView): PictureHead["size"] {
  for (let at = 2; at + 9 <= view.byteLength; ) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    // Filling bytes before a marker are allowed.
    if (marker === 0xff) at += 1;
    else if (isFrame(marker)) return { widthPx: view.getUint16(at + 7), heightPx: view.getUint16(at + 5) };
    else at += 2 + view.getUint16(at + 2);
  }
  return null;
}

/** The three kinds of WebP: lossy, lossless and extended (RFC 9649, 2.5 to 2.7). */
function webpSize(view: DataView, kind: string): PictureHead["size"] {
  const little24 = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  if (kind === "VP8X") return { widthPx: little24(24) + 1, heightPx: little24(27) + 1 };
  if (kind === "VP8 ")
    return { widthPx: view.getUint16(26, true) & 0x3fff, heightPx: view.getUint16(28, true) & 0x3fff };
  if (kind !== "VP8L") return null;
  const bits = view.getUint32(21, true);
  return { widthPx: (bits & 0x3fff) + 1, heightPx: ((bits >>> 14) & 0x3fff) + 1 };
}
