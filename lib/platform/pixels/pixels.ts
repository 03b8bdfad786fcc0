import { AsyncLocalStorage } from "node:async_hooks";
import sharp, { type Sharp } from "sharp";
import { AppError } from "../errors";
import { type Semaphore, semaphore } from "../process/semaphore";
import { singleton } from "../process/singleton";

/** The largest picture any code decodes: 8192 × 8192 pixels. */
export const MAX_PIXELS = 8192 * 8192;

/** Two pictures at a time: each may hold 200 MB of pixels and a whole core. */
const SLOTS = 2;

/** Upright 8-bit sRGB pixels, row by row, without any metadata; 4 channels when the picture has transparency. */
export interface RawPixels {
  data: Buffer;
  widthPx: number;
  heightPx: number;
  channels: 3 | 4;
}

interface Gate {
  run: Semaphore;
  inside: AsyncLocalStorage<true>;
}

const gate = (): Gate =>
  singleton("pixels", () => {
    sharp.concurrency(1);
    sharp.cache(false);
    return { run: semaphore(SLOTS), inside: new AsyncLocalStorage<true>() };
  });

/**
 * Runs work on pixels when one of the process's slots is free. Reentrant: work that already holds a slot
 * runs further steps in the same one, so a verb made of several steps cannot wait for itself.
 */
export function withPixels<T>(work: () => Promise<T>): Promise<T> {
  const { run, inside } = gate();
  return inside.getStore() ? work() : run(() => inside.run(true, work));
}

/** Opens encoded bytes; nothing is read before an output is asked for. */
export const openImage = (bytes: Uint8Array): Sharp =>
  sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: "error" });

/** Opens pixels for resizing and encoding. */
export const openPixels = (pixels: RawPixels): Sharp =>
  sharp(pixels.data, {
    raw: { width: pixels.widthPx, height: pixels.heightPx, channels: pixels.channels },
    limitInputPixels: MAX_PIXELS,
  });

export const imageNotReadable = () =>
  new AppError(422, "image_not_readable", "The file is not a readable PNG, JPEG or WebP image.");
export const imageTooLarge = () =>
  new AppError(422, "image_too_large", "The image is larger than 64 MiB or 8192 × 8192 pixels.");

/** Pixels of a pipeline in sRGB; wide-gamut, 16-bit, grey and CMYK sources are converted. */
export async function rawPixels(pipeline: Sharp): Promise<RawPixels> {
  const { data, info } = await pipeline.toColourspace("srgb").raw().toBuffer({ resolveWithObject: true });
  if (info.channels !== 3 && info.channels !== 4) throw new Error(`Unexpected channels: ${info.channels}`);
  return { data, widthPx: info.width, heightPx: info.height, channels: info.channels };
}

/**
 * Decodes a picture upright, made smaller to fit `maxSidePx` if it is given and the picture is larger.
 * Refuses with 422 `image_not_readable` or `image_too_large`.
 */
export function decodeImage(bytes: Uint8Array, maxSidePx?: number): Promise<RawPixels> {
  return withPixels(async () => {
    try {
      const image = openImage(bytes).autoOrient();
      return await rawPixels(maxSidePx === undefined ? image : shrink(image, maxSidePx));
    } catch (error) {
      throw String(error).includes("pixel limit") ? imageTooLarge() : imageNotReadable();
    }
  });
}

/** Fits a pipeline into a square; never enlarges. */
export const shrink = (pipeline: Sharp, maxSidePx: number): Sharp =>
  pipeline.resize({ width: maxSidePx, height: maxSidePx, fit: "inside", withoutEnlargement: true });
