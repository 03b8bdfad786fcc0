import { and, count, eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { generatedImages, imageDays, imageDownloads, imageLikes, publications } from "@/db/schema";
import { adminActor, anonymousActor, jobActor, testContext, userActor } from "@/db/testing";
import { withHeldImage } from "@/db/testing-locks";
import { insertUser } from "@/db/testing-users";
import { newId } from "@/lib/platform/ids";
import { insertPublication } from "./gallery.fixture";
import { likeImage } from "./like";
import { getFigures, listLiked } from "./read";
import { recordDownload } from "./record-download";
import { unlikeImage } from "./unlike";

let author = { id: "" };
let [ann, bob] = [{ id: "" }, { id: "" }];
beforeAll(async () => {
  [author, ann, bob] = [await insertUser(), await insertUser(), await insertUser()];
});

const as = (user: { id: string }, now?: Date) => testContext(userActor(user.id), now);
const stored = async (id: string) => {
  const [row] = await db()
    .select({ likes: generatedImages.likes, downloads: generatedImages.downloads })
    .from(generatedImages)
    .where(eq(generatedImages.id, id));
  return row;
};
const rowsOf = async (table: typeof imageLikes | typeof imageDownloads, id: string) => {
  const [row] = await db().select({ n: count() }).from(table).where(eq(table.imageId, id));
  return row?.n;
};
const dayOf = async (id: string, day: string) => {
  const [row] = await db()
    .select({ likes: imageDays.likes, downloads: imageDays.downloads })
    .from(imageDays)
    .where(and(eq(imageDays.imageId, id), eq(imageDays.day, day)));
  return row;
};

describe("a like", () => {
  test("counts once per person, and taking it back once as well", async () => {
    const input = { id: await insertPublication({ userId: author.id }) };
    expect(await likeImage({ ctx: as(ann), input })).toEqual({ liked: true, likes: 1 });
    expect(await likeImage({ ctx: as(ann), input })).toEqual({ liked: true, likes: 1 });
    expect(await likeImage({ ctx: as(bob), input })).toEqual({ liked: true, likes: 2 });
    expect(await unlikeImage({ ctx: as(ann), input })).toEqual({ liked: false, likes: 1 });
    expect(await unlikeImage({ ctx: as(ann), input })).toEqual({ liked: false, likes: 1 });
    expect([await stored(input.id), await rowsOf(imageLikes, input.id)]).toEqual([
      { likes: 1, downloads: 0 },
      1,
    ]);
  });

  test("of one's own image counts as anybody's", async () => {
    const input = { id: await insertPublication({ userId: author.id }) };
    expect(await likeImage({ ctx: as(author), input })).toEqual({ liked: true, likes: 1 });
  });

  test("wants somebody who is signed in", async () => {
    const input = { id: await insertPublication({ userId: author.id }) };
    for (const verb of [likeImage, unlikeImage]) {
      await expect(verb({ ctx: testContext(anonymousActor()), input })).rejects.toMatchObject({
        status: 401,
      });
      await expect(verb({ ctx: testContext(jobActor()), input })).rejects.toMatchObject({ status: 403 });
    }
    expect(await stored(input.id)).toEqual({ likes: 0, downloads: 0 });
  });

  test.each(["private", "pending", "rejected", "taken_down"] as const)(
    "of an image that is %s is not found, nor is taking one back that was never given",
    async (state) => {
      const input = { id: await insertPublication({ userId: author.id, state }) };
      for (const verb of [likeImage, unlikeImage])
        await expect(verb({ ctx: as(ann), input })).rejects.toMatchObject({ status: 404 });
      expect(await rowsOf(imageLikes, input.id)).toBe(0);
    },
  );

  test("of an image in the trash, of a suspended author's, or of none is not found", async () => {
    const other = await insertUser({ status: "suspended" });
    for (const id of [
      await insertPublication({ userId: author.id, image: { deletedAt: new Date() } }),
      await insertPublication({ userId: other.id }),
      newId("image"),
    ])
      await expect(likeImage({ ctx: as(ann), input: { id } })).rejects.toMatchObject({ status: 404 });
  });

  test("can be taken back from an image that is no longer public", async () => {
    const input = { id: await insertPublication({ userId: author.id }) };
    await likeImage({ ctx: as(ann), input });
    await db().update(publications).set({ state: "private" }).where(eq(publications.imageId, input.id));
    await db().update(generatedImages).set({ isPublic: false }).where(eq(generatedImages.id, input.id));
    expect(await unlikeImage({ ctx: as(ann), input })).toEqual({ liked: false, likes: 0 });
    await expect(unlikeImage({ ctx: as(ann), input })).rejects.toMatchObject({ status: 404 });
  });

  test("that is taken back from an image that is no longer public does not tell how many others gave", async () => {
    const input = { id: await insertPublication({ userId: author.id }) };
    await likeImage({ ctx: as(ann), input });
    await likeImage({ ctx: as(bob), input });
    await db().update(publications).set({ state: "taken_down" }).where(eq(publications.imageId, input.id));
    await db().update(generatedImages).set({ isPublic: false }).where(eq(generatedImages.id, input.id));
    expect(await unlikeImage({ ctx: as(ann), input })).toEqual({ liked: false, likes: 0 });
    expect([await stored(input.id), await rowsOf(imageLikes, input.id)]).toEqual([
      { likes: 1, downloads: 0 },
      1,
    ]);
  });

  test("that is taken back from an image that is just being removed waits for its end, in no ring", async () => {
    const id = await insertPublication({ userId: author.id });
    await likeImage({ ctx: as(ann), input: { id } });
    const taken = await withHeldImage(
      id,
      () => unlikeImage({ ctx: as(ann), input: { id } }),
      (tx) => tx.delete(generatedImages).where(eq(generatedImages.id, id)),
    );
    expect(taken).toMatchObject({ status: "fulfilled", value: { liked: false } });
    expect([await stored(id), await rowsOf(imageLikes, id)]).toEqual([undefined, 0]);
  });

  test("that is taken back where the counter was damaged leaves no counter below zero", async () => {
    const id = await insertPublication({ userId: author.id });
    await likeImage({ ctx: as(ann), input: { id } });
    await db().update(generatedImages).set({ likes: 0 }).where(eq(generatedImages.id, id));
    expect(await unlikeImage({ ctx: as(ann), input: { id } })).toEqual({ liked: false, likes: 0 });
  });

  test("is listed for whoever gave it, among up to a hundred images", async () => {
    const ids = [
      await insertPublication({ userId: author.id }),
      await insertPublication({ userId: author.id }),
    ];
    await likeImage({ ctx: as(ann), input: { id: ids[1] ?? "" } });
    await likeImage({ ctx: as(bob), input: { id: ids[0] ?? "" } });
    expect(await listLiked({ ctx: as(ann), input: { ids } })).toEqual({ ids: [ids[1]] });
    await expect(listLiked({ ctx: testContext(anonymousActor()), input: { ids } })).rejects.toMatchObject({
      status: 401,
    });
  });
});

describe("under concurrency", () => {
  test("1,000 likes and unlikes at once by 200 people leave the exact count", async () => {
    const people = await Promise.all(Array.from({ length: 200 }, () => insertUser()));
    const id = await insertPublication({ userId: author.id });
    let seed = 7;
    const dice = () => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, async () => {
        const person = people[Math.floor(dice() * people.length)] ?? ann;
        const verb = dice() < 0.6 ? likeImage : unlikeImage;
        return (await verb({ ctx: as(person), input: { id } })).likes;
      }),
    );
    const likes = (await stored(id))?.likes ?? -1;
    expect(likes).toBe(await rowsOf(imageLikes, id));
    expect(likes).toBeGreaterThan(0);
    expect(likes).toBeLessThanOrEqual(people.length);
    expect(answers.every((count) => count >= 0 && count <= people.length)).toBe(true);
    const { days } = await getFigures({ ctx: as(author), input: { id } });
    expect(days.reduce((sum, day) => sum + day.likes, 0)).toBe(likes);
  });

  test("200 people who all like at the same time, each three times, are 200", async () => {
    const people = await Promise.all(Array.from({ length: 200 }, () => insertUser()));
    const id = await insertPublication({ userId: author.id });
    const thrice = [...people, ...people, ...people];
    await Promise.all(thrice.map((person) => likeImage({ ctx: as(person), input: { id } })));
    expect([(await stored(id))?.likes, await rowsOf(imageLikes, id)]).toEqual([200, 200]);
    await Promise.all(thrice.map((person) => unlikeImage({ ctx: as(person), input: { id } })));
    expect([(await stored(id))?.likes, await rowsOf(imageLikes, id)]).toEqual([0, 0]);
  });

  test("one person's likes and unlikes of many images in every order wait in no ring", async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, () => insertPublication({ userId: author.id })));
    const calls = Array.from({ length: 400 }, (_, n) => {
      const input = { id: ids[(n * 7) % 10] ?? "" };
      return (n % 3 === 0 ? unlikeImage : likeImage)({ ctx: as(n % 2 ? ann : bob), input });
    });
    await Promise.all(calls);
    for (const id of ids) expect((await stored(id))?.likes).toBe(await rowsOf(imageLikes, id));
  });
});

