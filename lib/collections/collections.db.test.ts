import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { collections, generatedImages } from "@/db/schema";
import { testContext, userActor } from "@/db/testing";
import { isFree, withHeldImage } from "@/db/testing-locks";
import { insertUser } from "@/db/testing-users";
import { insertImage } from "@/lib/images/testing-image.fixture";
import { newId } from "@/lib/platform/ids";
import { createCollection } from "./create";
import { deleteCollection } from "./delete";
import { forgetCollections } from "./forget";
import { moveImages } from "./move-images";
import { orderCollections } from "./order";
import { listCollections } from "./read";
import { MAX_COLLECTIONS } from "./rules";
import { updateCollection } from "./update";

let owner = "";
let other = "";
const by = (userId: string) => testContext(userActor(userId));

beforeEach(async () => {
  [owner, other] = [(await insertUser()).id, (await insertUser()).id];
});

async function create(name: string, parentId: string | null = null, userId = owner): Promise<string> {
  const made = await createCollection({ ctx: by(userId), input: { name, parentId } });
  if ("ok" in made) throw new Error(made.reason);
  return made.id;
}
const list = async (userId = owner) => (await listCollections({ ctx: by(userId) })).items;
const names = async () => (await list()).map((item) => item.name);
const places = async () => (await list()).map(({ name, position }) => [name, position]);
const collectionOf = async (imageId: string) => {
  const [row] = await db().select().from(generatedImages).where(eq(generatedImages.id, imageId));
  return row?.collectionId;
};

describe("making and changing", () => {
  test("new ones stand last, parents before what lies in them", async () => {
    const a = await create("A");
    await create("B");
    await create("A2", a);
    expect(await names()).toEqual(["A", "A2", "B"]);
    expect((await list())[0]).toMatchObject({ id: a, parentId: null, position: 0, images: 0, cover: null });
  });

  test("a name is taken beside it whatever its case, and free elsewhere", async () => {
    const a = await create("Holiday");
    const again = { name: "HOLIDAY", parentId: null };
    const taken = { ok: false, reason: "collection_name_taken" };
    expect(await createCollection({ ctx: by(owner), input: again })).toEqual(taken);
    await create("Holiday", a);
    await create("Holiday", null, other);
    const b = await create("B");
    expect(await updateCollection({ ctx: by(owner), input: { id: b, name: "holiday" } })).toEqual(taken);
    expect(await updateCollection({ ctx: by(owner), input: { id: a, name: "holiday" } })).toMatchObject({
      name: "holiday",
    });
  });

  test("nesting goes one level, from either side", async () => {
    const [a, b] = [await create("A"), await create("B")];
    const inner = await create("inner", a);
    const deep = { ok: false, reason: "collection_too_deep" };
    expect(await createCollection({ ctx: by(owner), input: { name: "x", parentId: inner } })).toEqual(deep);
    expect(await updateCollection({ ctx: by(owner), input: { id: b, parentId: inner } })).toEqual(deep);
    expect(await updateCollection({ ctx: by(owner), input: { id: a, parentId: a } })).toEqual(deep);
    expect(await updateCollection({ ctx: by(owner), input: { id: a, parentId: b } })).toEqual({
      ok: false,
      reason: "collection_has_children",
    });
  });

  test("moving to another place leaves no gap behind and stands last there", async () => {
    const [a, b] = [await create("A"), await create("B")];
    await create("C");
    await create("first", a);
    expect(await updateCollection({ ctx: by(owner), input: { id: b, parentId: a } })).toMatchObject({
      position: 1,
      parentId: a,
    });
    expect(await places()).toEqual([
      ["A", 0],
      ["first", 0],
      ["B", 1],
      ["C", 1],
    ]);
    await updateCollection({ ctx: by(owner), input: { id: b, parentId: null } });
    expect(await places()).toEqual([
      ["A", 0],
      ["first", 0],
      ["C", 1],
      ["B", 2],
    ]);
  });

  test("the cover is an own image outside the trash; what is gone gives way to the newest inside", async () => {
    const id = await create("A");
    const [cover, inside] = [await insertImage(owner), await insertImage(owner, { collectionId: id })];
    const foreign = await insertImage(other);
    const set = (coverImageId: string | null) =>
      updateCollection({ ctx: by(owner), input: { id, coverImageId } });
    expect((await list())[0]?.cover?.imageId).toBe(inside);
    expect(await set(cover)).toMatchObject({ cover: { imageId: cover }, images: 1 });
    await expect(set(foreign)).rejects.toMatchObject({ status: 404 });
    await db().update(generatedImages).set({ deletedAt: new Date() }).where(eq(generatedImages.id, cover));
    await expect(set(cover)).rejects.toMatchObject({ status: 404 });
    expect((await list())[0]?.cover?.imageId).toBe(inside);
    await db().update(generatedImages).set({ deletedAt: new Date() }).where(eq(generatedImages.id, inside));
    expect((await list())[0]).toMatchObject({ cover: null, images: 0 });
  });

  test("the 501st is refused", async () => {
    await db()
      .insert(collections)
      .values(
        Array.from({ length: MAX_COLLECTIONS }, (_, position) => ({
          ...{ id: newId("collection"), userId: owner, name: `c${position}`, position },
        })),
      );
    const one = { ctx: by(owner), input: { name: "one more" } };
    expect(await createCollection(one)).toEqual({ ok: false, reason: "too_many_collections" });
  });

  test("somebody else's is not found, whatever is asked of it", async () => {
    const id = await create("A");
    const notFound = { status: 404 };
    const ctx = by(other);
    await expect(updateCollection({ ctx, input: { id, name: "mine" } })).rejects.toMatchObject(notFound);
    await expect(createCollection({ ctx, input: { name: "x", parentId: id } })).rejects.toMatchObject(
      notFound,
    );
    await expect(deleteCollection({ ctx, input: { id } })).rejects.toMatchObject(notFound);
    await expect(orderCollections({ ctx, input: { parentId: null, ids: [id] } })).rejects.toMatchObject(
      notFound,
    );
    await expect(orderCollections({ ctx, input: { parentId: id, ids: [id] } })).rejects.toMatchObject(
      notFound,
    );
    expect(await names()).toEqual(["A"]);
    expect(await list(other)).toEqual([]);
  });
});

