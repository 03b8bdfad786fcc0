import { and, eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { generations } from "@/db/schema";
import { requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { cancelGeneration } from "./cancel";

/** Cancels every open generation of the acting user; there are never more open than a plan allows. */
export async function cancelAllGenerations({ ctx }: { ctx: Ctx }): Promise<{ cancelled: number }> {
  const open = await db()
    .select({ id: generations.id })
    .from(generations)
    .where(
      and(
        eq(generations.userId, requireUser(ctx.actor)),
        sql`${generations.status} in ('queued', 'running')`,
      ),
    )
    .limit(500);
  for (const { id } of open) await cancelGeneration({ ctx, input: { id } });
  return { cancelled: open.length };
}