describe("a download", () => {
  test("counts once per person, not for the owner, not for nobody, not of what is not public", async () => {
    const input = { id: await insertPublication({ userId: author.id }) };
    expect(await recordDownload({ ctx: as(ann), input })).toEqual({ counted: true });
    expect(await recordDownload({ ctx: as(ann), input })).toEqual({ counted: false });
    expect(await recordDownload({ ctx: as(author), input })).toEqual({ counted: false });
    expect(await recordDownload({ ctx: testContext(anonymousActor()), input })).toEqual({ counted: false });
    expect(await recordDownload({ ctx: testContext(), input })).toEqual({ counted: false });
    expect(await recordDownload({ ctx: testContext(adminActor(bob.id)), input })).toEqual({ counted: true });
    const hidden = { id: await insertPublication({ userId: author.id, state: "pending" }) };
    expect(await recordDownload({ ctx: as(ann), input: hidden })).toEqual({ counted: false });
    expect(await recordDownload({ ctx: as(ann), input: { id: newId("image") } })).toEqual({ counted: false });
    expect([await stored(input.id), await rowsOf(imageDownloads, input.id)]).toEqual([
      { likes: 0, downloads: 2 },
      2,
    ]);
    expect(await stored(hidden.id)).toEqual({ likes: 0, downloads: 0 });
  });

  test("that comes many times at once counts once", async () => {
    const input = { id: await insertPublication({ userId: author.id }) };
    const all = await Promise.all(Array.from({ length: 50 }, () => recordDownload({ ctx: as(ann), input })));
    expect(all.filter((one) => one.counted)).toHaveLength(1);
    expect(await stored(input.id)).toEqual({ likes: 0, downloads: 1 });
  });
});

