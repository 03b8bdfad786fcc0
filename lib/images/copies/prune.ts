import { lt } from "drizzle-orm";
import { db } from "@/db/client";
import { unlabelledCopies } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";

/** The Measures (Art. 9) ask for six months; the rest is for those that are counted from another day. */
const KEPT_DAYS = 190;

/** Forgets copies that were taken longer ago than the log has to be kept. Nightly, for jobs. */
export async function pruneUnlabelledCopies({ ctx }: { ctx: Ctx }): Promise<{ pruned: number }> {
  requireJob(ctx.actor);
  const before = new Date(ctx.now.getTime() - KEPT_DAYS * 86_400_000);
  const rows = await db()
    .delete(unlabelledCopies)
    .where(lt(unlabelledCopies.createdAt, before))
    .returning({ id: unlabelledCopies.id });
  return { pruned: rows.length };
}
