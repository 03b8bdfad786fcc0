import sharp from "sharp";
import { db } from "@/db/client";
import { generatedImages } from "@/db/schema";
import { testContext } from "@/db/testing";
import { newId } from "@/lib/platform/ids";
import { addImage, type NewImage } from "./add";

const made = {
  generationId: null,
  ordinal: 0,
  parentImageId: null,
  prompt: "a test",
  negativePrompt: "",
  styleTags: [],
  ratio: "1:1",
  tier: "1K",
  quality: "standard",
  provider: "sketch",
  model: "sketch-1",
  seed: 1,
} as const;

/** A picture of two colours; every hue is another file. */
export const testPicture = (hue = 0): Promise<Buffer> =>
  sharp({ create: { width: 64, height: 64, channels: 3, background: `hsl(${hue % 360}, 60%, 40%)` } })
    .png()
    .toBuffer();

/** An image with its files, as a generation makes it. */
export async function makeImage(userId: string, parts: Partial<NewImage> = {}, hue = 0): Promise<string> {
  const id = newId("image");
  await addImage({
    ctx: testContext(),
    original: await testPicture(hue),
    input: { ...made, styleTags: [], id, userId, ...parts },
  });
  return id;
}

/** An image's row alone, without files, without counting. */
export async function insertImage(
  userId: string,
  parts: Partial<typeof generatedImages.$inferInsert> = {},
): Promise<string> {
  const id = newId("image");
  const file = { format: "png", widthPx: 64, heightPx: 64, sizeBytes: 1_000, thumbHash: "x" };
  await db()
    .insert(generatedImages)
    .values({
      ...{ ...made, styleTags: [], ...file, id, userId, storageKey: `images/${id}`, sha256: id },
      perceptualHash: "0f1e2d3c4b5a6978",
      ...parts,
    });
  return id;
}
