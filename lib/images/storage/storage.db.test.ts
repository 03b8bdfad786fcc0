import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { generatedImages, generations, moderationChecks, publications, storageUsage } from "@/db/schema";
import { testContext, userActor } from "@/db/testing";
import { isFree, withHeldImage } from "@/db/testing-locks";
import { insertUser } from "@/db/testing-users";
import { storageQuotaBytes } from "@/lib/accounts/rules";
import { createCollection } from "@/lib/collections/create";
import { createGeneration } from "@/lib/generations/create";
import { newId } from "@/lib/platform/ids";
import { storage } from "@/lib/providers/storage/client";
import { emptyTrash } from "../empty-trash";
import { uploadImage } from "../files/upload";
import { removeForGood } from "../internal/remove-files";
import { purgeImages, purgeTrash, purgeTrashOf } from "../purge";
import { removeAllImages } from "../remove-all";
import { restoreImages } from "../restore";
import { insertImage, makeImage, testPicture } from "../testing-image.fixture";
import { trashImages } from "../trash";
import { getStorage } from "./read";
import { recountStorage } from "./recount";

vi.mock("@/inngest/client", () => ({ inngest: { send: vi.fn(async () => ({ ids: [] })) } }));

let owner = "";
let other = "";
const by = (userId: string) => testContext(userActor(userId));
const view = (userId = owner) => getStorage({ ctx: by(userId) });

beforeEach(async () => {
  [owner, other] = [(await insertUser()).id, (await insertUser()).id];
});

/** What is there, counted from the rows. */
async function truth(userId: string) {
  const rows = await db().select().from(generatedImages).where(eq(generatedImages.userId, userId));
  return { bytes: rows.reduce((sum, row) => sum + row.sizeBytes, 0), images: rows.length };
}
const setUsage = (userId: string, bytes: number) =>
  db()
    .insert(storageUsage)
    .values({ userId, bytes, images: 1 })
    .onConflictDoUpdate({ target: storageUsage.userId, set: { bytes } });

async function recountAll(): Promise<number> {
  let repaired = 0;
  let after: string | null = null;
  do {
    const done: { repaired: number; next: string | null } = await recountStorage({
      ctx: testContext(),
      input: { after, limit: 2 },
    });
    repaired += done.repaired;
    after = done.next;
  } while (after !== null);
  return repaired;
}

describe("what images take", () => {
  test("counts every image that comes, the trash included, and nobody else's", async () => {
    const first = await makeImage(owner);
    await makeImage(owner, {}, 120);
    await makeImage(other);
    const whole = await truth(owner);
    expect(await view()).toEqual({ ...whole, trashBytes: 0, trashImages: 0, quotaBytes: 2 * 1024 ** 3 });
    await trashImages({ ctx: by(owner), input: { ids: [first] } });
    expect(await view()).toMatchObject({ ...whole, trashImages: 1 });
    await purgeImages({ ctx: by(owner), input: { ids: [first] } });
    expect(await view()).toMatchObject({ ...(await truth(owner)), images: 1, trashBytes: 0, trashImages: 0 });
  });

  test("storing the same image again counts once", async () => {
    const id = newId("image");
    await makeImage(owner, { id });
    await makeImage(owner, { id });
    expect(await view()).toMatchObject({ ...(await truth(owner)), images: 1 });
  });

  test("stays exact while 50 images come and go at once", async () => {
    const going = await Promise.all(Array.from({ length: 25 }, (_, i) => makeImage(owner, {}, i * 7)));
    await trashImages({ ctx: by(owner), input: { ids: going } });
    await Promise.all([
      ...Array.from({ length: 50 }, (_, i) => makeImage(owner, {}, i)),
      // Whose source goes at the same moment may lose; it must not be counted then.
      ...going.map((parentImageId, i) => makeImage(owner, { parentImageId }, i).catch(String)),
      ...going.slice(0, 15).map((id) => purgeImages({ ctx: by(owner), input: { ids: [id] } })),
      purgeImages({ ctx: by(owner), input: { ids: going.slice(10) } }),
      purgeImages({ ctx: by(owner), input: { ids: [...going].reverse() } }),
      emptyTrash({ ctx: by(owner) }),
    ]);
    const counted = await truth(owner);
    expect(counted.images).toBeGreaterThanOrEqual(50);
    expect(await view()).toMatchObject(counted);
    expect(await recountAll()).toBe(0);
  });

  test("an account that is cleared takes nothing", async () => {
    await makeImage(owner);
    await makeImage(owner, {}, 90);
    await removeAllImages({ ctx: by(owner) });
    expect(await view()).toMatchObject({ bytes: 0, images: 0 });
  });

  test("the night repairs a wrong count, of whoever it is, and finds nothing the second time", async () => {
    await makeImage(owner);
    await insertImage(other);
    await db().update(storageUsage).set({ bytes: 1, images: 9 }).where(eq(storageUsage.userId, owner));
    expect(await recountAll()).toBe(2);
    expect(await view()).toMatchObject(await truth(owner));
    expect(await view(other)).toMatchObject({ bytes: 1_000, images: 1 });
    expect(await recountAll()).toBe(0);
  });

  test("counting anew is for jobs", async () => {
    const input = { after: null, limit: 1 };
    await expect(recountStorage({ ctx: by(owner), input })).rejects.toMatchObject({ status: 403 });
  });
});