describe("order", () => {
  test("those that are named come first, the others follow; repeating changes nothing", async () => {
    const ids = [await create("A"), await create("B"), await create("C")];
    const input = { parentId: null, ids: [ids[2] ?? "", ids[0] ?? ""] };
    for (const round of [1, 2]) {
      const answer = await orderCollections({ ctx: by(owner), input });
      expect(
        answer.items.map((item) => item.name),
        `round ${round}`,
      ).toEqual(["C", "A", "B"]);
    }
    expect(await places()).toEqual([
      ["C", 0],
      ["A", 1],
      ["B", 2],
    ]);
  });

  test("positions stay without gaps and twins while many make, move, order and delete at once", async () => {
    const start = await Promise.all(Array.from({ length: 8 }, (_, i) => create(`start ${i}`)));
    await Promise.all([
      ...Array.from({ length: 12 }, (_, i) => create(`new ${i}`)),
      ...start.slice(0, 3).map((id) => deleteCollection({ ctx: by(owner), input: { id } })),
      ...start
        .slice(3, 6)
        .map((id) => updateCollection({ ctx: by(owner), input: { id, parentId: start[7] ?? null } })),
      orderCollections({ ctx: by(owner), input: { parentId: null, ids: [start[7] ?? "", start[6] ?? ""] } }),
    ]);
    const all = await list();
    const at = (parentId: string | null) =>
      all.filter((item) => item.parentId === parentId).map((item) => item.position);
    expect(at(null)).toEqual(Array.from({ length: 14 }, (_, i) => i));
    expect(at(start[7] ?? "")).toEqual([0, 1, 2]);
  });

  test("of many that want one name at once, one gets it", async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => createCollection({ ctx: by(owner), input: { name: "only" } })),
    );
    expect(answers.filter((answer) => !("ok" in answer))).toHaveLength(1);
  });
});

