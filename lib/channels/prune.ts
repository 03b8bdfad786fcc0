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
  const uses = db()
    .select({ id: channelUses.id })
    .from(channelUses)
    .where(and(isNotNull(channelUses.endedAt), lt(channelUses.startedAt, before)))
    .limit(BATCH);
  const removed = await db()
    .delete(channelUses)
    .where(inArray(channelUses.id, uses))
    .returning({ id: channelUses.id });
  const notices = db()
    .select({ id: vendorNotices.id })
    .from(vendorNotices)
    .where(lt(vendorNotices.createdAt, before))
    .limit(BATCH);
  await db().delete(vendorNotices).where(inArray(vendorNotices.id, notices));
  return { removed: removed.length };
}
