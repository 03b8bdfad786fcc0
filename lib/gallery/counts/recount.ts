import { sql } from "drizzle-orm";
import { db, type Executor, transact } from "@/db/client";
import { scoreMarks } from "@/db/schema";
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
  if (unscored.length > 0) await markForScore(ctx, db(), unscored);
  return { differences, after: rows.at(-1)?.id ?? input.after, more: rows.length === input.limit };
}

/** Whoever counts changes the image too, so its row, once locked, keeps rows and counter still. */
function repair(ctx: Ctx, id: string): Promise<CounterDifference[]> {
  return transact(ctx, async (inner, tx) => {
    await tx.execute(sql`select id from generated_images where id = ${id} for no key update`);
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

async function markForScore(ctx: Ctx, tx: Executor, ids: string[]): Promise<void> {
  await tx
    .insert(scoreMarks)
    .values(ids.map((imageId) => ({ imageId, markedAt: ctx.now })))
    .onConflictDoUpdate({ target: scoreMarks.imageId, set: { markedAt: ctx.now } });
}