describe("images in collections", () => {
  test("own images move in and out; those of others, in the trash or there already stay unchanged", async () => {
    const id = await create("A");
    const [image, foreign] = [await insertImage(owner), await insertImage(other)];
    const trashed = await insertImage(owner, { deletedAt: new Date() });
    const input = { ids: [image, foreign, trashed, newId("image")], collectionId: id };
    expect(await moveImages({ ctx: by(owner), input })).toEqual({ changed: 1 });
    expect(await moveImages({ ctx: by(owner), input })).toEqual({ changed: 0 });
    expect([await collectionOf(image), await collectionOf(foreign)]).toEqual([id, null]);
    expect((await list())[0]?.images).toBe(1);
    expect(await moveImages({ ctx: by(owner), input: { ids: [image], collectionId: null } })).toEqual({
      changed: 1,
    });
  });

  test("nobody moves an image into another's collection", async () => {
    const id = await create("A");
    const image = await insertImage(other);
    const input = { ids: [image], collectionId: id };
    await expect(moveImages({ ctx: by(other), input })).rejects.toMatchObject({ status: 404 });
    expect(await collectionOf(image)).toBeNull();
  });

  test("deleting a collection deletes those in it and keeps every image", async () => {
    const a = await create("A");
    const b = await create("B");
    const inner = await create("inner", a);
    const images = [
      await insertImage(owner, { collectionId: a }),
      await insertImage(owner, { collectionId: inner }),
      await insertImage(owner, { collectionId: inner, deletedAt: new Date() }),
    ];
    const kept = await insertImage(owner, { collectionId: b });
    await deleteCollection({ ctx: by(owner), input: { id: a } });
    for (const image of images) expect(await collectionOf(image)).toBeNull();
    expect(await collectionOf(kept)).toBe(b);
    expect(await places()).toEqual([["B", 0]]);
    await expect(deleteCollection({ ctx: by(owner), input: { id: a } })).rejects.toMatchObject({
      status: 404,
    });
  });

  test("what is moved into a collection while it is deleted ends in none or there is a collection", async () => {
    const id = await create("A");
    const images = await Promise.all(Array.from({ length: 20 }, () => insertImage(owner)));
    const moved = images.map((image) =>
      moveImages({ ctx: by(owner), input: { ids: [image], collectionId: id } }).catch(() => null),
    );
    await Promise.all([...moved, deleteCollection({ ctx: by(owner), input: { id } })]);
    expect(await Promise.all(images.map(collectionOf))).toEqual(images.map(() => null));
  });

  test("deleting a collection takes its images in the order of their ids, and holds none that it has not come to", async () => {
    const id = await create("A");
    const [first, ...rest] = Array.from({ length: 20 }, () => newId("image")).sort();
    // The first one is written last, so that the order of the table is another one.
    for (const image of [...rest, first ?? ""]) await insertImage(owner, { id: image, collectionId: id });
    const deleted = await withHeldImage(
      first ?? "",
      () => deleteCollection({ ctx: by(owner), input: { id } }),
      async (tx) => {
        for (const image of rest) expect(await isFree(tx, image)).toBe(true);
      },
    );
    expect(deleted).toEqual({ status: "fulfilled", value: { ok: true } });
    expect(await collectionOf(first ?? "")).toBeNull();
  });

  test("closing an account forgets the collections of that person only, however often", async () => {
    await create("inner", await create("A"));
    await create("theirs", null, other);
    expect(await forgetCollections({ ctx: by(owner) })).toEqual({ removed: 2 });
    expect(await forgetCollections({ ctx: by(owner) })).toEqual({ removed: 0 });
    expect(await list(other)).toHaveLength(1);
  });
});
