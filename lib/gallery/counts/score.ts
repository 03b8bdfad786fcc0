import { sql } from "drizzle-orm";
import { transact } from "@/db/client";
import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { scoring } from "../rules";

/** The gallery's hot score in SQL, of an image `i` and its publication `p`: see `hotScore`. */
export const scoreInSql = sql.raw(
  `(log((1 + ${scoring.likeWeight} * i.likes + i.downloads)::float8)
    + extract(epoch from p.published_at)::float8 / ${scoring.secondsPerDecade})`,
);

/**
 * Brings the scores of images up to date whose likes or downloads have changed; at most `limit`. Marks are taken away
 * in the transaction that writes the scores, so a crash loses none. It takes only what nobody else holds at the moment
 * and waits for nobody; what it leaves keeps its mark for the next time.
 */
export async function scorePublications({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { limit: number };
}): Promise<{ scored: number; more: boolean }> {
  requireJob(ctx.actor);
  return transact(ctx, async (_, tx) => {
    const marked = await tx.execute<{ id: string }>(sql`
      with marked as (select m.image_id from score_marks m
        where exists (select from publications p where p.image_id = m.image_id)
        limit ${input.limit} for update of m skip locked)
      select p.image_id as id from publications p where p.image_id in (select image_id from marked)
      for no key update of p skip locked`);
    if (marked.length === 0) return { scored: 0, more: false };
    const ids = sql`array[${sql.join(
      marked.map((row) => sql`${row.id}`),
      sql`, `,
    )}]`;
    // A statement of its own: it sees whatever was counted before a mark became free to be taken.
    await tx.execute(sql`
      with scored as (update publications p set score = ${scoreInSql}, updated_at = ${ctx.now.toISOString()}::timestamptz
        from generated_images i
        where i.id = p.image_id and p.image_id = any(${ids}) and p.state = 'public'
        returning p.image_id, p.score)
      update publication_tags t set score = s.score from scored s where t.image_id = s.image_id`);
    await tx.execute(sql`delete from score_marks where image_id = any(${ids})`);
    return { scored: marked.length, more: marked.length === input.limit };
  });
}