describe("the figures", () => {
  // 15:59 and 16:00 in UTC lie on two days of Shanghai.
  const evening = new Date("2026-03-01T15:59:00Z");
  const midnight = new Date("2026-03-01T16:00:00Z");

  test("are by days of Shanghai, without gaps, the last thirty of them", async () => {
    const input = { id: await insertPublication({ userId: author.id }) };
    await likeImage({ ctx: as(ann, evening), input });
    await likeImage({ ctx: as(bob, midnight), input });
    await recordDownload({ ctx: as(bob, midnight), input });
    const figures = await getFigures({ ctx: as(author, midnight), input });
    expect(figures.days).toHaveLength(30);
    expect(figures.days.slice(-3)).toEqual([
      { day: "2026-02-28", likes: 0, downloads: 0 },
      { day: "2026-03-01", likes: 1, downloads: 0 },
      { day: "2026-03-02", likes: 1, downloads: 1 },
    ]);
    expect([figures.likes, figures.downloads]).toEqual([2, 1]);
    const later = await getFigures({ ctx: as(author, new Date("2026-05-01T00:00:00Z")), input });
    expect(later.days.every((day) => day.likes === 0)).toBe(true);
    expect(later.likes).toBe(2);
  });

  test("of a day lose what was taken back on that very day, and nothing that was taken back later", async () => {
    const input = { id: await insertPublication({ userId: author.id }) };
    await likeImage({ ctx: as(ann, evening), input });
    await likeImage({ ctx: as(bob, evening), input });
    await unlikeImage({ ctx: as(ann, evening), input });
    expect(await dayOf(input.id, "2026-03-01")).toEqual({ likes: 1, downloads: 0 });
    await unlikeImage({ ctx: as(bob, midnight), input });
    expect(await dayOf(input.id, "2026-03-01")).toEqual({ likes: 1, downloads: 0 });
    expect(await dayOf(input.id, "2026-03-02")).toBeUndefined();
  });

  test("are for the owner alone", async () => {
    const input = { id: await insertPublication({ userId: author.id }) };
    await expect(getFigures({ ctx: as(ann), input })).rejects.toMatchObject({ status: 404 });
    await expect(getFigures({ ctx: testContext(anonymousActor()), input })).rejects.toMatchObject({
      status: 401,
    });
  });
});
