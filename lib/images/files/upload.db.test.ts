import { eq } from "drizzle-orm";
import sharp from "sharp";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { generatedImages, users } from "@/db/schema";
import { testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { createCollection } from "@/lib/collections/create";
import { labelImage } from "@/lib/labels/apply";
import { newId } from "@/lib/platform/ids";
import { storage } from "@/lib/providers/storage/client";
import { testPicture } from "../testing-image.fixture";
import { uploadImage } from "./upload";

let owner = "";
const by = (userId: string) => testContext(userActor(userId));

beforeEach(async () => {
  owner = (await insertUser()).id;
});

async function upload(
  bytes: Buffer,
  input: { declaration?: "ai"; collectionId?: string } = {},
  userId = owner,
) {
  const image = await uploadImage({ ctx: by(userId), input, bytes });
  if ("ok" in image) throw new Error(image.reason);
  return image;
}

describe("what is known of a picture's origin", () => {
  const labelled = async () =>
    (await labelImage({ image: await testPicture(), produceId: "gen_x", format: "png" })).bytes;
  const suspected = async () =>
    sharp(await testPicture())
      .withExif({ IFD0: { Software: "Midjourney" } })
      .png()
      .toBuffer();

  test.each([
    ["a photo", testPicture, undefined, "none"],
    ["a photo that its owner declares", testPicture, "ai", "declared"],
    ["a labelled picture", labelled, undefined, "made"],
    ["a labelled picture, whatever its owner declares", labelled, "ai", "made"],
    ["a picture with a generator's name", suspected, undefined, "suspected"],
    ["such a picture that its owner declares", suspected, "ai", "declared"],
  ] as const)("%s", async (_, picture, declaration, aiClass) => {
    expect(await upload(await picture(), { declaration })).toMatchObject({ aiClass, operation: "upload" });
  });
});

describe("importing into a collection", () => {
  test("puts the picture there at once", async () => {
    const made = await createCollection({ ctx: by(owner), input: { name: "import" } });
    if ("ok" in made) throw new Error(made.reason);
    expect(await upload(await testPicture(), { collectionId: made.id })).toMatchObject({
      collectionId: made.id,
    });
  });

  test("another's collection, or none that exists, is not found and leaves nothing", async () => {
    const other = (await insertUser()).id;
    const made = await createCollection({ ctx: by(other), input: { name: "theirs" } });
    if ("ok" in made) throw new Error(made.reason);
    for (const collectionId of [made.id, newId("collection")])
      await expect(upload(await testPicture(), { collectionId })).rejects.toMatchObject({ status: 404 });
    expect(await db().$count(generatedImages, eq(generatedImages.userId, owner))).toBe(0);
    const originals = (await storage().list("images/", 1_000)).keys.filter((key) => key.includes("original"));
    expect(originals).toHaveLength(await db().$count(generatedImages));
    expect((await storage().list("staging/", 10)).keys).toEqual([]);
  });
});

test("the same picture twice is two images: nothing is refused", async () => {
  const [first, again] = [await upload(await testPicture()), await upload(await testPicture())];
  expect(first.id).not.toBe(again.id);
});

test("an account that is closed meanwhile gets no picture in", async () => {
  await db().update(users).set({ status: "deleted" }).where(eq(users.id, owner));
  await expect(upload(await testPicture())).rejects.toMatchObject({ status: 401 });
});
