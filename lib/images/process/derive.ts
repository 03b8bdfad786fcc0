import { labelImage } from "@/lib/labels/apply";
import { readProducer } from "@/lib/labels/read";
import type { LabelSubject } from "@/lib/labels/schema";
import { sha256Hex } from "@/lib/platform/crypto";
import {
  decodeImage,
  openPixels,
  type RawPixels,
  rawPixels,
  shrink,
  withPixels,
} from "@/lib/platform/pixels/pixels";
import type { AiClass } from "../rules";
import { perceptualHashOf, thumbHashOf } from "./hashes";
import { inspectImage } from "./inspect";

export const DISPLAY_SIDE_PX = 2048;
export const THUMBNAIL_SIDE_PX = 512;

export interface DerivedFile {
  bytes: Buffer;
  widthPx: number;
  heightPx: number;
}

export interface DerivedImage {
  /** WebP of at most 2048 pixels a side, labelled by its class; not at all where the class is `none`. */
  display: DerivedFile;
  /** WebP of at most 512 pixels a side, labelled against its own size. */
  thumbnail: DerivedFile;
  /** Base64. */
  thumbHash: string;
  /** 16 hex characters; compare with `hammingDistance`. */
  perceptualHash: string;
  /** Of the original's bytes, in hex. */
  sha256: string;
  /** The original's size, upright. */
  widthPx: number;
  heightPx: number;
  sizeBytes: number;
}

/**
 * Everything that is kept beside an original. The original is decoded once, at the size of the display file;
 * the thumbnail and the hashes come from those pixels. Refuses like `inspectImage`, and with 422
 * `image_not_readable` when the pixels turn out to be broken.
 */
export async function deriveImage(input: {
  original: Buffer;
  produceId: string;
  aiClass: AiClass;
  madeHere?: LabelSubject["madeHere"];
}): Promise<DerivedImage> {
  const { original, produceId, aiClass, madeHere } = input;
  const producer = madeHere === false ? readProducer(original) : undefined;
  const fileOf = (image: RawPixels, quality: number): Promise<DerivedFile> =>
    aiClass === "none"
      ? plainImage(image, quality)
      : labelImage({ image, produceId, aiClass, madeHere, producer, format: "webp", quality });
  const { widthPx, heightPx } = await inspectImage(original);
  return withPixels(async () => {
    const large = await decodeImage(original, DISPLAY_SIDE_PX);
    const small = await rawPixels(shrink(openPixels(large), THUMBNAIL_SIDE_PX));
    const display = await fileOf(large, 84);
    const thumbnail = await fileOf(small, 80);
    return {
      display: { bytes: display.bytes, widthPx: display.widthPx, heightPx: display.heightPx },
      thumbnail: { bytes: thumbnail.bytes, widthPx: thumbnail.widthPx, heightPx: thumbnail.heightPx },
      thumbHash: await thumbHashOf(small),
      perceptualHash: await perceptualHashOf(small),
      sha256: sha256Hex(original),
      widthPx,
      heightPx,
      sizeBytes: original.byteLength,
    };
  });
}

async function plainImage(image: RawPixels, quality: number): Promise<DerivedFile> {
  const { data, info } = await openPixels(image).webp({ quality }).toBuffer({ resolveWithObject: true });
  return { bytes: data, widthPx: info.width, heightPx: info.height };
}
