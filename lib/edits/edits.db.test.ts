import { eq } from "drizzle-orm";
import sharp from "sharp";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { editMasks, generatedImages } from "@/db/schema";
import { jobActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { addImage } from "@/lib/images/add";
import { clearUploads, uploadImage } from "@/lib/images/files/upload";
import { newId } from "@/lib/platform/ids";
import { storage } from "@/lib/providers/storage/client";
import { createMask } from "./create-mask";
import { forgetMasks } from "./forget";
import { purgeMasks } from "./purge-masks";
import { getLineage } from "./read";

let userId = "";
const own = () => testContext(userActor(userId, "pro"));
const days = (n: number) => testContext(jobActor(), new Date(Date.now() + n * 86_400_000));
beforeEach(async () => {
  userId = (await insertUser({ plan: "pro" })).id;
});

const flat = (widthPx: number, heightPx: number, background = "#336699") =>
  sharp({ create: { width: widthPx, height: heightPx, channels: 3, background } });
const upload = async (bytes?: Buffer) => {
  const image = await uploadImage({
    ctx: own(),
    input: {},
    bytes: bytes ?? (await flat(300, 200).png().toBuffer()),
  });
  if ("ok" in image) throw new Error(image.reason);
  return image;
};
/** White inside the box, black around it. */
const mask = async (widthPx: number, heightPx: number) =>
  flat(widthPx, heightPx, "black")
    .composite([{ input: await flat(40, 30, "white").png().toBuffer(), left: 10, top: 20 }])
    .png()
    .toBuffer();

describe("an upload", () => {
  test("becomes an image without a label, upright, and without where and by whom it was taken", async () => {
    const bytes = await flat(300, 200)
      .withExif({ IFD0: { Copyright: "somebody", Orientation: "6" }, IFD3: { GPSLatitude: "31/1 14/1 0/1" } })
      .jpeg()
      .toBuffer();
    const image = await upload(bytes);
    expect(image).toMatchObject({ operation: "upload", generationId: null, prompt: "", vendorAccount: null });
    const original = await storage().get(`images/${image.id}/original.jpeg`);
    const kept = await sharp(original ?? Buffer.alloc(0)).metadata();
    expect(kept.exif).toBeUndefined();
    expect([kept.width, kept.height]).toEqual([image.widthPx, image.heightPx]);
    const display = await sharp((await storage().get(`images/${image.id}/display.webp`)) ?? undefined)
      .removeAlpha()
      .raw()
      .toBuffer();
    // One colour all over: nothing was drawn into its corner.
    const reds = display.filter((_, index) => index % 3 === 0);
    expect(Math.max(...reds) - Math.min(...reds)).toBeLessThan(4);
  });

  test("that says it was made by an AI keeps being labelled", async () => {
    const { labelImage } = await import("@/lib/labels/apply");
    const labelled = await labelImage({
      image: await flat(300, 200).png().toBuffer(),
      produceId: newId("generation"),
      format: "png",
    });
    const image = await upload(labelled.bytes);
    const [row] = await db().select().from(generatedImages).where(eq(generatedImages.id, image.id));
    expect(row?.isAiMade).toBe(true);
  });

  test.each([
    ["no picture", Buffer.from("GIF89a not a picture"), "image_not_readable"],
    ["a picture cut short", Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), "image_not_readable"],
  ])("refuses %s and keeps nothing", async (_, bytes, code) => {
    await expect(uploadImage({ ctx: own(), input: {}, bytes })).rejects.toMatchObject({ status: 422, code });
    expect(await db().$count(generatedImages, eq(generatedImages.userId, userId))).toBe(0);
    expect((await storage().list("staging/upload-", 10)).keys).toEqual([]);
  });

  test("refuses more pixels than it takes, before it decodes them", async () => {
    const bomb = await flat(8_000, 5_100).png({ compressionLevel: 9 }).toBuffer();
    expect(bomb.length).toBeLessThan(1_000_000);
    const refused = uploadImage({ ctx: own(), input: {}, bytes: bomb });
    await expect(refused).rejects.toMatchObject({ code: "image_too_large" });
  });

  test("that died before it had a row is cleared a day later, one that lives is left", async () => {
    const dead = newId("image");
    const marker = { contentType: "application/octet-stream" };
    await storage().put(`staging/upload-${dead}/marker`, Buffer.of(1), marker);
    await storage().put(`images/${dead}/original.png`, Buffer.of(1), marker);
    expect(await clearUploads({ ctx: testContext() })).toEqual({ cleared: 0 });
    expect(await clearUploads({ ctx: days(2) })).toEqual({ cleared: 1 });
    expect((await storage().list(`images/${dead}/`, 10)).keys).toEqual([]);
    expect((await storage().list("staging/upload-", 10)).keys).toEqual([]);
  });
});

