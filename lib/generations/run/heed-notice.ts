import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { generationAttempts, generations } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { findLatestAttempt } from "../internal/attempts";
import { pollGeneration } from "./poll";
import { settleGeneration } from "./settle";

/**
 * Asks the vendor about an order of which a notice told, instead of waiting for the run's next poll. Answers the
 * first ordinal to collect when pictures are there, and null when there is nothing to do.
 */
export async function heedNotice({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { attemptId: string };
}): Promise<{ generationId: string; userId: string; ordinal: number } | null> {
  requireJob(ctx.actor);
  const [found] = await db()
    .select({ attempt: generationAttempts, userId: generations.userId, perCall: generations.perCall })
    .from(generationAttempts)
    .innerJoin(generations, eq(generations.id, generationAttempts.generationId))
    .where(eq(generationAttempts.id, input.attemptId));
  if (found?.attempt.state !== "accepted") return null;
  const { generationId, part, id } = found.attempt;
  const latest = await findLatestAttempt(db(), generationId, part);
  if (latest?.id !== id) return null;
  const outcome = await pollGeneration({ ctx, input: { generationId, part } });
  return outcome.state === "outputs"
    ? { generationId, userId: found.userId, ordinal: part * found.perCall }
    : null;
}

/** Settles a generation of which everything is delivered, before its own run wakes up to do so. */
export async function settleIfComplete({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { generationId: string };
}): Promise<{ settled: boolean }> {
  requireJob(ctx.actor);
  const [job] = await db().select().from(generations).where(eq(generations.id, input.generationId));
  if (!job || job.deliveredCount < job.count) return { settled: false };
  await settleGeneration({ ctx, input });
  return { settled: true };
}
