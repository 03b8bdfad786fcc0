import { eq, sql } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { generatedImages, imageLikes, publications, publicationTags, scoreMarks } from "@/db/schema";
import { anonymousActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { insertPublication } from "../gallery.fixture";
import { likeImage } from "../like";
import { readGallery } from "../reads/first-page";
import { recordDownload } from "../record-download";
import { hotScore } from "../rules";
import { listGalleryInput } from "../schema";
import { unlikeImage } from "../unlike";
import { recountImages } from "./recount";
import { scorePublications } from "./score";

const job = testContext();
let author = { id: "" };
let people: { id: string }[] = [];
beforeAll(async () => {
  author = await insertUser();
  people = await Promise.all(Array.from({ length: 40 }, () => insertUser()));
});
beforeEach(async () => {
  await db().delete(publications);
  await db().delete(generatedImages);
});

const as = (user: { id: string } | undefined) => testContext(userActor(user?.id ?? ""));
const like = async (id: string, count: number) => {
  for (const person of people.slice(0, count)) await likeImage({ ctx: as(person), input: { id } });
};
const score = (limit = 100) => scorePublications({ ctx: job, input: { limit } });
const recount = (after = "", limit = 100) => recountImages({ ctx: job, input: { after, limit } });
const stored = async (id: string) => {
  const [row] = await db()
    .select({
      likes: generatedImages.likes,
      downloads: generatedImages.downloads,
      score: publications.score,
      publishedAt: publications.publishedAt,
    })
    .from(publications)
    .innerJoin(generatedImages, eq(generatedImages.id, publications.imageId))
    .where(eq(publications.imageId, id));
  if (!row) throw new Error("There is no such publication.");
  return { ...row, publishedAt: row.publishedAt ?? new Date(0) };
};
const marks = async () => (await db().select().from(scoreMarks)).map((row) => row.imageId);

describe("the score job", () => {
  test("computes what the rules say, for the publication and its tags, of what has changed only", async () => {
    const [liked, other] = [
      await insertPublication({ userId: author.id, tags: ["a", "b"] }),
      await insertPublication({ userId: author.id }),
    ];
    await like(liked, 3);
    await recordDownload({ ctx: as(people[9]), input: { id: liked } });
    const before = await stored(other);
    expect(await score()).toEqual({ scored: 1, more: false });
    const row = await stored(liked);
    expect(row.score).toBeCloseTo(hotScore(row), 9);
    expect(row.score - hotScore({ likes: 0, downloads: 0, publishedAt: row.publishedAt })).toBeCloseTo(
      Math.log10(11),
      9,
    );
    const tags = await db().select().from(publicationTags).where(eq(publicationTags.imageId, liked));
    expect(tags.map((tag) => tag.score)).toEqual([row.score, row.score]);
    expect(await stored(other)).toEqual(before);
    expect(await score()).toEqual({ scored: 0, more: false });
  });

  test("lets a younger image with less applause pass an older one with more", async () => {
    const ago = (hours: number) => new Date(Date.UTC(2026, 4, 1) - hours * 3_600_000);
    const old = await insertPublication({ userId: author.id, publishedAt: ago(96) });
    const young = await insertPublication({ userId: author.id, publishedAt: ago(0) });
    const between = await insertPublication({ userId: author.id, publishedAt: ago(48) });
    await like(old, 33);
    await like(young, 1);
    await like(between, 20);
    await score();
    const page = await readGallery(listGalleryInput.parse({ sort: "popular" }));
    expect(page.items.map((item) => item.id)).toEqual([between, young, old]);
  });

  test("scores again when a like is taken back", async () => {
    const id = await insertPublication({ userId: author.id });
    const before = await stored(id);
    await like(id, 1);
    await score();
    await unlikeImage({ ctx: as(people[0]), input: { id } });
    expect(await score()).toEqual({ scored: 1, more: false });
    expect((await stored(id)).score).toBeCloseTo(before.score, 9);
  });

  test("works in batches, and says whether there is more", async () => {
    const ids: string[] = [];
    for (let i = 0; i < 5; i += 1) ids.push(await insertPublication({ userId: author.id }));
    for (const id of ids) await like(id, 1);
    expect(await score(2)).toEqual({ scored: 2, more: true });
    expect(await score(2)).toEqual({ scored: 2, more: true });
    expect(await score(2)).toEqual({ scored: 1, more: false });
    expect(await marks()).toEqual([]);
  });

  test("loses no mark when it dies before it has committed", async () => {
    const id = await insertPublication({ userId: author.id });
    await like(id, 2);
    await db()
      .transaction(async (tx) => {
        await scorePublications({ ctx: { ...job, tx }, input: { limit: 10 } });
        throw new Error("killed");
      })
      .catch(() => {});
    expect(await marks()).toEqual([id]);
    await score();
    expect((await stored(id)).score).toBeCloseTo(hotScore(await stored(id)), 9);
  });

  test("leaves what somebody holds for the next time, and waits for nobody", async () => {
    const [held, free] = [
      await insertPublication({ userId: author.id }),
      await insertPublication({ userId: author.id }),
    ];
    await like(held, 1);
    await like(free, 1);
    await db().transaction(async (tx) => {
      await tx.select().from(publications).where(eq(publications.imageId, held)).for("update");
      expect(await score()).toEqual({ scored: 1, more: false });
    });
    expect(await marks()).toEqual([held]);
    expect(await score()).toEqual({ scored: 1, more: false });
  });

  test("misses no like that comes while it runs", async () => {
    const ids: string[] = [];
    for (let i = 0; i < 8; i += 1) ids.push(await insertPublication({ userId: author.id, tags: ["a"] }));
    let isOver = false;
    const scoring = (async () => {
      while (!isOver) await score(3);
    })();
    await Promise.all(
      people.flatMap((person, n) =>
        ids.map(async (id, i) => {
          await likeImage({ ctx: as(person), input: { id } });
          if ((n + i) % 3 === 0) await unlikeImage({ ctx: as(person), input: { id } });
        }),
      ),
    );
    isOver = true;
    await scoring;
    while ((await score()).scored > 0);
    for (const id of ids) {
      const row = await stored(id);
      expect(row.score).toBeCloseTo(hotScore(row), 9);
    }
  });

  test("scores nothing that is not public, and is for the platform alone", async () => {
    const id = await insertPublication({ userId: author.id });
    await like(id, 2);
    const before = await stored(id);
    await db().update(publications).set({ state: "private" });
    expect(await score()).toEqual({ scored: 1, more: false });
    expect((await stored(id)).score).toBe(before.score);
    for (const actor of [anonymousActor(), userActor(author.id, "pro", "admin")])
      await expect(scorePublications({ ctx: testContext(actor), input: { limit: 1 } })).rejects.toMatchObject(
        { status: actor.kind === "anonymous" ? 401 : 403 },
      );
  });
});

describe("the recount", () => {
  test("repairs counters that do not say what the rows say, tells of each, and has them scored", async () => {
    const [bad, good] = [
      await insertPublication({ userId: author.id, tags: ["a"] }),
      await insertPublication({ userId: author.id }),
    ];
    await like(bad, 3);
    await like(good, 2);
    await recordDownload({ ctx: as(people[5]), input: { id: bad } });
    await score();
    await db().update(generatedImages).set({ likes: 99, downloads: 0 }).where(eq(generatedImages.id, bad));
    const done = await recount();
    expect(done.differences).toEqual([
      { imageId: bad, counter: "likes", was: 99, is: 3 },
      { imageId: bad, counter: "downloads", was: 0, is: 1 },
    ]);
    expect(await stored(bad)).toMatchObject({ likes: 3, downloads: 1 });
    expect(await stored(good)).toMatchObject({ likes: 2, downloads: 0 });
    expect(await marks()).toContain(bad);
    await score();
    expect((await recount()).differences).toEqual([]);
    expect(await marks()).toEqual([]);
  });

  test("goes through everything in batches, each beginning where the last one ended", async () => {
    const ids: string[] = [];
    for (let i = 0; i < 5; i += 1) ids.push(await insertPublication({ userId: author.id, likes: 1 }));
    ids.sort();
    const found: string[] = [];
    let state = { after: "", more: true };
    while (state.more) {
      const done = await recount(state.after, 2);
      found.push(...done.differences.map((one) => one.imageId));
      state = done;
    }
    expect(found).toEqual(ids);
  });

  test("marks a score that does not follow from the counters", async () => {
    const id = await insertPublication({ userId: author.id });
    await db().update(publications).set({ score: 0 });
    expect((await recount()).differences).toEqual([]);
    expect(await marks()).toEqual([id]);
    await score();
    expect((await stored(id)).score).toBeCloseTo(hotScore(await stored(id)), 9);
  });

  test("finds no difference in likes that are being given meanwhile, and takes none away", async () => {
    const ids: string[] = [];
    for (let i = 0; i < 4; i += 1) ids.push(await insertPublication({ userId: author.id }));
    const differences: unknown[] = [];
    let isOver = false;
    const counting = (async () => {
      while (!isOver) differences.push(...(await recount()).differences);
    })();
    await Promise.all(
      people.flatMap((person) => ids.map((id) => likeImage({ ctx: as(person), input: { id } }))),
    );
    isOver = true;
    await counting;
    expect(differences).toEqual([]);
    for (const id of ids) expect((await stored(id)).likes).toBe(people.length);
    expect(await db().$count(imageLikes)).toBe(people.length * ids.length);
  });

  test("repairs wrong counters exactly while people like, take back and download, and images go", async () => {
    const ids: string[] = [];
    for (let i = 0; i < 6; i += 1) ids.push(await insertPublication({ userId: author.id, tags: ["a"] }));
    const going = await Promise.all(
      Array.from({ length: 6 }, () => insertPublication({ userId: author.id, tags: ["a"] })),
    );
    await db().update(publications).set({ score: 0 });
    const isOver = { now: false };
    const keep = async (work: () => Promise<unknown>) => {
      while (!isOver.now) await work();
    };
    // Locked by id, as whoever else changes several does: nobody waits in a ring.
    const spoil = async () => {
      await db().transaction(async (tx) => {
        const two = ids.slice(0, 2);
        await tx.execute(sql`select id from generated_images where id in ${two} order by id for update`);
        await tx.execute(sql`update generated_images set likes = likes + 7 where id in ${two}`);
      });
      await db().transaction(async (tx) => {
        const all = [...ids, ...going];
        await tx.execute(
          sql`select image_id from publications where image_id in ${all} order by image_id for update`,
        );
        await tx.execute(sql`update publications set score = 0 where image_id in ${all}`);
      });
    };
    const jobs = [keep(recount), keep(recount), keep(() => score(5)), keep(spoil)];
    const people12 = people.slice(0, 12).map(async (person, n) => {
      for (const [i, id] of ids.entries()) {
        await likeImage({ ctx: as(person), input: { id } });
        await recordDownload({ ctx: as(person), input: { id } });
        if ((n + i) % 3 === 0) await unlikeImage({ ctx: as(person), input: { id } });
      }
    });
    const removals = going.map(async (id, i) => {
      await likeImage({ ctx: as(people[20 + i]), input: { id } });
      await db().transaction(async (tx) => {
        await tx.execute(sql`select id from generated_images where id = ${id} for update`);
        await tx.delete(generatedImages).where(eq(generatedImages.id, id));
      });
    });
    await Promise.all([...people12, ...removals]).finally(() => {
      isOver.now = true;
    });
    await Promise.all(jobs);
    await recount();
    while ((await score()).scored > 0);
    for (const [i, id] of ids.entries()) {
      const row = await stored(id);
      const unliked = people.slice(0, 12).filter((_, n) => (n + i) % 3 === 0).length;
      expect([row.likes, row.downloads]).toEqual([12 - unliked, 12]);
      expect(row.score).toBeCloseTo(hotScore(row), 9);
    }
    expect((await recount()).differences).toEqual([]);
    expect(await marks()).toEqual([]);
  });

  test("counts what went with a deleted account", async () => {
    const [guest, id] = [await insertUser(), await insertPublication({ userId: author.id })];
    await likeImage({ ctx: as(guest), input: { id } });
    await db().delete(imageLikes).where(eq(imageLikes.userId, guest.id));
    expect((await recount()).differences).toEqual([{ imageId: id, counter: "likes", was: 1, is: 0 }]);
    await expect(
      recountImages({ ctx: testContext(anonymousActor()), input: { after: "", limit: 1 } }),
    ).rejects.toMatchObject({ status: 401 });
  });
});