describe("a mask", () => {
  test("is kept as 8-bit grey, white where it is edited", async () => {
    const image = await upload();
    const { id } = await createMask({
      ctx: own(),
      input: { imageId: image.id },
      bytes: await mask(300, 200),
    });
    const [row] = await db().select().from(editMasks).where(eq(editMasks.id, id));
    const bytes = await storage().get(row?.storageKey ?? "");
    expect(await sharp(bytes ?? undefined).metadata()).toMatchObject({ channels: 1, depth: "uchar" });
    const { data, info } = await sharp(bytes ?? undefined)
      .toColourspace("b-w")
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, info.channels]).toEqual([300, 200, 1]);
    expect([data[30 * 300 + 20], data[5 * 300 + 5], data[150 * 300 + 200]]).toEqual([255, 0, 0]);
  });

  test.each([
    ["another size", () => mask(200, 300), "mask_size_differs"],
    ["nothing painted", () => flat(300, 200, "black").png().toBuffer(), "mask_is_empty"],
    ["a JPEG", () => flat(300, 200, "white").jpeg().toBuffer(), "image_not_readable"],
  ])("refuses %s and keeps nothing", async (_, make, code) => {
    const image = await upload();
    const refused = createMask({ ctx: own(), input: { imageId: image.id }, bytes: await make() });
    await expect(refused).rejects.toMatchObject({ status: 422, code });
    expect(await db().$count(editMasks, eq(editMasks.userId, userId))).toBe(0);
  });

  test("over another person's image is not found", async () => {
    const image = await upload();
    userId = (await insertUser()).id;
    const refused = createMask({ ctx: own(), input: { imageId: image.id }, bytes: await mask(300, 200) });
    await expect(refused).rejects.toMatchObject({ status: 404 });
  });

  test("goes after a day with its file, also when its image went first, and repeating finds nothing", async () => {
    const image = await upload();
    const { id } = await createMask({
      ctx: own(),
      input: { imageId: image.id },
      bytes: await mask(300, 200),
    });
    await db().delete(generatedImages).where(eq(generatedImages.id, image.id));
    await purgeMasks({ ctx: testContext() });
    expect(await storage().get(`masks/${id}.png`)).not.toBeNull();
    await purgeMasks({ ctx: days(2) });
    expect(await storage().get(`masks/${id}.png`)).toBeNull();
    expect(await purgeMasks({ ctx: days(2) })).toEqual({ removed: 0 });
  });

  test("goes with its person's account", async () => {
    const image = await upload();
    const { id } = await createMask({
      ctx: own(),
      input: { imageId: image.id },
      bytes: await mask(300, 200),
    });
    await forgetMasks({ ctx: own() });
    expect(await storage().get(`masks/${id}.png`)).toBeNull();
    expect(await db().$count(editMasks, eq(editMasks.id, id))).toBe(0);
  });
});

describe("lineage", () => {
  const child = async (parentImageId: string): Promise<string> => {
    const id = newId("image");
    await addImage({
      ctx: testContext(),
      original: await flat(128, 128).png().toBuffer(),
      input: {
        ...{ id, userId, generationId: null, ordinal: 0, parentImageId, prompt: "child" },
        ...{ negativePrompt: "", styleTags: [], ratio: "1:1", tier: "1K", quality: "standard" },
        ...{ provider: "x", model: "x", seed: null, operation: "instruct" },
      },
    });
    return id;
  };

  test("is the whole family from wherever one asks, oldest first", async () => {
    const root = (await upload()).id;
    const [one, two] = [await child(root), await child(root)];
    const grandchild = await child(one);
    for (const id of [root, two, grandchild]) {
      const { items } = await getLineage({ ctx: own(), input: { id } });
      expect(items.map((node) => [node.imageId, node.parentImageId])).toEqual([
        [root, null],
        [one, root],
        [two, root],
        [grandchild, one],
      ]);
    }
  });

  test("leaves out what lies in the trash, and another person's image is not found", async () => {
    const root = (await upload()).id;
    const kid = await child(root);
    await db().update(generatedImages).set({ deletedAt: new Date() }).where(eq(generatedImages.id, kid));
    const { items } = await getLineage({ ctx: own(), input: { id: root } });
    expect(items.map(({ imageId }) => imageId)).toEqual([root]);
    userId = (await insertUser()).id;
    await expect(getLineage({ ctx: own(), input: { id: root } })).rejects.toMatchObject({ status: 404 });
  });
});
