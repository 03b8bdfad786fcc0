import { eq } from "drizzle-orm";
import { db, transact } from "@/db/client";
import { generations } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { failPoint } from "@/lib/platform/process/fail-points";
import { type ImageProvider, type ImageRequest, ProviderError } from "@/lib/providers/image-provider";
import { type AttemptRow, findLatestAttempt, moveAttempt, openAttempt } from "../internal/attempts";
import { changeGeneration, type GenerationRow, lockGeneration } from "../internal/change";
import {
  asProviderError,
  outcomeOf,
  recordFailure,
  type StepOutcome,
  SUBMIT_TIMEOUT_MS,
  unknownOutcome,
} from "../internal/outcome";
import { providerRequest } from "../internal/request";
import { stageOutputs } from "../internal/stage-outputs";
import { hasEnded, pollDelayMs } from "../rules";

/**
 * Sends a claimed generation to its provider: round n of a run makes attempt n, writing the intent before the
 * call and the external id after it. Safe to repeat: an accepted attempt is not sent again, a failed one answers
 * its failure again, and one whose outcome nobody knows is sent again only where the provider makes that harmless.
 */
export async function submitGeneration({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { generationId: string; round: number };
}): Promise<StepOutcome> {
  requireJob(ctx.actor);
  const [job] = await db().select().from(generations).where(eq(generations.id, input.generationId));
  if (!job || hasEnded(job.status) || job.cancelRequestedAt) return { state: "over" };
  const found = await providerRequest(ctx, job, "");
  if (!found) return modelGone;

  const attempt = await attemptOfRound(ctx, job, input.round);
  switch (attempt.state) {
    case "finished":
      return { state: "outputs" };
    case "accepted":
      return { state: "running", pollAfterMs: pollDelayMs(0, 0) };
    case "rejected":
      return outcomeOf(attempt);
    case "submission_unknown":
      if (attempt.finishedAt || !found.provider.submitIsIdempotent) return unknownOutcome(ctx, attempt);
      return call(ctx, job, attempt, found.provider, { ...found.request, requestKey: attempt.id });
    case "not_sent":
      return send(ctx, job, attempt, found.provider, { ...found.request, requestKey: attempt.id });
  }
}

const modelGone: StepOutcome = {
  state: "failed",
  errorCode: "model_gone",
  message: "The model is not on offer any more.",
  retryAfterMs: null,
};

/** The attempt of this round, opened now if it is not there; a finished or accepted one serves every round. */
async function attemptOfRound(ctx: Ctx, job: GenerationRow, round: number): Promise<AttemptRow> {
  const latest = await findLatestAttempt(db(), job.id);
  if (latest && (latest.ordinal >= round || latest.state === "accepted" || latest.state === "finished"))
    return latest;
  const cause = !latest ? "first" : latest.state === "submission_unknown" ? "unknown_outcome" : "retry";
  const opened = await openAttempt(ctx, job, (latest?.ordinal ?? 0) + 1, cause);
  if (!opened) throw new Error(`attempt ${round} of ${job.id} is being opened by another worker`);
  return opened;
}

/** Writes the intent, then calls. Whoever cannot write it, because another worker did, must not call. */
async function send(
  ctx: Ctx,
  job: GenerationRow,
  attempt: AttemptRow,
  provider: ImageProvider,
  request: ImageRequest,
): Promise<StepOutcome> {
  const intent = { state: "submission_unknown", submittedAt: ctx.now } as const;
  const mine = await transact(ctx, (_, tx) => moveAttempt(tx, ctx, attempt, intent));
  if (!mine) throw new Error(`attempt ${attempt.ordinal} of ${job.id} is being sent by another worker`);
  failPoint("generations.intent-written");
  return call(ctx, job, { ...attempt, ...intent }, provider, request);
}

async function call(
  ctx: Ctx,
  job: GenerationRow,
  attempt: AttemptRow,
  provider: ImageProvider,
  request: ImageRequest,
): Promise<StepOutcome> {
  let result: Awaited<ReturnType<ImageProvider["submit"]>>;
  try {
    result = await provider.submit(request, AbortSignal.timeout(SUBMIT_TIMEOUT_MS));
  } catch (error) {
    return recordFailure(ctx, attempt, asProviderError(error));
  }
  failPoint("generations.submitted-not-recorded");
  if (result.kind === "done") {
    if (result.outputs.length === 0)
      return recordFailure(
        ctx,
        attempt,
        new ProviderError("provider_error", "The provider answered without a picture.", true),
      );
    await stageOutputs(ctx, job, attempt, result.outputs, undefined);
    return { state: "outputs" };
  }
  const { externalId, pollAfterMs } = result;
  await transact(ctx, async (inner, tx) => {
    const locked = await lockGeneration(tx, job.id);
    await moveAttempt(tx, inner, attempt, { state: "accepted", externalId });
    if (locked && !hasEnded(locked.status)) await changeGeneration(inner, tx, locked, { stage: "rendering" });
  });
  failPoint("generations.accepted");
  return { state: "running", pollAfterMs: pollDelayMs(pollAfterMs, 0) };
}
