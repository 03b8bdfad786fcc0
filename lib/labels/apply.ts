import sharp from "sharp";
import { env } from "@/lib/platform/env";
import { broken } from "@/lib/platform/errors";
import {
  decodeImage,
  openPixels,
  type RawPixels,
  rawPixels,
  shrink,
  withPixels,
} from "@/lib/platform/pixels/pixels";
import { insertPngXmp } from "./internal/xmp-packets";
import { readLabel } from "./read";
import { aigcLabelOf, labelLayout, sourceTypeOf, xmpPacket } from "./rules";
import {
  type AigcLabel,
  type LabelFormat,
  type LabelledClass,
  type LabelSubject,
  produceId as produceIdSchema,
} from "./schema";

export interface LabelImageInput
  extends Pick<LabelSubject, "produceId">,
    Partial<Omit<LabelSubject, "produceId">> {
  /** An encoded PNG, JPEG or WebP, or pixels that were decoded before. Neither is changed. */
  image: Buffer | RawPixels;
  format: LabelFormat;
  /** 1 to 100, for JPEG (92 unless told) and WebP (90 unless told); PNG is lossless. */
  quality?: number;
  resizeTo?: { maxSidePx: number };
  /**
   * False leaves the pixels as they are and writes the metadata label alone: only for a copy that its owner asked
   * for and answers for (Measures, Art. 9).
   */
  visible?: boolean;
}

export interface LabelledImage {
  bytes: Buffer;
  widthPx: number;
  heightPx: number;
  format: LabelFormat;
}

/**
 * Makes the file that may leave the house: the picture with the visible label in its bottom-right corner and
 * exactly one metadata label, both by what is known of its origin (made here by AI unless told otherwise). Only pixels pass from the source to the result, so no metadata of a vendor can.
 * Reads the label back from the bytes and throws if it is not there exactly once. Refuses unreadable sources
 * with 422 `image_not_readable` or `image_too_large`.
 */
export function labelImage(input: LabelImageInput): Promise<LabelledImage> {
  return withPixels(async () => {
    const { aiClass = "made", madeHere = true, producer, visible = true } = input;
    const produceId = produceIdSchema.parse(input.produceId);
    const label = aigcLabelOf(env().LABEL_PROVIDER_CODE, { produceId, aiClass, madeHere, producer });
    const pixels = await ownPixels(input);
    if (visible) await drawLabel(pixels, labelText(aiClass));
    const bytes = await encode(pixels, input, xmpPacket(label));
    checkLabel(bytes, label);
    return { bytes, widthPx: pixels.widthPx, heightPx: pixels.heightPx, format: input.format };
  });
}

/** The text that is drawn on pictures of a class. */
export const labelText = (aiClass: LabelledClass): string =>
  ({
    made: env().LABEL_TEXT,
    declared: env().LABEL_TEXT_DECLARED,
    suspected: env().LABEL_TEXT_SUSPECTED,
  })[aiClass];

/** Pixels that belong to this call alone and may be drawn on. */
async function ownPixels({ image, resizeTo, format }: LabelImageInput): Promise<RawPixels> {
  const maxSidePx = resizeTo?.maxSidePx;
  let pixels: RawPixels;
  if (Buffer.isBuffer(image)) pixels = await decodeImage(image, maxSidePx);
  else if (maxSidePx !== undefined && Math.max(image.widthPx, image.heightPx) > maxSidePx)
    pixels = await rawPixels(shrink(openPixels(image), maxSidePx));
  else pixels = { ...image, data: Buffer.from(image.data) };
  // JPEG has no transparency: what shows through becomes white before the label is drawn.
  return format === "jpeg" && pixels.channels === 4
    ? rawPixels(openPixels(pixels).flatten({ background: "#ffffff" }))
    : pixels;
}

/**
 * Draws the label by blending its box alone ("over", on unassociated alpha). Composing the whole picture
 * gives the same and costs a pass over every pixel in floating point.
 */
async function drawLabel(pixels: RawPixels, text: string): Promise<void> {
  const box = labelLayout(text, pixels.widthPx, pixels.heightPx);
  const { data: label } = await sharp(Buffer.from(box.svg))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { data, channels } = pixels;
  for (let y = 0; y < box.heightPx; y += 1) {
    for (let x = 0; x < box.widthPx; x += 1) {
      const from = (y * box.widthPx + x) * 4;
      const to = ((box.topPx + y) * pixels.widthPx + box.leftPx + x) * channels;
      const over = (label[from + 3] ?? 0) / 255;
      const under = (channels === 4 ? (data[to + 3] ?? 0) / 255 : 1) * (1 - over);
      const alpha = over + under;
      if (over === 0 || alpha === 0) continue;
      for (let c = 0; c < 3; c += 1)
        data[to + c] = Math.round(((label[from + c] ?? 0) * over + (data[to + c] ?? 0) * under) / alpha);
      if (channels === 4) data[to + 3] = Math.round(alpha * 255);
    }
  }
}

async function encode(pixels: RawPixels, { format, quality }: LabelImageInput, xmp: string): Promise<Buffer> {
  const picture = openPixels(pixels);
  if (format === "png") return insertPngXmp(await picture.png({ compressionLevel: 6 }).toBuffer(), xmp);
  picture.withXmp(xmp);
  if (format === "webp") return picture.webp({ quality: quality ?? 90, effort: 3 }).toBuffer();
  return picture.jpeg({ quality: quality ?? 92, chromaSubsampling: "4:4:4" }).toBuffer();
}

function checkLabel(bytes: Buffer, expected: AigcLabel): void {
  const found = readLabel(bytes);
  const equal = found.aigc !== null && JSON.stringify(found.aigc) === JSON.stringify(expected);
  if (
    !equal ||
    found.count !== 1 ||
    found.packets !== 1 ||
    found.digitalSourceType !== sourceTypeOf(expected)
  )
    broken(`a written label reads back as ${JSON.stringify(found)}`);
}
