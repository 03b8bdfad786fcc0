import { eq } from "drizzle-orm";
import { transact } from "@/db/client";
import { apiConfigs } from "@/db/schema";
import { requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";

/**
 * Removes the acting user's keys and the ways that they open, in use or not. For closing an account, after its
 * generations were cancelled. Repeating it finds nothing.
 */
export async function forgetApiConfigs({ ctx }: { ctx: Ctx }): Promise<{ removed: number }> {
  const userId = requireUser(ctx.actor);
  const removed = await transact(ctx, (_, tx) =>
    tx.delete(apiConfigs).where(eq(apiConfigs.userId, userId)).returning({ id: apiConfigs.id }),
  );
  return { removed: removed.length };
}
