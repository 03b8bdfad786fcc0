import { asc, inArray, sql } from "drizzle-orm";
import { db, type Transaction, transact } from "@/db/client";
import { generatedImages, scoreMarks } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { scoreInSql } from "./score";

/** A counter that did not say what the rows say, and what the rows said when it was put right. */
export interface CounterDifference {
  imageId: string;
  counter: "likes" | "downloads";
  was: number;
  is: number;
}

/** Nobody can like an image while it is marked, so only some are locked at a time. */
const LOCKED_AT_ONCE = 100;

interface Row extends Record<string, unknown> {
  id: string;
  likes: number;
  downloads: number;
  likeRows: number;
  downloadRows: number;
  scoreIsOff: boolean;
}

const counts = sql`i.likes, i.downloads,
  (select count(*)::int from image_likes l where l.image_id = i.id) as "likeRows",
  (select count(*)::int from image_downloads d where d.image_id = i.id) as "downloadRows"`;

/**
 * Compares the counters of up to `limit` images that were ever handed in, beginning after the id `after`, with their
 * rows, and repairs those that differ; a public image with another score than its counters give is marked to be
 * scored. One statement reads counter and rows alike, so likes that are being given meanwhile are no difference.
 */
export async function recountImages({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { after: string; limit: number };
}): Promise<{ differences: CounterDifference[]; after: string; more: boolean }> {
  requireJob(ctx.actor);
  const rows = await db().execute<Row>(sql`
    select i.id, ${counts},
      p.state = 'public' and abs(p.score - ${scoreInSql}) > 1e-6 as "scoreIsOff"
    from publications p join generated_images i on i.id = p.image_id
    where p.image_id > ${input.after} order by p.image_id limit ${input.limit}`);
  const wrong = rows.filter((row) => row.likes !== row.likeRows || row.downloads !== row.downloadRows);
  const differences: CounterDifference[] = [];
  for (const { id } of wrong) differences.push(...(await repair(ctx, id)));
  const unscored = rows.filter((row) => row.scoreIsOff).map((row) => row.id);
  for (let i = 0; i < unscored.length; i += LOCKED_AT_ONCE)
    await transact(ctx, (inner, tx) => markForScore(inner, tx, unscored.slice(i, i + LOCKED_AT_ONCE)));
  return { differences, after: rows.at(-1)?.id ?? input.after, more: rows.length === input.limit };
}

/** Whoever counts changes the image too, so its row, once locked, keeps rows and counter still. */
function repair(ctx: Ctx, id: string): Promise<CounterDifference[]> {
  return transact(ctx, async (inner, tx) => {
    await lockInOrder(tx, [id]);
    const [row] = await tx.execute<Row>(
      sql`select i.id, ${counts} from generated_images i where i.id = ${id}`,
    );
    if (!row) return [];
    await tx.execute(sql`update generated_images set likes = ${row.likeRows}, downloads = ${row.downloadRows}
      where id = ${id}`);
    await markForScore(inner, tx, [id]);
    const all: CounterDifference[] = [
      { imageId: id, counter: "likes", was: row.likes, is: row.likeRows },
      { imageId: id, counter: "downloads", was: row.downloads, is: row.downloadRows },
    ];
    return all.filter((one) => one.was !== one.is);
  });
}

/**
 * Marks images that are still there. They are locked first, in the order of their ids, as by everybody who marks or
 * removes images: a mark without the lock would wait for whoever removes the image, who waits for the mark.
 */
async function markForScore(ctx: Ctx, tx: Transaction, ids: string[]): Promise<void> {
  const there = await lockInOrder(tx, ids);
  if (there.length === 0) return;
  await tx
    .insert(scoreMarks)
    .values(there.map((imageId) => ({ imageId, markedAt: ctx.now })))
    .onConflictDoUpdate({ target: scoreMarks.imageId, set: { markedAt: ctx.now } });
}

/** Those of the images that are there, locked until the end of the transaction. */
async function lockInOrder(tx: Transaction, ids: string[]): Promise<string[]> {
  const rows = await tx
    .select({ id: generatedImages.id })
    .from(generatedImages)
    .where(inArray(generatedImages.id, ids))
    .orderBy(asc(generatedImages.id))
    .for("no key update");
  return rows.map((row) => row.id);
}
