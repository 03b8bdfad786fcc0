import { type SQL, sql } from "drizzle-orm";
import { transact } from "@/db/client";
import { imageDownloads, imageLikes, imageReports } from "@/db/schema";
import { requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";

/** Images that are locked at a time: others wait for a like for as long as this takes. */
const BATCH = 500;

interface Kind {
  /** A table with one row per image and person. */
  rows: typeof imageLikes | typeof imageDownloads | typeof imageReports;
  person: SQL;
  /** The image's column that counts these rows. */
  counter?: SQL;
}

const kinds: readonly Kind[] = [
  { rows: imageLikes, person: sql`user_id`, counter: sql`likes` },
  { rows: imageDownloads, person: sql`user_id`, counter: sql`downloads` },
  { rows: imageReports, person: sql`reporter_id` },
];

/**
 * Removes what the acting user left with other people's images: likes and downloads, which count no longer and are
 * scored anew, and reports. In batches, each a transaction of its own; repeating it goes on where it stopped.
 */
export async function forgetTraces(ctx: Ctx): Promise<void> {
  const userId = requireUser(ctx.actor);
  for (const kind of kinds) while ((await forgetSome(ctx, userId, kind)) === BATCH);
}

/** The images are locked first and in the order of their ids, as everything does that changes several of them. */
const forgetSome = (ctx: Ctx, userId: string, { rows, person, counter }: Kind): Promise<number> =>
  transact(ctx, async (_, tx) => {
    const some = await tx.execute<{ id: string }>(
      sql`select image_id as id from ${rows} where ${person} = ${userId} order by image_id limit ${BATCH}`,
    );
    const ids = sql`${sql.param(some.map((row) => row.id))}::text[]`;
    await tx.execute(
      sql`select id from generated_images where id = any(${ids}) order by id for no key update`,
    );
    const gone = sql`delete from ${rows} where ${person} = ${userId} and image_id = any(${ids})`;
    if (!counter) await tx.execute(gone);
    else
      await tx.execute(sql`
        with gone as (${gone} returning image_id),
        counted as (update generated_images set ${counter} = greatest(${counter} - 1, 0)
          where id in (select image_id from gone) returning id)
        insert into score_marks (image_id, marked_at)
          select id, ${ctx.now.toISOString()}::timestamptz from counted order by id
          on conflict (image_id) do update set marked_at = excluded.marked_at`);
    return some.length;
  });
