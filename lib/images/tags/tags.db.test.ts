import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { generatedImages, publications, styleTags } from "@/db/schema";
import { anonymousActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { listDuplicates } from "../duplicates/read";
import { listImages } from "../read";
import { type ListImagesInput, listImagesInput } from "../schema";
import { insertImage, makeImage } from "../testing-image.fixture";
import { listTags } from "./read";
import { tagImages } from "./tag";

let owner = "";
let other = "";
const by = (userId: string) => testContext(userActor(userId));

beforeEach(async () => {
  [owner, other] = [(await insertUser()).id, (await insertUser()).id];
});

const tag = (ids: string[], change: { add?: string[]; remove?: string[] }, userId = owner) =>
  tagImages({ ctx: by(userId), input: { ids, ...change } });
const rowOf = async (id: string) =>
  (await db().select().from(generatedImages).where(eq(generatedImages.id, id)))[0];
const found = async (query: Partial<Record<keyof ListImagesInput, string>>, userId = owner) =>
  (await listImages({ ctx: by(userId), input: listImagesInput.parse(query) })).items.map((image) => image.id);

describe("own tags", () => {
  test("are added and removed on many images; the same word in other letters is the same", async () => {
    const ids = [await insertImage(owner), await insertImage(owner)];
    expect(await tag(ids, { add: ["Sunset", "ＳＵＮＳＥＴ", " sun  set "] })).toEqual({ changed: 2 });
    expect(await tag(ids, { add: ["SUNSET"] })).toEqual({ changed: 0 });
    expect((await rowOf(ids[0] ?? ""))?.tags).toEqual(["sunset", "sun set"]);
    expect(await tag(ids.slice(0, 1), { remove: ["SunSet"], add: ["雪山"] })).toEqual({ changed: 1 });
    expect((await rowOf(ids[0] ?? ""))?.tags).toEqual(["sun set", "雪山"]);
    expect(await tag(ids.slice(0, 1), { remove: ["雪山"], add: ["雪山"] })).toEqual({ changed: 0 });
  });

  test("another's images and those in the trash stay as they are", async () => {
    const foreign = await insertImage(other);
    const trashed = await insertImage(owner, { deletedAt: new Date() });
    expect(await tag([foreign, trashed], { add: ["mine"] })).toEqual({ changed: 0 });
    expect((await rowOf(foreign))?.tags).toEqual([]);
  });

  test("more than 30 on one image change nothing on any", async () => {
    const many = Array.from({ length: 20 }, (_, i) => `tag ${i}`);
    const [full, empty] = [await insertImage(owner), await insertImage(owner)];
    await tag([full], { add: many });
    const more = { add: Array.from({ length: 11 }, (_, i) => `more ${i}`) };
    expect(await tag([full, empty], more)).toEqual({ ok: false, reason: "too_many_tags" });
    expect((await rowOf(empty))?.tags).toEqual([]);
    expect(await tag([full], { add: more.add.slice(0, 10) })).toEqual({ changed: 1 });
  });

  test("changes at once lose no tag", async () => {
    const ids = [await insertImage(owner), await insertImage(owner)];
    await Promise.all(
      Array.from({ length: 12 }, (_, i) => tag(i % 2 ? ids : [...ids].reverse(), { add: [`t${i}`] })),
    );
    for (const id of ids) expect((await rowOf(id))?.tags).toHaveLength(12);
  });

  test("are listed with their counts, most used first, without the trash and without anybody else's", async () => {
    const ids = [await insertImage(owner), await insertImage(owner)];
    await tag(ids, { add: ["common"] });
    await tag(ids.slice(0, 1), { add: ["seldom"] });
    await tag([await insertImage(other)], { add: ["theirs"] }, other);
    await insertImage(owner, { tags: ["gone"], deletedAt: new Date() });
    expect((await listTags({ ctx: by(owner) })).items).toEqual([
      { tag: "common", images: 2 },
      { tag: "seldom", images: 1 },
    ]);
  });

  test("are for people who are signed in", async () => {
    const visitor = testContext(anonymousActor());
    await expect(listTags({ ctx: visitor })).rejects.toMatchObject({ status: 401 });
    const input = { ids: [await insertImage(owner)], add: ["x"] };
    await expect(tagImages({ ctx: visitor, input })).rejects.toMatchObject({ status: 401 });
  });
});

describe("finding images", () => {
  test("by prompt, by the names of style tags in both languages, and by own tags", async () => {
    await db()
      .insert(styleTags)
      .values({
        ...{ id: "sty_finding", slug: "finding-style", name: "水彩画", nameEn: "Watercolour" },
        ...{ category: "art", type: "style", promptFragment: "in watercolour" },
      })
      .onConflictDoNothing();
    const id = await makeImage(owner, { prompt: "a quiet lake", styleTags: ["finding-style"] });
    await insertImage(owner, { searchText: " something else " });
    await tag([id], { add: ["Summer 2026"] });
    for (const q of ["lake", "quiet LAKE", "water", "水彩", "summer", "2026 lake 水彩画"])
      expect(await found({ q }), q).toEqual([id]);
    await tag([id], { remove: ["summer 2026"] });
    expect(await found({ q: "summer" })).toEqual([]);
    expect(await found({ q: "lake" })).toEqual([id]);
    expect(await found({ q: "!!" })).toEqual([]);
    expect(await found({ q: "lake" }, other)).toEqual([]);
  });

  test("by tag, origin, collection and publication, alone and together", async () => {
    const uploaded = await insertImage(owner, { operation: "upload", tags: ["a"] });
    const edited = await insertImage(owner, { operation: "inpaint", tags: ["a", "b"] });
    const generated = await insertImage(owner, { isPublic: true });
    const now = new Date();
    await db()
      .insert(publications)
      .values([
        { imageId: generated, userId: owner, state: "public", submittedAt: now, publishedAt: now },
        { imageId: edited, userId: owner, state: "pending", submittedAt: now },
      ]);
    expect(await found({ tag: "A" })).toEqual(expect.arrayContaining([uploaded, edited]));
    expect(await found({ tag: "a", origin: "uploaded" })).toEqual([uploaded]);
    expect(await found({ origin: "edited" })).toEqual([edited]);
    expect(await found({ origin: "generated" })).toEqual([generated]);
    expect(await found({ publication: "public" })).toEqual([generated]);
    expect(await found({ publication: "pending" })).toEqual([edited]);
    expect(await found({ publication: "rejected" })).toEqual([]);
    expect(await found({ collection: "none" })).toHaveLength(3);
    expect(await found({ tag: "a" }, other)).toEqual([]);
  });
});

test("duplicates are groups of own images outside the trash, the largest first", async () => {
  const small = await insertImage(owner, { widthPx: 64, heightPx: 64 });
  const large = await insertImage(owner, {
    perceptualHash: "0f1e2d3c4b5a6979",
    widthPx: 640,
    heightPx: 640,
  });
  await insertImage(owner, { perceptualHash: "ffff0000ffff0000" });
  await insertImage(owner, { deletedAt: new Date() });
  await insertImage(other);
  const { items, groups } = await listDuplicates({ ctx: by(owner) });
  expect(items.map(({ images }) => images.map((image) => image.id))).toEqual([[large, small]]);
  expect(groups).toBe(1);
  expect((await listDuplicates({ ctx: by(other) })).items).toEqual([]);
});
