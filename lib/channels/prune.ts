import { and, inArray, isNotNull, lt } from "drizzle-orm";
import { db } from "@/db/client";
import { channelUses, vendorNotices } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";

const KEPT_MS = 30 * 86_400_000;
const BATCH = 5_000;

/** Forgets uses and notices older than 30 days; health and rates look back minutes, repeated notices hours. */
export async function pruneChannelUses({ ctx }: { ctx: Ctx }): Promise<{ removed: number }> {
  requireJob(ctx.actor);
  const before = new Date(ctx.now.getTime() - KEPT_MS);
  let removed = 0;
  for (let batch = BATCH; batch === BATCH; removed += batch) batch = await pruneUses(before);
  for (let batch = BATCH; batch === BATCH; removed += batch) batch = await pruneNotices(before);
  return { removed };
}

async function pruneUses(before: Date): Promise<number> {
  const old = db()
    .select({ id: channelUses.id })
    .from(channelUses)
    .where(and(isNotNull(channelUses.endedAt), lt(channelUses.startedAt, before)))
    .limit(BATCH);
  const gone = await db()
    .delete(channelUses)
    .where(inArray(channelUses.id, old))
    .returning({ id: channelUses.id });
  return gone.length;
}

async function pruneNotices(before: Date): Promise<number> {
  const old = db()
    .select({ id: vendorNotices.id })
    .from(vendorNotices)
    .where(lt(vendorNotices.createdAt, before))
    .limit(BATCH);
  const gone = await db()
    .delete(vendorNotices)
    .where(inArray(vendorNotices.id, old))
    .returning({ id: vendorNotices.id });
  return gone.length;
}
