import type { AspectRatio, Tier } from "../model-capabilities";

export interface Size {
  widthPx: number;
  heightPx: number;
}
export interface ChosenSize extends Size {
  /** True when the shape is off by more than two percent. */
  approximated: boolean;
}

/** Bounds of GPT Image 2 and later: three independent third-party sources; the vendor publishes only the edge. */
const MIN_AREA = 655_360;
const MAX_AREA = 8_294_400;
const MAX_EDGE = 3_840;
export const MAX_SHAPE = 3;

/** Width×height by ratio and tier: multiples of 16 within the bounds, off the ratio by half a percent at most. */
const flexible: Record<AspectRatio, Record<Tier, string>> = {
  "1:1": { "1K": "1024x1024", "2K": "2048x2048", "4K": "2880x2880" },
  "4:3": { "1K": "1168x880", "2K": "2368x1776", "4K": "3312x2480" },
  "3:4": { "1K": "880x1168", "2K": "1776x2368", "4K": "2480x3312" },
  "3:2": { "1K": "1536x1024", "2K": "2496x1664", "4K": "3504x2336" },
  "2:3": { "1K": "1024x1536", "2K": "1664x2496", "4K": "2336x3504" },
  "16:9": { "1K": "1360x768", "2K": "2736x1536", "4K": "3840x2160" },
  "9:16": { "1K": "768x1360", "2K": "1536x2736", "4K": "2160x3840" },
  "21:9": { "1K": "1568x672", "2K": "3136x1344", "4K": "3840x1648" },
};

const tierArea: Record<Tier, number> = { "1K": 1024 * 1024, "2K": 2048 * 2048, "4K": MAX_AREA };

/** The sizes of models that have a fixed few. */
export const fixedSizes = {
  gpt: ["1024x1024", "1536x1024", "1024x1536"],
  dalle3: ["1024x1024", "1792x1024", "1024x1792"],
  dalle2: ["1024x1024"],
} as const;
export type SizeSet = "flexible" | keyof typeof fixedSizes;

const parse = (text: string): Size => {
  const [widthPx = 0, heightPx = 0] = text.split("x").map(Number);
  return { widthPx, heightPx };
};
const shapeOf = ({ widthPx, heightPx }: Size): number => widthPx / heightPx;
const ratioShape = (ratio: AspectRatio): number => {
  const [w = 1, h = 1] = ratio.split(":").map(Number);
  return w / h;
};
const distance = (a: number, b: number): number => Math.abs(Math.log(a / b));
const APPROXIMATED = 0.02;

const nearest = (sizes: readonly string[], shape: number): ChosenSize => {
  const [best] = sizes.map(parse).sort((a, b) => distance(shapeOf(a), shape) - distance(shapeOf(b), shape));
  const size = best ?? { widthPx: 1024, heightPx: 1024 };
  return { ...size, approximated: distance(shapeOf(size), shape) > APPROXIMATED };
};

/** The size for a ratio at a tier; of a fixed set the one whose shape is nearest. */
export const sizeOfRatio = (set: SizeSet, ratio: AspectRatio, tier: Tier): ChosenSize =>
  set === "flexible"
    ? { ...parse(flexible[ratio][tier]), approximated: false }
    : nearest(fixedSizes[set], ratioShape(ratio));

/**
 * The size that keeps the shape of a picture: its own size where the vendor takes it and it is about the tier's,
 * so that nothing shifts; otherwise the tier's area in that shape.
 */
export function sizeOfPicture(set: SizeSet, picture: Size, tier: Tier): ChosenSize {
  const shape = shapeOf(picture);
  if (set !== "flexible") return nearest(fixedSizes[set], shape);
  const area = picture.widthPx * picture.heightPx;
  const share = area / tierArea[tier];
  if (isAllowed(picture) && share > 0.6 && share < 1.55) return { ...picture, approximated: false };
  const size = bestSize(shape, tierArea[tier]);
  return { ...size, approximated: distance(shapeOf(size), shape) > APPROXIMATED };
}

/** What GPT Image 2 and later take as a size. */
export function isAllowed({ widthPx, heightPx }: Size): boolean {
  const area = widthPx * heightPx;
  const longer = Math.max(widthPx, heightPx);
  const divisible = widthPx % 16 === 0 && heightPx % 16 === 0;
  const inArea = area >= MIN_AREA && area <= MAX_AREA;
  return divisible && inArea && longer <= MAX_EDGE && longer <= MAX_SHAPE * Math.min(widthPx, heightPx);
}

/** The allowed size of an area's order whose shape is nearest, at most 3:1. */
function bestSize(shape: number, area: number): Size {
  const bounded = Math.min(MAX_SHAPE, Math.max(1 / MAX_SHAPE, shape));
  const longest = Math.min(MAX_EDGE, Math.sqrt(area * Math.max(bounded, 1 / bounded)));
  const candidates: Size[] = [];
  for (let longer = Math.floor(longest / 16) * 16; longer > longest * 0.9; longer -= 16) {
    const exact = longer / Math.max(bounded, 1 / bounded);
    for (const shorter of [Math.floor(exact / 16) * 16, Math.ceil(exact / 16) * 16])
      candidates.push(
        bounded >= 1 ? { widthPx: longer, heightPx: shorter } : { widthPx: shorter, heightPx: longer },
      );
  }
  const allowed = candidates.filter((size) => isAllowed(size) && size.widthPx * size.heightPx <= area * 1.02);
  // Sizes come largest first; a smaller one must be clearly truer to the shape to be preferred.
  return allowed.reduce(
    (best, size) =>
      distance(shapeOf(size), bounded) < distance(shapeOf(best), bounded) - 0.002 ? size : best,
    allowed[0] ?? { widthPx: 1024, heightPx: 1024 },
  );
}

/** True when no other ratio is nearer to the shape of the picture. */
export const isShapeOf = (ratio: AspectRatio, picture: Size): boolean =>
  Object.keys(flexible).every(
    (other) =>
      distance(ratioShape(ratio), shapeOf(picture)) <=
      distance(ratioShape(other as AspectRatio), shapeOf(picture)),
  );

export const textOf = ({ widthPx, heightPx }: Size): string => `${widthPx}x${heightPx}`;