describe("quota", () => {
  const upload = async (userId = owner) =>
    uploadImage({ ctx: by(userId), input: {}, bytes: await testPicture() });

  test("an upload that does not fit any more is refused and leaves nothing", async () => {
    await setUsage(owner, storageQuotaBytes.free - 10);
    expect(await upload()).toEqual({ ok: false, reason: "storage_full" });
    expect((await truth(owner)).images).toBe(0);
    expect((await storage().list("staging/upload-", 10)).keys).toEqual([]);
    expect(await upload(other)).toMatchObject({ operation: "upload" });
  });

  test("of uploads at once, no more get in than fit", async () => {
    const probe = await upload(other);
    if ("ok" in probe) throw new Error(probe.reason);
    await setUsage(owner, storageQuotaBytes.free - 2 * probe.sizeBytes);
    const answers = await Promise.all(Array.from({ length: 5 }, () => upload()));
    expect(answers.filter((answer) => !("ok" in answer))).toHaveLength(2);
  });

  test("an order is refused before anything is paid when the room is used up", async () => {
    await setUsage(owner, storageQuotaBytes.free);
    const input = { idempotencyKey: "full-storage", prompt: "x", model: "sketch-1" };
    expect(await createGeneration({ ctx: by(owner), input })).toEqual({ ok: false, reason: "storage_full" });
  });

  test("an order is refused when what is left is owed to pictures of open orders", async () => {
    const id = newId("generation");
    await db()
      .insert(generations)
      .values({
        ...{ id, userId: owner, idempotencyKey: id, inputHash: "", requestId: "", prompt: "x", ratio: "1:1" },
        ...{ tier: "2K", quality: "standard", count: 4, deliveredCount: 1, seed: 1, priceCredits: 0 },
        ...{ provider: "sketch", model: "sketch-1", status: "running" },
      });
    const place = (key: string) =>
      createGeneration({
        ctx: by(owner),
        input: { idempotencyKey: key, prompt: "x", model: "sketch-1" },
      });
    const owed = 3 * 3 * 2048 ** 2;
    await setUsage(owner, storageQuotaBytes.free - owed);
    expect(await place("owed-all-of-it")).toEqual({ ok: false, reason: "storage_full" });
    await setUsage(owner, storageQuotaBytes.free - owed - 1);
    expect(await place("owed-not-all")).not.toMatchObject({ reason: "storage_full" });
  });
});

