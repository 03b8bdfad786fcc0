import sharp from "sharp";
import { cutOut, draw, extend, paintOver } from "../kit/pictures";
import { type SimOrder, sizeOf } from "./order";

/** What an edit starts from: the pictures as they were sent and the mask, transparent where it opens. */
export interface Sent {
  images: Buffer[];
  mask?: Buffer;
}

/** How much of an unmasked picture an edit replaces. */
const AMOUNT = 0.45;
const MASKED_AMOUNT = 0.85;
/** New parts of a canvas continue the old picture, so they take only a touch of something new. */
const EXTENDED_AMOUNT = 0.08;

/** One picture of an order, at its exact size and in its format. */
export async function paint(order: SimOrder, seed: number, sent?: Sent): Promise<Buffer> {
  const size = sizeOf(order.size);
  const [first] = sent?.images ?? [];
  if (!sent || !first) {
    const drawn = await draw({ prompt: order.prompt, ...size, seed, format: order.output_format });
    return order.background === "transparent" ? cutOut(drawn) : drawn;
  }
  const image = await fitted(await filled(first), size);
  if (order.background === "transparent") return cutOut(image);
  const format = order.output_format;
  if (sent.mask && /\bremove\b/i.test(order.prompt)) return healed(image, await opened(sent.mask));
  // The words of the person stand behind the last colon of what the caller's program wrote around them.
  const prompt = order.prompt.split(": ").at(-1) ?? order.prompt;
  if (!sent.mask) return paintOver({ image, prompt, seed, format, amount: AMOUNT });
  const { hasAlpha } = await sharp(first).metadata();
  const amount = hasAlpha ? EXTENDED_AMOUNT : MASKED_AMOUNT;
  return paintOver({ image, mask: await opened(sent.mask), prompt, seed, format, amount });
}

/** What a stream shows before the picture is there: soft first, then clearer. */
export const partial = (picture: Buffer, index: number): Promise<Buffer> =>
  sharp(picture)
    .blur(24 / (index + 1))
    .png({ compressionLevel: 3 })
    .toBuffer();

const fitted = (image: Buffer, size: { widthPx: number; heightPx: number }): Promise<Buffer> =>
  sharp(image).resize(size.widthPx, size.heightPx, { fit: "fill" }).png({ compressionLevel: 3 }).toBuffer();

/** Our masks and the vendor's are each other's opposite: here white is what changes. */
const opened = (mask: Buffer): Promise<Buffer> =>
  sharp(mask).ensureAlpha().extractChannel(3).negate().png().toBuffer();

/** A picture on a transparent canvas continued to its edges; others as they are. */
async function filled(image: Buffer): Promise<Buffer> {
  const { width, height, hasAlpha } = await sharp(image).metadata();
  if (!hasAlpha) return image;
  const alpha = await sharp(image).extractChannel(3).raw().toBuffer();
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let at = 0; at < alpha.length; at += 1) {
    if (!alpha[at]) continue;
    const x = at % width;
    const y = Math.floor(at / width);
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  if (right < 0) return sharp(image).removeAlpha().toBuffer();
  const inner = { left, top, width: right - left + 1, height: bottom - top + 1 };
  const middle = await sharp(image).extract(inner).removeAlpha().png().toBuffer();
  return extend(middle, { left, right: width - 1 - right, top, bottom: height - 1 - bottom });
}

/** The masked part filled with what surrounds it, blurred. In steps: one pipeline would resize only once. */
async function healed(image: Buffer, mask: Buffer): Promise<Buffer> {
  const { width, height } = await sharp(image).metadata();
  const size = { width, height, fit: "fill" } as const;
  const soft = await sharp(mask).resize(size).blur(6).toColourspace("b-w").png().toBuffer();
  const small = await sharp(image)
    .removeAlpha()
    .resize(Math.max(1, Math.round(width / 24)))
    .blur(5)
    .png()
    .toBuffer();
  const large = await sharp(small).resize(size).png().toBuffer();
  const patch = await sharp(large).joinChannel(soft).png().toBuffer();
  return sharp(image)
    .composite([{ input: patch }])
    .png({ compressionLevel: 3 })
    .toBuffer();
}
