import { and, asc, eq, sql } from "drizzle-orm";
import { transact } from "@/db/client";
import { generations, users } from "@/db/schema";
import { generationRequested } from "@/inngest/events";
import { concurrentGenerations, requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { sendGenerationEvent } from "../internal/send";

/**
 * Asks the engine to run a user's oldest waiting generations, as many as the plan has free slots for. Called
 * whenever one ends, and by the sweep. Asking for one twice is harmless: only one run can claim it.
 */
export async function dispatchQueued({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { userId: string };
}): Promise<{ dispatched: number }> {
  requireJob(ctx.actor);
  const due = await transact(ctx, async (_, tx) => {
    const [user] = await tx.select({ plan: users.plan }).from(users).where(eq(users.id, input.userId));
    const mine = eq(generations.userId, input.userId);
    const running = await tx.$count(generations, and(mine, eq(generations.status, "running")));
    const free = concurrentGenerations[user?.plan ?? "free"] - running;
    if (free <= 0) return [];
    const waiting = tx
      .select({ id: generations.id })
      .from(generations)
      .where(and(mine, eq(generations.status, "queued")))
      .orderBy(asc(generations.createdAt), asc(generations.id))
      .limit(free);
    return tx
      .update(generations)
      .set({ dispatchCount: sql`${generations.dispatchCount} + 1`, updatedAt: ctx.now })
      .where(and(sql`${generations.id} in ${waiting}`, eq(generations.status, "queued")))
      .returning({
        id: generations.id,
        userId: generations.userId,
        dispatchCount: generations.dispatchCount,
      });
  });
  for (const job of due) await sendGenerationEvent(generationRequested, job);
  return { dispatched: due.length };
}
