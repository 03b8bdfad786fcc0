import sharp, { type Sharp } from "sharp";
import { openImage, withPixels } from "@/lib/platform/pixels/pixels";
import type { InputPicture, Outpaint } from "../image-provider";
import { ProviderError } from "../provider-error";
import { MAX_SHAPE, type Size } from "./sizes";

/** The vendor takes masks below 4 MB. */
const MAX_MASK_BYTES = 4_000_000;
/** Canvases larger than what the vendor can make are made smaller before they are sent. */
const MAX_CANVAS_AREA = 8_294_400;
const WHITE_FROM = 128;

export interface EditInput extends Size {
  image: { bytes: Buffer; format: "png" | "jpeg" };
  mask?: Buffer;
}

const refused = (message: string) => new ProviderError("invalid_request", message, true);

/** Every failure of ours before the call is an order that was certainly not accepted. */
async function onPixels<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await withPixels(work);
  } catch (error) {
    throw error instanceof ProviderError ? error : refused("The picture or its mask is not readable.");
  }
}

/**
 * A picture with our mask (white is edited) turned into the vendor's: a PNG of the same size whose alpha is 0
 * where the picture is edited. Only fully transparent counts for the vendor, so half-tones of a feathered edge
 * go to the side they are nearer to.
 */
export function masked(source: InputPicture, mask: InputPicture): Promise<EditInput> {
  const { bytes, format, widthPx, heightPx } = source;
  if (mask.widthPx !== widthPx || mask.heightPx !== heightPx)
    throw refused("The mask does not have the size of the picture.");
  return onPixels(async () => {
    const grey = await openImage(mask.bytes)
      .flatten({ background: "#000" })
      .toColourspace("b-w")
      .extractChannel(0)
      .raw()
      .toBuffer();
    const vendorMask = await alphaMask({ widthPx, heightPx }, (at) => (grey[at] ?? 0) >= WHITE_FROM);
    return { image: { bytes, format }, mask: vendorMask, widthPx, heightPx };
  });
}

/**
 * The picture on a canvas that is larger by `by`, whose new parts are transparent, and the mask that opens
 * exactly these parts.
 */
export function extended(source: InputPicture, by: Outpaint): Promise<EditInput> {
  const canvas = {
    widthPx: source.widthPx + by.leftPx + by.rightPx,
    heightPx: source.heightPx + by.topPx + by.bottomPx,
  };
  if (Math.max(canvas.widthPx, canvas.heightPx) > MAX_SHAPE * Math.min(canvas.widthPx, canvas.heightPx))
    throw refused("The extended picture would be more than three times as long as it is wide.");
  const scale = Math.min(1, Math.sqrt(MAX_CANVAS_AREA / (canvas.widthPx * canvas.heightPx)));
  const scaled = (px: number) => Math.round(px * scale);
  const size = { widthPx: scaled(canvas.widthPx), heightPx: scaled(canvas.heightPx) };
  const left = scaled(by.leftPx);
  const top = scaled(by.topPx);
  const inner = {
    width: Math.min(size.widthPx - left, Math.max(1, scaled(source.widthPx))),
    height: Math.min(size.heightPx - top, Math.max(1, scaled(source.heightPx))),
  };
  return onPixels(async () => {
    const transparent = { r: 0, g: 0, b: 0, alpha: 0 };
    const image = await openImage(source.bytes)
      .toColourspace("srgb")
      .ensureAlpha()
      .resize({ ...inner, fit: "fill" })
      .extend({
        left,
        top,
        right: size.widthPx - left - inner.width,
        bottom: size.heightPx - top - inner.height,
        background: transparent,
      })
      .png({ compressionLevel: 6 })
      .toBuffer();
    const isNew = (at: number) => {
      const x = at % size.widthPx;
      const y = Math.floor(at / size.widthPx);
      return x < left || x >= left + inner.width || y < top || y >= top + inner.height;
    };
    return { image: { bytes: image, format: "png" }, mask: await alphaMask(size, isNew), ...size };
  });
}

async function alphaMask(size: Size, isEdited: (at: number) => boolean): Promise<Buffer> {
  const pixels = Buffer.alloc(size.widthPx * size.heightPx * 4);
  for (let at = 0; at < size.widthPx * size.heightPx; at += 1) if (!isEdited(at)) pixels[at * 4 + 3] = 255;
  const raw = { width: size.widthPx, height: size.heightPx, channels: 4 } as const;
  const png: Sharp = sharp(pixels, { raw }).png({ compressionLevel: 6 });
  const bytes = await png.toBuffer();
  if (bytes.byteLength >= MAX_MASK_BYTES) throw refused("The mask has too many fine parts for this vendor.");
  return bytes;
}
