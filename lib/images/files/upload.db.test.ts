import { eq } from "drizzle-orm";
import sharp from "sharp";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { generatedImages, users } from "@/db/schema";
import { testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { createCollection } from "@/lib/collections/create";
import { labelImage } from "@/lib/labels/apply";
import { readLabel } from "@/lib/labels/read";
import { newId } from "@/lib/platform/ids";
import { storage } from "@/lib/providers/storage/client";
import { takeUnlabelledCopy } from "../copies/take";
import { copyAgreement } from "../schema";
import { testPicture } from "../testing-image.fixture";
import { openImageFile } from "./open";
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

describe("a label that a picture brings along", () => {
  const theirs = {
    ...{ Label: "1", ContentProducer: "001191110102MAD55U9H0F10002", ProduceID: "p-20260501-42" },
    ...{
      ReservedCode1: "r1:a1b2",
      ContentPropagator: "another-platform",
      PropagateID: "q-7",
      ReservedCode2: "r2",
    },
  };
  /** As another platform writes it: its own prefix, as an attribute, beside what it knows of its user. */
  const packet = (label: object) =>
    `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:aigc="http://www.tc260.org.cn/ns/AIGC/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" dc:creator="Ma Li" aigc:AIGC="${JSON.stringify(label).replaceAll('"', "&quot;")}"/></rdf:RDF></x:xmpmeta>`;
  const picture = async (format: "png" | "jpeg" | "webp", label: object = theirs) =>
    sharp(await testPicture())
      .resize(320, 240)
      .withXmp(packet(label))
      .toFormat(format)
      .toBuffer();
  const fileOf = async (
    id: string,
    variant: "thumbnail" | "display" | "download",
    format: "png" | "jpeg" | "webp",
  ) => {
    const { body } = await openImageFile({
      ctx: by(owner),
      input: { id, variant, format },
      conditions: { range: null, ifNoneMatch: null },
    });
    return Buffer.from(await new Response(body).arrayBuffer());
  };
  const passedOn = (id: string, Label: string) => ({
    ...{ Label, ContentProducer: theirs.ContentProducer, ProduceID: theirs.ProduceID },
    ...{
      ReservedCode1: theirs.ReservedCode1,
      ContentPropagator: "XINTU-DEMO",
      PropagateID: id,
      ReservedCode2: "",
    },
  });

  test.each(["png", "jpeg", "webp"] as const)(
    "as %s keeps who made it in every file that leaves, and names us as who spreads it",
    async (given) => {
      const { id } = await upload(await picture(given));
      const files = [await fileOf(id, "thumbnail", "webp"), await fileOf(id, "display", "webp")];
      for (const format of ["png", "jpeg", "webp"] as const) files.push(await fileOf(id, "download", format));
      const copy = await takeUnlabelledCopy({
        ctx: by(owner),
        input: { id, agreement: copyAgreement.version, purpose: "print", format: given },
      });
      if ("ok" in copy) throw new Error(copy.reason);
      for (const bytes of [...files, copy.bytes]) {
        expect(readLabel(bytes)).toMatchObject({ count: 1, packets: 1, aigc: passedOn(id, "1") });
        expect(Object.keys(readLabel(bytes).aigc ?? {})).toEqual(Object.keys(theirs));
        expect(bytes.includes("Ma Li") || bytes.includes("another-platform")).toBe(false);
      }
    },
  );

  test("that says perhaps keeps its producer too; one that is broken or names nobody has none", async () => {
    const perhaps = await upload(await picture("png", { ...theirs, Label: "2" }));
    expect(readLabel(await fileOf(perhaps.id, "display", "webp")).aigc).toEqual(passedOn(perhaps.id, "3"));
    for (const label of [
      { Label: "1", ContentProducer: theirs.ContentProducer },
      { ...theirs, ContentProducer: "", ProduceID: "", ReservedCode1: "" },
      { ...theirs, ContentProducer: "a name with blanks" },
    ]) {
      const { id } = await upload(await picture("jpeg", label));
      expect(readLabel(await fileOf(id, "download", "jpeg")).aigc).toMatchObject({
        ...{ ContentProducer: "", ProduceID: "", ReservedCode1: "", PropagateID: id },
      });
    }
  });

  test("leaves nothing else of the metadata in what is stored", async () => {
    const { id } = await upload(await picture("jpeg"));
    const original = await storage().get(`images/${id}/original.jpeg`);
    expect(original?.includes("Ma Li")).toBe(false);
    expect(readLabel(original ?? Buffer.alloc(0))).toMatchObject({ count: 1, aigc: theirs });
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
