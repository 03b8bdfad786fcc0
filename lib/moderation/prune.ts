import { lt } from "drizzle-orm";
import { db } from "@/db/client";
import { moderationChecks } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";

/** Longer than anybody may still ask why something was refused. */
const KEPT_DAYS = 400;

/** Forgets what checkers said long ago. Nightly, for jobs. */
export async function pruneChecks({ ctx }: { ctx: Ctx }): Promise<{ pruned: number }> {
  requireJob(ctx.actor);
  const before = new Date(ctx.now.getTime() - KEPT_DAYS * 86_400_000);
  const rows = await db()
    .delete(moderationChecks)
    .where(lt(moderationChecks.createdAt, before))
    .returning({ id: moderationChecks.id });
  return { pruned: rows.length };
}
