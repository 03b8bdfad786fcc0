import { transact } from "@/db/client";
import { releaseChannel } from "@/lib/channels/release";
import { type Ctx, later } from "@/lib/platform/context";
import { env } from "@/lib/platform/env";
import { failPoint } from "@/lib/platform/process/fail-points";
import { insist } from "@/lib/platform/process/insist";
import type { ImageRequest, SubmitResult } from "@/lib/providers/image-provider";
import { ProviderError } from "@/lib/providers/provider-error";
import { type AttemptRow, moveAttempt } from "../internal/attempts";
import { changeGeneration, type GenerationRow, lockGeneration } from "../internal/change";
import { asProviderError, recordFailure, type StepOutcome } from "../internal/outcome";
import { stageOutputs } from "../internal/stage-outputs";
import { noteDecision } from "../internal/timeline";
import { hasEnded, pollDelayMs } from "../rules";
import { type OpenVendor, openVendor, vendorCall } from "./call";
import { cancelAtVendor } from "./cancel";
import { progressWriter } from "./preview";
import { vendorRequest } from "./request";

/**
 * Sends an attempt: everything is prepared first, then the intent is written, then the vendor is called, so that
 * the time in which nobody knows whether it was sent is the call alone. Null for an attempt whose call may be
 * under way or lost and must not be repeated.
 */
export async function sendAttempt(
  ctx: Ctx,
  job: GenerationRow,
  attempt: AttemptRow,
): Promise<StepOutcome | null> {
  const begunMs = performance.now();
  const vendor = await openVendor(ctx, attempt);
  const repeats = attempt.state === "submission_unknown";
  if (repeats && (attempt.finishedAt || !vendor?.provider.submitIsIdempotent)) return null;
  let request: ImageRequest;
  try {
    if (!vendor)
      throw new ProviderError("invalid_request", "The key of this model is not there any more.", true);
    request = await vendorRequest(ctx, job, attempt, vendor.model);
  } catch (error) {
    const known = asProviderError(error);
    // What is lost in preparing, a file for instance, was not sent: the step is repeated.
    if (!known.certainlyNotAccepted) throw error;
    return recordFailure(ctx, attempt, job.model, known);
  }
  const sent = repeats ? attempt : await writeIntent(later(ctx, begunMs), job, attempt);
  return sent ? call(ctx, begunMs, job, sent, vendor, request) : { state: "over" };
}

/**
 * Writes that the call is about to be made; null when the generation ended meanwhile. Whoever cannot write it,
 * because another worker did, must not call.
 */
async function writeIntent(ctx: Ctx, job: GenerationRow, attempt: AttemptRow): Promise<AttemptRow | null> {
  const intent = { state: "submission_unknown", submittedAt: ctx.now } as const;
  const written = await transact(ctx, async (inner, tx) => {
    const locked = await lockGeneration(tx, job.id);
    if (!locked || hasEnded(locked.status) || locked.cancelRequestedAt) {
      await moveAttempt(tx, inner, attempt, { state: "closed", finishedAt: ctx.now });
      await releaseChannel({ ctx: inner, input: { attemptId: attempt.id, outcome: "closed" } });
      return null;
    }
    return moveAttempt(tx, inner, attempt, intent);
  });
  if (written === null) return null;
  if (!written) throw new Error(`attempt ${attempt.ordinal} of ${job.id} is being sent by another worker`);
  failPoint("generations.intent-written");
  return { ...attempt, ...intent };
}

async function call(
  ctx: Ctx,
  begunMs: number,
  job: GenerationRow,
  attempt: AttemptRow,
  vendor: OpenVendor,
  request: ImageRequest,
): Promise<StepOutcome> {
  const progress = progressWriter(ctx, job.id, attempt.part);
  const order = vendorCall(attempt, vendor, env().VENDOR_CALL_TIMEOUT_MS, progress.write);
  let result: SubmitResult;
  try {
    result = await vendor.provider.submit(request, order);
  } catch (error) {
    return recordFailure(later(ctx, begunMs), attempt, job.model, asProviderError(error));
  } finally {
    await progress.stop();
  }
  failPoint("generations.submitted-not-recorded");
  const after = later(ctx, begunMs);
  if (result.kind === "pending") return accept(after, job, attempt, result);
  if (result.outputs.length === 0) {
    const empty = new ProviderError(result.refused ?? "provider_error", "The vendor sent no picture.", true);
    return recordFailure(after, attempt, job.model, empty, { taken: true });
  }
  await stageOutputs(after, job, attempt, result);
  return { state: "outputs" };
}

/**
 * The vendor took the order. If nobody waits for it any more, because the generation has ended or the call was
 * given up as lost, the order is closed and the vendor told.
 */
async function accept(
  ctx: Ctx,
  job: GenerationRow,
  attempt: AttemptRow,
  { externalId, pollAfterMs, warnings = [] }: Extract<SubmitResult, { kind: "pending" }>,
): Promise<StepOutcome> {
  const record = () =>
    transact(ctx, async (inner, tx) => {
      const locked = await lockGeneration(tx, job.id);
      const alive = locked !== undefined && !hasEnded(locked.status);
      const accepted =
        alive && (await moveAttempt(tx, inner, attempt, { state: "accepted", externalId }, { open: true }));
      if (!accepted) {
        await moveAttempt(tx, inner, attempt, { state: "closed", externalId, finishedAt: ctx.now });
        await releaseChannel({ ctx: inner, input: { attemptId: attempt.id, outcome: "closed" } });
        return false;
      }
      await noteDecision(inner, tx, attempt, "accepted", { attempt: attempt.ordinal });
      await changeGeneration(inner, tx, locked, {
        stage: locked.deliveredCount > 0 ? locked.stage : "rendering",
        warnings: [...new Set([...locked.warnings, ...warnings])],
      });
      return true;
    });
  const wanted = await insist("record an accepted order", record);
  failPoint("generations.accepted");
  if (wanted) return { state: "running", pollAfterMs: pollDelayMs(pollAfterMs, 0) };
  await cancelAtVendor(ctx, { ...attempt, externalId });
  return { state: "over" };
}
