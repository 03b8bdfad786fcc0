import sharp from "sharp";
import { cutOut, draw, enlarge, extend, paintOver } from "@/simulators/kit/pictures";
import { withoutMarkers } from "@/simulators/kit/scenario";

/** Text fields once they have been checked. */
export interface Fields {
  prompt?: string;
  negative_prompt?: string;
  seed?: number;
  output_format?: "png" | "jpeg" | "webp";
  aspect_ratio?: string;
  strength?: number;
  model?: string;
  mode?: string;
  left?: number;
  right?: number;
  up?: number;
  down?: number;
}

/** A checked order, ready to be carried out. */
export interface Painting {
  fields: Fields;
  /** The seed in use: the one that was asked for, or one of the vendor's choice. */
  seed: number;
  image?: Buffer;
  mask?: Buffer;
}

interface Size {
  widthPx: number;
  heightPx: number;
}

const promptOf = ({ fields }: Painting): string => withoutMarkers(fields.prompt ?? "");

/** A new picture of the ratio with about this many pixels; both sides are multiples of 64. */
export async function drawNew(painting: Painting, pixels: number): Promise<Buffer> {
  const [w = 1, h = 1] = (painting.fields.aspect_ratio ?? "1:1").split(":").map(Number);
  return finish(
    await draw({
      prompt: promptOf(painting),
      ...sizeNear({ widthPx: w, heightPx: h }, pixels),
      seed: painting.seed,
    }),
    painting,
  );
}

const sizeNear = ({ widthPx, heightPx }: Size, pixels: number): Size => {
  const side = (px: number) =>
    Math.max(64, Math.round((px * Math.sqrt(pixels / (widthPx * heightPx))) / 64) * 64);
  return { widthPx: side(widthPx), heightPx: side(heightPx) };
};

/** The picture painted over as far as the strength says, in about this many pixels. */
export async function redraw(painting: Painting, pixels: number): Promise<Buffer> {
  const image = startOf(painting);
  const fitted = await enlarge(image, sizeNear(await sizeOf(image), pixels));
  const { seed, fields } = painting;
  return finish(
    await paintOver({ image: fitted, prompt: promptOf(painting), seed, amount: fields.strength }),
    painting,
  );
}

/** White of the mask is painted anew; without a mask, what is transparent in the picture. */
export async function repaintUnderMask(painting: Painting): Promise<Buffer> {
  const image = startOf(painting);
  const mask = painting.mask ?? (await transparencyOf(image));
  return finish(await paintOver({ image, mask, prompt: promptOf(painting), seed: painting.seed }), painting);
}

/** White of the mask becomes a blur of its surroundings. */
export async function eraseUnderMask(painting: Painting): Promise<Buffer> {
  const image = await sharp(startOf(painting)).toColourspace("srgb").removeAlpha().png().toBuffer();
  const { widthPx, heightPx } = await sizeOf(image);
  const where = await sharp(painting.mask ?? (await transparencyOf(startOf(painting))))
    .resize(widthPx, heightPx, { fit: "fill" })
    .removeAlpha()
    .toColourspace("b-w")
    .png()
    .toBuffer();
  // In one pipeline, the blur would reach the mask as well.
  const patch = await sharp(await sharp(image).blur(40).png().toBuffer())
    .joinChannel(where)
    .png()
    .toBuffer();
  return finish(
    await sharp(image)
      .composite([{ input: patch }])
      .png()
      .toBuffer(),
    painting,
  );
}

export async function grow(painting: Painting): Promise<Buffer> {
  const { left = 0, right = 0, up = 0, down = 0 } = painting.fields;
  return finish(await extend(startOf(painting), { left, right, top: up, bottom: down }), painting);
}

export const removeBackground = async (painting: Painting): Promise<Buffer> =>
  finish(await cutOut(startOf(painting)), painting);

/** Larger by a factor, or up to a number of pixels. Never smaller. */
export async function enlargeTo(
  painting: Painting,
  goal: { factor: number } | { pixels: number },
): Promise<Buffer> {
  const image = startOf(painting);
  const { widthPx, heightPx } = await sizeOf(image);
  const factor = "factor" in goal ? goal.factor : Math.max(1, Math.sqrt(goal.pixels / (widthPx * heightPx)));
  const size = { widthPx: Math.round(widthPx * factor), heightPx: Math.round(heightPx * factor) };
  return finish(await enlarge(image, size), painting);
}

/** What the vendor hands out for a picture that its filter does not like. */
export const blurred = (bytes: Buffer): Promise<Buffer> => sharp(bytes).blur(30).png().toBuffer();

function startOf({ image }: Painting): Buffer {
  if (!image) throw new Error("this endpoint starts from a picture");
  return image;
}

async function sizeOf(image: Buffer): Promise<Size> {
  const { width, height } = await sharp(image).metadata();
  return { widthPx: width, heightPx: height };
}

const transparencyOf = (image: Buffer): Promise<Buffer> =>
  sharp(image).ensureAlpha().extractChannel("alpha").negate().png().toBuffer();

const finish = async (png: Buffer, { fields }: Painting): Promise<Buffer> =>
  fields.output_format && fields.output_format !== "png"
    ? sharp(png).toFormat(fields.output_format).toBuffer()
    : png;
