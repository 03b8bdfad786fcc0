import { and, eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { generations } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { cancelAnyGeneration } from "./admin/cancel";
import { cancelGeneration } from "./cancel";

/** Cancels every open generation of the acting user; there are never more open than a plan allows. */
export async function cancelAllGenerations({ ctx }: { ctx: Ctx }): Promise<{ cancelled: number }> {
  const open = await listOpen(requireUser(ctx.actor));
  for (const id of open) await cancelGeneration({ ctx, input: { id } });
  return { cancelled: open.length };
}

/** The same as an admin with somebody else's: each has its own line in the audit log, by the admin, with the reason. */
export async function cancelAllGenerationsOf({
  ctx,
  input: { userId, reason },
}: {
  ctx: Ctx;
  input: { userId: string; reason: string };
}): Promise<{ cancelled: number }> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const open = await listOpen(userId);
  for (const id of open) await cancelAnyGeneration({ ctx, input: { id, reason } });
  return { cancelled: open.length };
}

async function listOpen(userId: string): Promise<string[]> {
  const open = await db()
    .select({ id: generations.id })
    .from(generations)
    .where(and(eq(generations.userId, userId), sql`${generations.status} in ('queued', 'running')`))
    .limit(500);
  return open.map(({ id }) => id);
}
