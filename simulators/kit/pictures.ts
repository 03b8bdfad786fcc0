import sharp, { type Sharp } from "sharp";
import { semaphore } from "@/lib/platform/process/semaphore";
import { type AspectRatio, aspectRatios } from "@/lib/providers/model-capabilities";
import { renderPicture } from "@/lib/providers/sketch/render";
import { withoutMarkers } from "./scenario";

export type PictureFormat = "png" | "jpeg" | "webp";

export interface Drawing {
  prompt: string;
  widthPx: number;
  heightPx: number;
  seed: number;
  format?: PictureFormat;
}

/** One at a time: a simulator must not take the machine from the product. */
const turn = semaphore(1);
const MAX_KEPT_BYTES = 96 * 1024 * 1024;
const kept = new Map<string, Buffer>();
let keptBytes = 0;

/** A picture of the prompt at exactly this size, drawn by the built-in renderer at 1K and fitted. */
export async function draw({ prompt, widthPx, heightPx, seed, format = "png" }: Drawing): Promise<Buffer> {
  const key = JSON.stringify([prompt, widthPx, heightPx, seed, format]);
  const known = kept.get(key);
  if (known) return known;
  const bytes = await turn(async () => {
    const png = await renderPicture(
      {
        prompt: withoutMarkers(prompt) || "a quiet landscape",
        negativePrompt: "",
        styles: [],
        ratio: nearestRatio(widthPx, heightPx),
        tier: "1K",
        quality: "draft",
        seed: seed % 2 ** 31,
      },
      new AbortController().signal,
    );
    return encode(sharp(png).resize(widthPx, heightPx, { fit: "cover" }), format);
  });
  keep(key, bytes);
  return bytes;
}

function keep(key: string, bytes: Buffer): void {
  if (kept.has(key)) return;
  kept.set(key, bytes);
  keptBytes += bytes.length;
  for (const [oldest, old] of kept) {
    if (keptBytes <= MAX_KEPT_BYTES) break;
    kept.delete(oldest);
    keptBytes -= old.length;
  }
}

const encode = (image: Sharp, format: PictureFormat): Promise<Buffer> =>
  format === "png" ? image.png({ compressionLevel: 3 }).toBuffer() : image.toFormat(format).toBuffer();

function nearestRatio(widthPx: number, heightPx: number): AspectRatio {
  const wanted = Math.log(widthPx / heightPx);
  const distance = (ratio: AspectRatio) => {
    const [w = 1, h = 1] = ratio.split(":").map(Number);
    return Math.abs(Math.log(w / h) - wanted);
  };
  return [...aspectRatios].sort((a, b) => distance(a) - distance(b))[0] ?? "1:1";
}

/** Size and format of a picture as a vendor would check it; null when it is none. */
export async function look(
  bytes: Buffer,
): Promise<{ widthPx: number; heightPx: number; format: string; hasAlpha: boolean } | null> {
  try {
    const { width, height, format, hasAlpha } = await sharp(bytes).metadata();
    return { widthPx: width, heightPx: height, format, hasAlpha };
  } catch {
    return null;
  }
}

/**
 * The picture with the white part of the mask (all of it without one) painted anew after the prompt.
 * `amount`, 0 to 1, is how much of the old shows through nowhere (1) or everywhere (0).
 */
export async function paintOver(order: {
  image: Buffer;
  mask?: Buffer;
  prompt: string;
  seed: number;
  amount?: number;
  format?: PictureFormat;
}): Promise<Buffer> {
  const { data, info } = await sharp(order.image)
    .toColourspace("srgb")
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const size = { widthPx: info.width, heightPx: info.height };
  const fresh = await sharp(await draw({ prompt: order.prompt, ...size, seed: order.seed }))
    .removeAlpha()
    .raw()
    .toBuffer();
  const where = order.mask
    ? await sharp(order.mask)
        .resize(info.width, info.height, { fit: "fill" })
        .removeAlpha()
        .extractChannel(0)
        .raw()
        .toBuffer()
    : Buffer.alloc(info.width * info.height, 255);
  const amount = order.amount ?? 1;
  for (let pixel = 0; pixel < where.length; pixel += 1) {
    const share = ((where[pixel] ?? 0) / 255) * amount;
    for (let channel = 0; channel < 3; channel += 1) {
      const at = pixel * 3 + channel;
      data[at] = Math.round((data[at] ?? 0) * (1 - share) + (fresh[at] ?? 0) * share);
    }
  }
  const raw = { width: info.width, height: info.height, channels: 3 as const };
  return encode(sharp(data, { raw }), order.format ?? "png");
}

/** The picture on a larger canvas whose new parts continue it. Pixels per side. */
export async function extend(
  image: Buffer,
  by: { left: number; right: number; top: number; bottom: number },
): Promise<Buffer> {
  return encode(sharp(image).extend({ ...by, extendWith: "mirror" }), "png");
}

/** Every side `factor` times as long, or fitted to an exact size. */
export const enlarge = (image: Buffer, size: { widthPx: number; heightPx: number }): Promise<Buffer> =>
  encode(sharp(image).resize(size.widthPx, size.heightPx, { fit: "fill", kernel: "lanczos3" }), "png");

/** The middle of the picture as an oval; the rest transparent. */
export async function cutOut(image: Buffer): Promise<Buffer> {
  const { width, height } = await sharp(image).metadata();
  const oval = Buffer.from(
    `<svg width="${width}" height="${height}"><ellipse cx="50%" cy="50%" rx="42%" ry="46%" fill="#fff"/></svg>`,
  );
  return encode(
    sharp(image)
      .ensureAlpha()
      .composite([{ input: oval, blend: "dest-in" }]),
    "png",
  );
}
