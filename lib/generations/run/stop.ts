import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { generations } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { logger } from "@/lib/platform/log";
import { findModel } from "@/lib/providers/registry";
import { findLatestAttempt } from "../internal/attempts";
import { hasEnded } from "../rules";
import { settleGeneration } from "./settle";

const CANCEL_TIMEOUT_MS = 10_000;

/**
 * Ends a generation whose run was cancelled or has failed for good: tells the provider to stop, as far as it
 * can, and settles what was delivered. With `runId`, only if that run owns it or nobody does. Safe to repeat.
 */
export async function stopGeneration({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { generationId: string; errorCode?: string; runId?: string };
}): Promise<{ userId: string } | null> {
  requireJob(ctx.actor);
  const [job] = await db().select().from(generations).where(eq(generations.id, input.generationId));
  // Several runs of one job are normal; one that fails must not end what another run is doing.
  if (!job || (input.runId !== undefined && job.runId !== null && job.runId !== input.runId)) return null;
  if (!hasEnded(job.status)) await cancelAtProvider(job.id, job.model);
  const { generationId, errorCode } = input;
  return settleGeneration({ ctx, input: { generationId, errorCode } });
}

async function cancelAtProvider(generationId: string, modelId: string): Promise<void> {
  const attempt = await findLatestAttempt(db(), generationId);
  const provider = findModel(modelId)?.provider;
  if (attempt?.state !== "accepted" || !attempt.externalId || !provider?.cancel) return;
  try {
    await provider.cancel(attempt.externalId, AbortSignal.timeout(CANCEL_TIMEOUT_MS));
  } catch (err) {
    logger("generations.stop").warn("the provider did not take the cancel", {
      generation: generationId,
      err,
    });
  }
}
