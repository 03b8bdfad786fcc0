import { eq } from "drizzle-orm";
import { db, transact } from "@/db/client";
import { generations } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { broken } from "@/lib/platform/errors";
import { failPoint } from "@/lib/platform/process/fail-points";
import { type PollResult, ProviderError } from "@/lib/providers/image-provider";
import { type AttemptRow, findLatestAttempt } from "../internal/attempts";
import { changeGeneration, type GenerationRow, lockGeneration } from "../internal/change";
import {
  asProviderError,
  outcomeOf,
  recordFailure,
  type StepOutcome,
  unknownOutcome,
} from "../internal/outcome";
import { providerRequest } from "../internal/request";
import { stageOutputs } from "../internal/stage-outputs";
import { hasEnded, pollDelayMs } from "../rules";

const POLL_TIMEOUT_MS = 60_000;

/**
 * Asks the provider once how the accepted attempt stands: writes the progress, or stages the finished pictures.
 * A poll that fails is repeated with the next one: the external id keeps the job findable.
 */
export async function pollGeneration({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { generationId: string };
}): Promise<StepOutcome> {
  requireJob(ctx.actor);
  const [job] = await db().select().from(generations).where(eq(generations.id, input.generationId));
  if (!job || hasEnded(job.status) || job.cancelRequestedAt) return { state: "over" };
  const attempt = await findLatestAttempt(db(), job.id);
  if (attempt?.state === "finished") return { state: "outputs" };
  if (attempt?.state === "rejected") return outcomeOf(attempt);
  if (attempt?.state === "submission_unknown") return unknownOutcome(ctx, attempt);
  if (attempt?.state !== "accepted" || !attempt.externalId)
    broken(`generation ${job.id} is polled without an order at the provider`);
  const found = await providerRequest(ctx, job, attempt.id);
  if (!found)
    return recordFailure(
      ctx,
      attempt,
      new ProviderError("invalid_request", "The model is not on offer any more.", true),
    );

  let result: PollResult;
  try {
    result = await found.provider.poll(
      attempt.externalId,
      found.request,
      AbortSignal.timeout(POLL_TIMEOUT_MS),
    );
  } catch (error) {
    const known = asProviderError(error);
    if (known.errorClass === "not_found_or_expired") return recordFailure(ctx, attempt, known);
    return { state: "running", pollAfterMs: pollDelayMs(2_000, ageMs(ctx, attempt)) };
  }
  failPoint("generations.polled");
  return apply(ctx, job, attempt, result);
}

async function apply(
  ctx: Ctx,
  job: GenerationRow,
  attempt: AttemptRow,
  result: PollResult,
): Promise<StepOutcome> {
  if (result.state === "failed") return recordFailure(ctx, attempt, result.error);
  if (result.state === "done") {
    if (result.outputs.length === 0)
      return recordFailure(
        ctx,
        attempt,
        new ProviderError(result.refused ?? "provider_error", "The provider delivered no picture.", true),
      );
    await stageOutputs(ctx, job, attempt, result.outputs, result.refused);
    return { state: "outputs" };
  }
  await transact(ctx, async (inner, tx) => {
    const locked = await lockGeneration(tx, job.id);
    if (!locked || hasEnded(locked.status)) return;
    await changeGeneration(inner, tx, locked, { stage: "rendering", stagePart: result.progress ?? 0 });
  });
  return { state: "running", pollAfterMs: pollDelayMs(result.pollAfterMs, ageMs(ctx, attempt)) };
}

const ageMs = (ctx: Ctx, attempt: AttemptRow): number =>
  ctx.now.getTime() - (attempt.submittedAt ?? attempt.createdAt).getTime();
