import { eq } from "drizzle-orm";
import sharp from "sharp";
import { expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { generatedImages, publications, users } from "@/db/schema";
import { testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { makeImage } from "@/lib/images/testing-image.fixture";
import { readLabel } from "@/lib/labels/read";
import { storage } from "@/lib/providers/storage/client";
import { openSharePicture } from "./share-picture";

const ctx = testContext();

/** A public image with files, and whose it is. */
async function publish(parts: Parameters<typeof makeImage>[1] = {}): Promise<{ id: string; userId: string }> {
  const { id: userId } = await insertUser();
  const id = await makeImage(userId, parts);
  const now = new Date("2026-01-01T00:00:00Z");
  await db().update(generatedImages).set({ isPublic: true }).where(eq(generatedImages.id, id));
  await db()
    .insert(publications)
    .values({ imageId: id, userId, state: "public", submittedAt: now, publishedAt: now });
  return { id, userId };
}

const open = (id: string, ifNoneMatch: string | null = null) =>
  openSharePicture({ ctx, input: { id }, ifNoneMatch });

test("a share picture is a JPEG of 1200 × 630 with exactly one label of its own that is asked for each time", async () => {
  const { id } = await publish();
  const { status, headers, body } = await open(id);
  expect(status).toBe(200);
  expect(headers).toMatchObject({ "content-type": "image/jpeg", "cache-control": "public, no-cache" });
  const bytes = Buffer.from(body ?? []);
  expect(await sharp(bytes).metadata()).toMatchObject({ format: "jpeg", width: 1200, height: 630 });
  expect(readLabel(bytes)).toMatchObject({ count: 1, aigc: { Label: "1" } });
  expect(headers["content-length"]).toBe(String(bytes.length));
});

test("asked for again it is the same, and who has it already is told so", async () => {
  const { id } = await publish();
  const [first, second] = [await open(id), await open(id)];
  expect(second.body).toEqual(first.body);
  expect(await open(id, first.headers.etag ?? null)).toMatchObject({ status: 304, body: null });
});

test("many who ask at once for one that is not there make it once", async () => {
  const { id } = await publish();
  const read = vi.spyOn(storage(), "get");
  const answers = await Promise.all(Array.from({ length: 6 }, () => open(id)));
  expect(new Set(answers.map(({ body }) => Buffer.from(body ?? []).toString("base64"))).size).toBe(1);
  expect(read.mock.calls.filter(([key]) => key.includes("/original."))).toHaveLength(1);
  read.mockRestore();
});

test("what no AI made bears no label", async () => {
  const { id } = await publish({ aiClass: "none", operation: "upload", provider: "upload", model: "upload" });
  const { body } = await open(id);
  expect(readLabel(Buffer.from(body ?? [])).count).toBe(0);
});

test("an image that is not public any more has none, although one was made", async () => {
  const { id } = await publish();
  const { headers } = await open(id);
  await db().update(publications).set({ state: "taken_down" }).where(eq(publications.imageId, id));
  await db().update(generatedImages).set({ isPublic: false }).where(eq(generatedImages.id, id));
  await expect(open(id)).rejects.toMatchObject({ status: 404 });
  await expect(open(id, headers.etag ?? null)).rejects.toMatchObject({ status: 404 });
});

test("neither has one of a suspended author, nor one that is still private to its own owner", async () => {
  const { id, userId } = await publish();
  await db().update(users).set({ status: "suspended" }).where(eq(users.id, userId));
  await expect(open(id)).rejects.toMatchObject({ status: 404 });
  const { id: other } = await insertUser();
  const own = await makeImage(other);
  const asOwner = testContext(userActor(other));
  await expect(
    openSharePicture({ ctx: asOwner, input: { id: own }, ifNoneMatch: null }),
  ).rejects.toMatchObject({ status: 404 });
});
