import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { generations } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import { type Ctx, later } from "@/lib/platform/context";
import { broken } from "@/lib/platform/errors";
import { logger } from "@/lib/platform/log";
import { downloadBounded } from "@/lib/platform/outbound/download";
import { failPoint } from "@/lib/platform/process/fail-points";
import type { ImageProvider, PollResult, VendorCall } from "@/lib/providers/image-provider";
import { ProviderError } from "@/lib/providers/provider-error";
import { type AttemptRow, findLatestAttempt } from "../internal/attempts";
import type { GenerationRow } from "../internal/change";
import {
  asProviderError,
  outcomeOf,
  recordFailure,
  type StepOutcome,
  unknownOutcome,
} from "../internal/outcome";
import { stageOutputs } from "../internal/stage-outputs";
import { hasEnded, pollDelayMs } from "../rules";
import { openVendor, vendorCall } from "../vendor/call";
import { tellProgress } from "../vendor/preview";
import { wordsOf } from "../vendor/request";

const POLL_TIMEOUT_MS = 120_000;
/** A poll holds a slot of the engine: a person's own server gets it for a shorter time. */
const OWN_POLL_TIMEOUT_MS = 20_000;
const PREVIEW_TIMEOUT_MS = 5_000;
const MAX_PREVIEW_BYTES = 8 * 1024 * 1024;

/**
 * Asks the vendor once how the accepted attempt of a part stands: writes the progress, or records the finished
 * pictures. A poll that fails is repeated with the next one: the external id keeps the job findable.
 */
export async function pollGeneration({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { generationId: string; part: number };
}): Promise<StepOutcome> {
  requireJob(ctx.actor);
  const [job] = await db().select().from(generations).where(eq(generations.id, input.generationId));
  if (!job || hasEnded(job.status) || job.cancelRequestedAt) return { state: "over" };
  const attempt = await findLatestAttempt(db(), job.id, input.part);
  if (attempt?.state === "finished") return { state: "outputs" };
  if (attempt?.state === "closed") return { state: "over" };
  if (attempt?.state === "rejected" || attempt?.state === "failed") return outcomeOf(ctx, attempt, job.model);
  if (attempt?.state === "submission_unknown") return unknownOutcome(ctx, attempt, job.model);
  if (attempt?.state !== "accepted" || !attempt.externalId)
    broken(`generation ${job.id} is polled without an order at the provider`);
  return ask(ctx, job, attempt, attempt.externalId);
}

async function ask(
  ctx: Ctx,
  job: GenerationRow,
  attempt: AttemptRow,
  externalId: string,
): Promise<StepOutcome> {
  const begunMs = performance.now();
  const vendor = await openVendor(ctx, attempt);
  if (!vendor) {
    const gone = new ProviderError(
      "not_found_or_expired",
      "The key of this model is not there any more.",
      false,
    );
    return recordFailure(ctx, attempt, job.model, gone);
  }
  const call = vendorCall(attempt, vendor, vendor.own ? OWN_POLL_TIMEOUT_MS : POLL_TIMEOUT_MS);
  let result: PollResult;
  try {
    result = await vendor.provider.poll(externalId, wordsOf(job, attempt), call);
  } catch (error) {
    const known = asProviderError(error);
    if (known.errorClass === "not_found_or_expired")
      return recordFailure(later(ctx, begunMs), attempt, job.model, known);
    logger("generations.poll").warn("a poll failed and will be repeated", {
      generation: job.id,
      errorClass: known.errorClass,
    });
    const wait = Math.max(2_000, known.retryAfterMs ?? 0);
    return { state: "running", pollAfterMs: pollDelayMs(wait, ageMs(ctx, attempt)) };
  }
  failPoint("generations.polled");
  return apply(later(ctx, begunMs), job, attempt, result, vendor.provider, call);
}

async function apply(
  ctx: Ctx,
  job: GenerationRow,
  attempt: AttemptRow,
  result: PollResult,
  provider: ImageProvider,
  call: VendorCall,
): Promise<StepOutcome> {
  if (result.state === "failed") return recordFailure(ctx, attempt, job.model, result.error);
  if (result.state === "done") {
    if (result.outputs.length === 0)
      return recordFailure(
        ctx,
        attempt,
        job.model,
        new ProviderError(result.refused ?? "provider_error", "The vendor delivered no picture.", true),
      );
    await stageOutputs(ctx, job, attempt, result);
    return { state: "outputs" };
  }
  const preview = result.previewUrl ? await fetchPreview(result.previewUrl, provider, call) : undefined;
  await tellProgress(ctx, job.id, attempt.part, { part: result.progress, preview });
  return { state: "running", pollAfterMs: pollDelayMs(result.pollAfterMs, ageMs(ctx, attempt)) };
}

/** A preview is a courtesy: where it cannot be had, there is none. */
async function fetchPreview(
  url: string,
  provider: ImageProvider,
  call: VendorCall,
): Promise<Buffer | undefined> {
  try {
    return await downloadBounded(call.fetch, url, {
      maxBytes: MAX_PREVIEW_BYTES,
      timeoutMs: PREVIEW_TIMEOUT_MS,
      allowedHosts: [...provider.outputHosts, new URL(call.connection.baseUrl).host],
    });
  } catch {
    return undefined;
  }
}

const ageMs = (ctx: Ctx, attempt: AttemptRow): number =>
  ctx.now.getTime() - (attempt.submittedAt ?? attempt.createdAt).getTime();
