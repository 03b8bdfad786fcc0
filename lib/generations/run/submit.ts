import { eq } from "drizzle-orm";
import { db, transact } from "@/db/client";
import { generations } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { forbidden } from "@/lib/platform/errors";
import { failPoint } from "@/lib/platform/process/fail-points";
import { type ImageProvider, type ImageRequest, ProviderError } from "@/lib/providers/image-provider";
import {
  type AttemptRow,
  countAttempts,
  findLatestAttempt,
  moveAttempt,
  openAttempt,
} from "../internal/attempts";
import { changeGeneration, type GenerationRow, lockGeneration } from "../internal/change";
import { asProviderError, recordFailure, type StepOutcome } from "../internal/outcome";
import { providerRequest } from "../internal/request";
import { stageOutputs } from "../internal/stage-outputs";
import { hasEnded, mayRetry, pollDelayMs } from "../rules";

const SUBMIT_TIMEOUT_MS = 180_000;

/**
 * Sends a claimed generation to its provider, writing the intent before the call and the external id after it.
 * Safe to repeat: an accepted attempt is not sent again; one whose outcome nobody knows is repeated under the
 * same key where the provider makes that harmless, and otherwise at most once as an attempt of its own.
 */
export async function submitGeneration({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { generationId: string };
}): Promise<StepOutcome> {
  if (ctx.actor.kind !== "job") throw forbidden("WRITE_ADMIN");
  const [job] = await db().select().from(generations).where(eq(generations.id, input.generationId));
  if (!job || hasEnded(job.status) || job.cancelRequestedAt) return { state: "over" };
  const found = await providerRequest(ctx, job, "");
  if (!found)
    return {
      state: "failed",
      errorCode: "model_gone",
      message: "The model is not on offer any more.",
      retryAfterMs: null,
    };

  const latest = await findLatestAttempt(db(), job.id);
  if (latest?.state === "finished") return { state: "outputs" };
  if (latest?.state === "accepted") return { state: "running", pollAfterMs: pollDelayMs(0, 0) };
  const attempt = await attemptToSend(ctx, job, latest, found.provider);
  if (!attempt)
    return {
      state: "failed",
      errorCode: "unknown_outcome",
      message: "The provider's answer was lost twice.",
      retryAfterMs: null,
    };
  return send(ctx, job, attempt, found.provider, { ...found.request, requestKey: attempt.id });
}

/** The attempt to send now; null when the one extra try of an unknown outcome is used up. */
async function attemptToSend(
  ctx: Ctx,
  job: GenerationRow,
  latest: AttemptRow | undefined,
  provider: ImageProvider,
): Promise<AttemptRow | null> {
  if (!latest) return openAttempt(ctx, job, 1, "first");
  if (latest.state === "not_sent") return latest;
  if (latest.state === "rejected") return openAttempt(ctx, job, latest.ordinal + 1, "retry");
  if (provider.submitIsIdempotent) return latest;
  const history = await countAttempts(job.id);
  return mayRetry("unknown_outcome", history)
    ? openAttempt(ctx, job, latest.ordinal + 1, "unknown_outcome")
    : null;
}

async function send(
  ctx: Ctx,
  job: GenerationRow,
  attempt: AttemptRow,
  provider: ImageProvider,
  request: ImageRequest,
): Promise<StepOutcome> {
  await transact(ctx, (_, tx) =>
    moveAttempt(tx, ctx, attempt, { state: "submission_unknown", submittedAt: ctx.now }),
  );
  const sent: AttemptRow = { ...attempt, state: "submission_unknown" };
  failPoint("generations.intent-written");
  const signal = AbortSignal.timeout(SUBMIT_TIMEOUT_MS);
  let result: Awaited<ReturnType<ImageProvider["submit"]>>;
  try {
    result = await provider.submit(request, signal);
  } catch (error) {
    return recordFailure(ctx, sent, asProviderError(error));
  }
  failPoint("generations.submitted-not-recorded");
  if (result.kind === "done") {
    if (result.outputs.length === 0)
      return recordFailure(
        ctx,
        sent,
        new ProviderError("provider_error", "The provider answered without a picture.", true),
      );
    await stageOutputs(ctx, job, sent, result.outputs, undefined);
    return { state: "outputs" };
  }
  const { externalId, pollAfterMs } = result;
  await transact(ctx, async (inner, tx) => {
    const locked = await lockGeneration(tx, job.id);
    await moveAttempt(tx, inner, sent, { state: "accepted", externalId });
    if (locked && !hasEnded(locked.status)) await changeGeneration(inner, tx, locked, { stage: "rendering" });
  });
  failPoint("generations.accepted");
  return { state: "running", pollAfterMs: pollDelayMs(pollAfterMs, 0) };
}
