import { asc, count, eq, gt, sql, sum } from "drizzle-orm";
import { db, transact } from "@/db/client";
import { generatedImages, storageUsage, users } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { logger } from "@/lib/platform/log";
import { lockUsage, type Usage } from "../internal/usage";

/** People whose images one statement sums up: those of two thousand would outlast its time limit. */
const PEOPLE_AT_ONCE = 100;

/**
 * Counts anew what the images of up to `limit` people take, beginning after the person `after`, and repairs what
 * differs. A difference is somebody's mistake and is logged. `next` is where to go on; null when everybody was seen.
 */
export async function recountStorage({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { after: string | null; limit: number };
}): Promise<{ repaired: number; next: string | null }> {
  requireJob(ctx.actor);
  const people = await db()
    .select({ id: users.id })
    .from(users)
    .where(input.after === null ? undefined : gt(users.id, input.after))
    .orderBy(asc(users.id))
    .limit(input.limit);
  const last = people.at(-1)?.id;
  if (last === undefined) return { repaired: 0, next: null };
  let repaired = 0;
  for (let i = 0; i < people.length; i += PEOPLE_AT_ONCE) {
    const some = people.slice(i, i + PEOPLE_AT_ONCE).map((person) => person.id);
    for (const userId of await listSuspects(some)) repaired += (await repair(ctx, userId)) ? 1 : 0;
  }
  return { repaired, next: people.length === input.limit ? last : null };
}

/** People whose count looks wrong; it may just be changing. */
async function listSuspects(userIds: string[]): Promise<string[]> {
  const rows = await db().execute<{ user_id: string }>(sql`
    select p.id as user_id
    from unnest(${sql.param(userIds)}::text[]) as p(id)
    left join ${storageUsage} u on u.user_id = p.id
    cross join lateral (
      select coalesce(sum(i.size_bytes), 0) as bytes, count(*) as images
      from ${generatedImages} i where i.user_id = p.id
    ) i
    where coalesce(u.bytes, 0) <> i.bytes or coalesce(u.images, 0) <> i.images`);
  return rows.map((row) => row.user_id);
}

/** Under the lock that everybody takes who adds or removes images, so that what is counted is what is there. */
const repair = (ctx: Ctx, userId: string): Promise<boolean> =>
  transact(ctx, async (_, tx) => {
    const kept = await lockUsage(tx, userId, ctx.now);
    const [row] = await tx
      .select({ bytes: sum(generatedImages.sizeBytes).mapWith(Number), images: count() })
      .from(generatedImages)
      .where(eq(generatedImages.userId, userId));
    const counted: Usage = { bytes: row?.bytes ?? 0, images: row?.images ?? 0 };
    if (kept.bytes === counted.bytes && kept.images === counted.images) return false;
    await tx.update(storageUsage).set(counted).where(eq(storageUsage.userId, userId));
    logger("images.recount").error("a storage count was wrong", { user_id: userId, kept, counted });
    return true;
  });
