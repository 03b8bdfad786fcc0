import { and, eq, sql } from "drizzle-orm";
import { type Transaction, transact } from "@/db/client";
import { generations, users } from "@/db/schema";
import { concurrentGenerations, requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { env } from "@/lib/platform/env";
import { changeGeneration, lockGeneration } from "../internal/change";
import { hasEnded, partsOf } from "../rules";

/**
 * Takes a queued generation for one run, unless the user's plan allows no further one at the moment: then it
 * stays queued, and whatever ends next starts it. Repeating it for the same run answers the same.
 */
export async function claimGeneration({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { generationId: string; runId: string };
}): Promise<{ claimed: boolean; parts: number; perCall: number }> {
  requireJob(ctx.actor);
  return transact(ctx, async (inner, tx) => {
    const userId = await lockSlots(tx, input.generationId);
    const job = userId ? await lockGeneration(tx, input.generationId) : undefined;
    if (!userId || !job || hasEnded(job.status)) return { claimed: false, parts: 0, perCall: 0 };
    const parts = partsOf(job);
    const { perCall } = job;
    if (job.status === "running") return { claimed: job.runId === input.runId, parts, perCall };
    if ((await countRunning(tx, userId)) >= (await slotsOf(tx, userId)))
      return { claimed: false, parts, perCall };
    await changeGeneration(inner, tx, job, {
      status: "running",
      stage: "submitting",
      runId: input.runId,
      startedAt: ctx.now,
      deadlineAt: deadlineOf(ctx.now, parts),
    });
    return { claimed: true, parts, perCall };
  });
}

/** Claims of one user follow each other, so that two cannot take the last slot. */
async function lockSlots(tx: Transaction, generationId: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ userId: generations.userId })
    .from(generations)
    .where(eq(generations.id, generationId));
  if (row) await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`slots:${row.userId}`}, 0))`);
  return row?.userId;
}

const countRunning = (tx: Transaction, userId: string): Promise<number> =>
  tx.$count(generations, and(eq(generations.userId, userId), eq(generations.status, "running")));

async function slotsOf(tx: Transaction, userId: string): Promise<number> {
  const [user] = await tx.select({ plan: users.plan }).from(users).where(eq(users.id, userId));
  return concurrentGenerations[user?.plan ?? "free"];
}

/** A job of several calls to a vendor may take as much longer as each of them may take. */
function deadlineOf(now: Date, parts: number): Date {
  const { GENERATION_DEADLINE_MS, VENDOR_CALL_TIMEOUT_MS } = env();
  return new Date(now.getTime() + GENERATION_DEADLINE_MS + (parts - 1) * VENDOR_CALL_TIMEOUT_MS);
}
