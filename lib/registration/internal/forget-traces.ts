import { eq, sql } from "drizzle-orm";
import { type Transaction, transact } from "@/db/client";
import { imageDownloads, imageLikes, imageReports } from "@/db/schema";
import { requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";

/**
 * Removes what the acting user left with other people's images: likes and downloads, which count no longer, and
 * reports. The images are locked in the order of their ids, as everything that changes several of them does.
 */
export function forgetTraces(ctx: Ctx): Promise<void> {
  const userId = requireUser(ctx.actor);
  return transact(ctx, async (_, tx) => {
    await uncount(tx, userId, { rows: imageLikes, count: sql`likes` });
    await uncount(tx, userId, { rows: imageDownloads, count: sql`downloads` });
    await tx.delete(imageReports).where(eq(imageReports.reporterId, userId));
  });
}

async function uncount(
  tx: Transaction,
  userId: string,
  of: { rows: typeof imageLikes | typeof imageDownloads; count: ReturnType<typeof sql> },
): Promise<void> {
  await tx.execute(sql`
    with gone as (delete from ${of.rows} where user_id = ${userId} returning image_id),
      locked as (select id from generated_images where id in (select image_id from gone) order by id for update)
    update generated_images set ${of.count} = greatest(${of.count} - 1, 0) where id in (select id from locked)`);
}
