import { inArray } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { generatedImages } from "@/db/schema";
import { anonymousActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { insertImage } from "./testing-image.fixture";
import { updateImages } from "./update";

let owner = "";
beforeEach(async () => {
  owner = (await insertUser()).id;
});
const mark = (ids: string[], isFavorite: boolean, userId = owner) =>
  updateImages({ ctx: testContext(userActor(userId)), input: { ids, isFavorite } });
const marked = async (ids: string[]) =>
  (await db().select().from(generatedImages).where(inArray(generatedImages.id, ids)))
    .filter((image) => image.isFavorite)
    .map((image) => image.id)
    .sort();

describe("many favourites at once", () => {
  test("are marked and unmarked, each counted where it changed; a repetition changes nothing", async () => {
    const ids = [await insertImage(owner), await insertImage(owner), await insertImage(owner)].sort();
    expect(await mark(ids.slice(0, 2), true)).toEqual({ changed: 2 });
    expect(await mark(ids, true)).toEqual({ changed: 1 });
    expect(await mark([...ids, ...ids], true)).toEqual({ changed: 0 });
    expect(await marked(ids)).toEqual(ids);
    expect(await mark(ids.slice(1), false)).toEqual({ changed: 2 });
    expect(await marked(ids)).toEqual(ids.slice(0, 1));
  });

  test("leave another's images, those in the trash and those that are going as they are", async () => {
    const foreign = await insertImage((await insertUser()).id);
    const trashed = await insertImage(owner, { deletedAt: new Date() });
    const going = await insertImage(owner, { purgingAt: new Date() });
    const mine = await insertImage(owner);
    expect(await mark([foreign, trashed, going, mine], true)).toEqual({ changed: 1 });
    expect(await marked([foreign, trashed, going, mine])).toEqual([mine]);
  });

  test("end alike on all images when both are asked for at the same moment", async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => insertImage(owner)));
    await Promise.all(
      Array.from({ length: 12 }, (_, i) => mark(i % 2 ? ids : ids.toReversed(), i % 3 === 0)),
    );
    expect([0, ids.length]).toContain((await marked(ids)).length);
  });

  test("are refused without a person, and beyond 200", async () => {
    const input = { ids: ["img_00000000000000000000000000"], isFavorite: true };
    await expect(updateImages({ ctx: testContext(anonymousActor()), input })).rejects.toMatchObject({
      status: 401,
    });
    await expect(mark(Array(201).fill("img_00000000000000000000000000"), true)).rejects.toThrow();
  });
});
