import sharp from "sharp";
import { draw, enlarge, paintOver } from "@/simulators/kit/pictures";

/** How to make the pictures of a task, so that they are drawn only when somebody fetches them. */
export type Recipe =
  | { kind: "grid"; words: string; widthPx: number; heightPx: number; seed: number }
  | { kind: "varied"; of: Recipe; index: number; seed: number }
  | { kind: "single"; of: Recipe; index: number };

export const PICTURES = [1, 2, 3, 4] as const;
const AREA_SIDE_PX = 1_024;
const KEPT = 6;
const kept = new Map<string, Buffer>();

/** Size of one picture of the grid: the ratio at about 1024², in steps of 16. */
export function quarterSize({ w, h }: { w: number; h: number }): { widthPx: number; heightPx: number } {
  const step = (px: number) => Math.max(256, Math.round(px / 16) * 16);
  return {
    widthPx: step(AREA_SIDE_PX * Math.sqrt(w / h)),
    heightPx: step(AREA_SIDE_PX * Math.sqrt(h / w)),
  };
}

/** Picture `index`, 1 to 4, of a recipe as PNG; the only one of a single. */
export async function pictureOf(recipe: Recipe, index: number): Promise<Buffer> {
  if (recipe.kind === "grid") {
    const { words, widthPx, heightPx, seed } = recipe;
    return draw({ prompt: words, widthPx, heightPx, seed: seed + index - 1 });
  }
  const source = await pictureOf(recipe.of, recipe.index);
  if (recipe.kind === "varied")
    return paintOver({ image: source, prompt: wordsOf(recipe), seed: recipe.seed + index, amount: 0.45 });
  const { width, height } = await sharp(source).metadata();
  return enlarge(source, { widthPx: width * 2, heightPx: height * 2 });
}

const wordsOf = (recipe: Recipe): string => (recipe.kind === "grid" ? recipe.words : wordsOf(recipe.of));

/** What a task delivers: the 2×2 grid, or its single picture. */
export async function resultOf(recipe: Recipe): Promise<Buffer> {
  if (recipe.kind === "single") return pictureOf(recipe, 1);
  const key = JSON.stringify(recipe);
  const known = kept.get(key);
  if (known) return known;
  const parts: Buffer[] = [];
  for (const index of PICTURES) parts.push(await pictureOf(recipe, index));
  const { width, height } = await sharp(parts[0]).metadata();
  const grid = await sharp({
    create: { width: width * 2, height: height * 2, channels: 3, background: "#000" },
  })
    .composite(parts.map((input, i) => ({ input, left: (i % 2) * width, top: i < 2 ? 0 : height })))
    .png({ compressionLevel: 2 })
    .toBuffer();
  kept.set(key, grid);
  const oldest = kept.keys().next().value;
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
  return grid;
}

/** The unfinished picture that is shown meanwhile: small, soft, WebP. */
export async function previewOf(recipe: Recipe): Promise<Buffer> {
  const result = await resultOf(recipe);
  return sharp(result).resize({ width: 512 }).blur(6).webp({ quality: 60 }).toBuffer();
}
