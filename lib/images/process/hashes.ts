import { rgbaToThumbHash } from "thumbhash";
import { openPixels, type RawPixels, shrink } from "@/lib/platform/pixels/pixels";

/** ThumbHash takes at most 100 pixels a side. */
const THUMB_HASH_SIDE_PX = 100;

/** A blurred placeholder of about 25 bytes, in Base64 (https://evanw.github.io/thumbhash/). */
export async function thumbHashOf(pixels: RawPixels): Promise<string> {
  const { data, info } = await shrink(openPixels(pixels), THUMB_HASH_SIDE_PX)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString("base64");
}

/**
 * A 64-bit difference hash as 16 hex characters: whether each of 9 × 8 grey cells is darker than its right
 * neighbour. Survives resizing and compression; pictures that look alike differ in few bits.
 */
export async function perceptualHashOf(pixels: RawPixels): Promise<string> {
  const grey = await openPixels(pixels)
    .flatten({ background: "#ffffff" })
    .greyscale()
    .resize(9, 8, { fit: "fill" })
    .raw()
    .toBuffer();
  let hash = 0n;
  for (let y = 0; y < 8; y += 1)
    for (let x = 0; x < 8; x += 1) {
      const darker = (grey[y * 9 + x] ?? 0) < (grey[y * 9 + x + 1] ?? 0);
      hash = (hash << 1n) | (darker ? 1n : 0n);
    }
  return hash.toString(16).padStart(16, "0");
}

/** In how many of 64 bits two perceptual hashes differ; up to about 10 they are likely the same picture. */
export function hammingDistance(a: string, b: string): number {
  const form = /^[0-9a-f]{16}$/;
  if (!form.test(a) || !form.test(b)) throw new TypeError("A perceptual hash has 16 hex characters");
  let difference = BigInt(`0x${a}`) ^ BigInt(`0x${b}`);
  let bits = 0;
  for (; difference > 0n; difference &= difference - 1n) bits += 1;
  return bits;
}
