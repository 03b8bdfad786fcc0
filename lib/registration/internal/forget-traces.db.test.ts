import { and, eq, inArray, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { generatedImages, imageDownloads, imageLikes, imageReports, scoreMarks } from "@/db/schema";
import { testContext, userActor } from "@/db/testing";
import { withHeldImage } from "@/db/testing-locks";
import { insertUser } from "@/db/testing-users";
import { newId } from "@/lib/platform/ids";
import { forgetTraces } from "./forget-traces";

const by = (userId: string) => testContext(userActor(userId));
let [leaver, other, author] = ["", "", ""];
beforeEach(async () => {
  [leaver, other, author] = [(await insertUser()).id, (await insertUser()).id, (await insertUser()).id];
});

/** Images of the author, in the order of their ids, that say of themselves what was counted. */
async function insertImages(count: number, counted: { likes?: number; downloads?: number }) {
  const ids = Array.from({ length: count }, () => newId("image")).sort();
  const { likes = 0, downloads = 0 } = counted;
  await db().execute(sql`
    insert into generated_images (id, user_id, storage_key, prompt, ratio, tier, quality, provider, model, format,
      width_px, height_px, size_bytes, sha256, perceptual_hash, thumb_hash, likes, downloads)
    select id, ${author}, id, '', '1:1', '1K', 'standard', 'sketch', 'sketch-1', 'png', 1, 1, 1, id, '', '',
      ${likes}::int, ${downloads}::int
    from unnest(${sql.param(ids)}::text[]) as t(id)`);
  return ids;
}
const leave = (rows: typeof imageLikes | typeof imageDownloads, userId: string, ids: string[]) =>
  db()
    .insert(rows)
    .values(ids.map((imageId) => ({ userId, imageId })));
const report = (reporterId: string, imageId: string) =>
  db()
    .insert(imageReports)
    .values({ id: newId("report"), imageId, reporterId, reason: "other" });
const counted = (ids: string[]) =>
  db()
    .selectDistinct({ likes: generatedImages.likes, downloads: generatedImages.downloads })
    .from(generatedImages)
    .where(inArray(generatedImages.id, ids));
const rowsLeft = (userId: string) =>
  Promise.all([
    db().$count(imageLikes, eq(imageLikes.userId, userId)),
    db().$count(imageDownloads, eq(imageDownloads.userId, userId)),
    db().$count(imageReports, eq(imageReports.reporterId, userId)),
  ]);

test("likes and downloads go, count no longer and are scored anew; reports go; other people's stay", async () => {
  const both = await insertImages(3, { likes: 2, downloads: 2 });
  const untouched = await insertImages(1, { likes: 1 });
  for (const person of [leaver, other]) {
    await leave(imageLikes, person, both);
    await leave(imageDownloads, person, both);
    for (const id of both) await report(person, id);
  }
  await leave(imageLikes, other, untouched);
  await forgetTraces(by(leaver));
  expect(await rowsLeft(leaver)).toEqual([0, 0, 0]);
  expect(await rowsLeft(other)).toEqual([4, 3, 3]);
  expect(await counted(both)).toEqual([{ likes: 1, downloads: 1 }]);
  expect(await counted(untouched)).toEqual([{ likes: 1, downloads: 0 }]);
  const marked = await db().select({ id: scoreMarks.imageId }).from(scoreMarks);
  expect(marked.map((row) => row.id).sort()).toEqual(both);
  await forgetTraces(by(leaver));
  expect(await counted(both)).toEqual([{ likes: 1, downloads: 1 }]);
});

test("every five hundred are done for good before the next are begun", async () => {
  const ids = await insertImages(1_001, { likes: 1 });
  await leave(imageLikes, leaver, ids);
  const last = ids.at(-1) ?? "";
  const done = await withHeldImage(
    last,
    () => forgetTraces(by(leaver)),
    async () => {
      expect(await rowsLeft(leaver)).toEqual([1, 0, 0]);
      expect(await counted(ids.slice(0, 1_000))).toEqual([{ likes: 0, downloads: 0 }]);
    },
  );
  expect(done.status).toBe("fulfilled");
  expect(await counted(ids)).toEqual([{ likes: 0, downloads: 0 }]);
});

test.each(["likes", "downloads", "reports"])(
  "an image that is being removed at the same time takes its %s along, in no ring",
  async (kind) => {
    const [kept = "", going = ""] = await insertImages(2, { likes: 1, downloads: 1 });
    if (kind === "likes") await leave(imageLikes, leaver, [kept, going]);
    if (kind === "downloads") await leave(imageDownloads, leaver, [kept, going]);
    if (kind === "reports") for (const id of [kept, going]) await report(leaver, id);
    const done = await withHeldImage(
      going,
      () => forgetTraces(by(leaver)),
      (tx) =>
        tx
          .delete(generatedImages)
          .where(and(eq(generatedImages.id, going), eq(generatedImages.userId, author))),
    );
    expect(done.status).toBe("fulfilled");
    expect(await rowsLeft(leaver)).toEqual([0, 0, 0]);
  },
);
