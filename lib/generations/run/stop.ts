import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { generations } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { forbidden } from "@/lib/platform/errors";
import { logger } from "@/lib/platform/log";
import { findModel } from "@/lib/providers/registry";
import { findLatestAttempt } from "../internal/attempts";
import { hasEnded } from "../rules";
import { settleGeneration } from "./settle";

const CANCEL_TIMEOUT_MS = 10_000;

/**
 * Ends a generation whose run was cancelled or has failed for good: tells the provider to stop, as far as it
 * can, and settles what was delivered. Safe to repeat.
 */
export async function stopGeneration({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { generationId: string; errorCode?: string };
}): Promise<{ userId: string } | null> {
  if (ctx.actor.kind !== "job") throw forbidden("WRITE_ADMIN");
  const [job] = await db().select().from(generations).where(eq(generations.id, input.generationId));
  if (!job) return null;
  if (!hasEnded(job.status)) await cancelAtProvider(job.id, job.model);
  return settleGeneration({ ctx, input });
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