describe("trash", () => {
  test("ends publicity at once; what is restored is private and in its collection", async () => {
    const made = await createCollection({ ctx: by(owner), input: { name: "kept" } });
    if ("ok" in made) throw new Error(made.reason);
    const id = await insertImage(owner, { isPublic: true, collectionId: made.id });
    const now = new Date();
    await db()
      .insert(publications)
      .values({ imageId: id, userId: owner, state: "public", submittedAt: now, publishedAt: now });
    const look = async () => {
      const [row] = await db()
        .select()
        .from(generatedImages)
        .innerJoin(publications, eq(publications.imageId, generatedImages.id))
        .where(eq(generatedImages.id, id));
      return { state: row?.publications.state, ...row?.generated_images };
    };
    const input = { ids: [id] };
    expect(await trashImages({ ctx: by(other), input })).toEqual({ changed: 0 });
    expect(await look()).toMatchObject({ state: "public", isPublic: true, deletedAt: null });
    expect(await trashImages({ ctx: by(owner), input })).toEqual({ changed: 1 });
    expect(await trashImages({ ctx: by(owner), input })).toEqual({ changed: 0 });
    expect(await look()).toMatchObject({ state: "private", isPublic: false });
    expect(await restoreImages({ ctx: by(other), input })).toEqual({ changed: 0 });
    expect(await restoreImages({ ctx: by(owner), input })).toEqual({ changed: 1 });
    const restored = { state: "private", isPublic: false, deletedAt: null, collectionId: made.id };
    expect(await look()).toMatchObject(restored);
  });

  test("purging removes what lies in the trash, with its files, and nothing else", async () => {
    const [kept, going] = [await makeImage(owner), await makeImage(owner, {}, 60)];
    const foreign = await makeImage(other);
    await trashImages({ ctx: by(owner), input: { ids: [going] } });
    await trashImages({ ctx: by(other), input: { ids: [foreign] } });
    const input = { ids: [kept, going, foreign] };
    expect(await purgeImages({ ctx: by(owner), input })).toEqual({ changed: 1 });
    expect(await purgeImages({ ctx: by(owner), input })).toEqual({ changed: 0 });
    expect((await storage().list(`images/${going}/`, 10)).keys).toEqual([]);
    expect((await storage().list(`images/${kept}/`, 10)).keys).toHaveLength(3);
    expect((await storage().list(`images/${foreign}/`, 10)).keys).toHaveLength(3);
  });

  test("purging forgets what checkers said of an image, its matched words too", async () => {
    const [kept, going] = [await insertImage(owner), await insertImage(owner, { deletedAt: new Date() })];
    const said = { round: 1, kind: "prompt", checker: "words", verdict: "block" } as const;
    for (const subjectId of [kept, going])
      await db()
        .insert(moderationChecks)
        .values({ ...said, id: newId("moderationCheck"), subjectId, reasons: [{ word: "secret" }] });
    await purgeImages({ ctx: by(owner), input: { ids: [kept, going] } });
    const left = await db().select({ of: moderationChecks.subjectId }).from(moderationChecks);
    expect(left).toEqual([{ of: kept }]);
  });

  test("removing for good takes images in the order of their ids, and holds none that it has not come to", async () => {
    const [first, ...rest] = Array.from({ length: 20 }, () => newId("image")).sort();
    const written = [...rest, first ?? ""];
    for (const id of written) await insertImage(owner, { id });
    const going = written.map((id) => ({ id, userId: owner, storageKey: `images/${id}` }));
    const removed = await withHeldImage(
      first ?? "",
      () => removeForGood(by(owner), going),
      async (tx) => {
        for (const id of rest) expect(await isFree(tx, id)).toBe(true);
      },
    );
    expect(removed).toEqual({ status: "fulfilled", value: 20 });
  });

  test("emptying takes own images only; nothing of it can be restored, and the job finishes the rest", async () => {
    const { inngest } = await import("@/inngest/client");
    const mine = await Promise.all(
      Array.from({ length: 230 }, () => insertImage(owner, { deletedAt: new Date(1) })),
    );
    const foreign = await insertImage(other, { deletedAt: new Date(1) });
    const kept = await insertImage(owner);
    expect(await emptyTrash({ ctx: by(owner) })).toEqual({ changed: 230 });
    expect((await truth(owner)).images).toBe(31);
    expect(await restoreImages({ ctx: by(owner), input: { ids: mine.slice(0, 200) } })).toEqual({
      changed: 0,
    });
    expect(inngest.send).toHaveBeenCalledWith(
      expect.objectContaining({ data: expect.objectContaining({ userId: owner }) }),
    );
    const rest = { userId: owner, before: new Date().toISOString(), limit: 25 };
    expect(await purgeTrashOf({ ctx: testContext(), input: rest })).toEqual({ removed: 25, more: true });
    expect(await purgeTrashOf({ ctx: testContext(), input: rest })).toEqual({ removed: 5, more: false });
    expect(await db().$count(generatedImages, eq(generatedImages.id, foreign))).toBe(1);
    expect(await db().$count(generatedImages, eq(generatedImages.id, kept))).toBe(1);
    expect(await emptyTrash({ ctx: by(owner) })).toEqual({ changed: 0 });
  });

  test("what comes into the trash after it was emptied stays there", async () => {
    const late = await insertImage(owner, { deletedAt: new Date() });
    const input = { userId: owner, before: new Date(1_000).toISOString(), limit: 10 };
    expect(await purgeTrashOf({ ctx: testContext(), input })).toEqual({ removed: 0, more: false });
    expect(await db().$count(generatedImages, eq(generatedImages.id, late))).toBe(1);
  });

  test("the night removes what is older than 30 days", async () => {
    const old = await insertImage(owner, { deletedAt: new Date(Date.now() - 31 * 86_400_000) });
    const young = await insertImage(owner, { deletedAt: new Date() });
    await purgeTrash({ ctx: testContext(), input: { limit: 100 } });
    expect(await db().$count(generatedImages, eq(generatedImages.id, old))).toBe(0);
    expect(await db().$count(generatedImages, eq(generatedImages.id, young))).toBe(1);
  });
});
