import { desc, eq } from "drizzle-orm";
import { db, transact } from "@/db/client";
import { generations, generationTimeline } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import { findOffer, type Offer } from "@/lib/channels/read";
import type { Ctx } from "@/lib/platform/context";
import { env } from "@/lib/platform/env";
import { failPoint } from "@/lib/platform/process/fail-points";
import type { SubmitResult } from "@/lib/providers/image-provider";
import { ProviderError, providerErrorClasses } from "@/lib/providers/provider-error";
import {
  type AttemptRow,
  channelsOfLap,
  findLatestAttempt,
  moveAttempt,
  type NewAttempt,
  openAttempt,
} from "../internal/attempts";
import { changeGeneration, type GenerationRow, lockGeneration } from "../internal/change";
import {
  asProviderError,
  errorClassOf,
  outcomeOf,
  recordFailure,
  type StepOutcome,
  unknownOutcome,
} from "../internal/outcome";
import { stageOutputs } from "../internal/stage-outputs";
import { noteDecision } from "../internal/timeline";
import { hasEnded, pollDelayMs } from "../rules";
import { openVendor, vendorCall } from "../vendor/call";
import { cancelAtVendor } from "../vendor/cancel";
import { requiredConfig } from "../vendor/inputs";
import { progressWriter } from "../vendor/preview";
import { vendorRequest } from "../vendor/request";
import { translateOrder } from "../vendor/translate";

/**
 * Sends one part of a claimed generation to a vendor: the attempt that follows attempt `after` (0: the first of
 * this part) is opened with a channel, its intent is written before the call and the external id after it. Safe to
 * repeat: an accepted attempt is not sent again, a failed one answers its failure again, and one whose outcome
 * nobody knows is sent again only where the provider makes that harmless.
 */
export async function submitGeneration({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { generationId: string; part: number; after: number; cause: "first" | "retry" | "failover" };
}): Promise<StepOutcome> {
  requireJob(ctx.actor);
  const [job] = await db().select().from(generations).where(eq(generations.id, input.generationId));
  if (!job || hasEnded(job.status) || job.cancelRequestedAt) return { state: "over" };
  const offer = await findOffer(ctx, job.userId, job.model);
  if (!offer) return failedForGood("model_gone", "The model is not on offer any more.");
  if (!(await translateOrder(ctx, job, offer.model)))
    return failedForGood("translation_failed", "The prompt could not be translated.");
  const latest = await findLatestAttempt(db(), job.id, input.part);
  const served = latest && (latest.ordinal > input.after || isTaken(latest));
  const next = served ? { attempt: latest } : await openNext(ctx, job, offer, input, latest);
  if (!next.attempt) return next.outcome;
  return serve(ctx, job, next.attempt, offer);
}

const isTaken = ({ state }: AttemptRow): boolean => state === "accepted" || state === "finished";

const failedForGood = (errorCode: string, message: string): StepOutcome => ({
  state: "failed",
  errorCode,
  message,
  next: "end",
  waitMs: 0,
  after: 0,
});

async function serve(ctx: Ctx, job: GenerationRow, attempt: AttemptRow, offer: Offer): Promise<StepOutcome> {
  switch (attempt.state) {
    case "finished":
      return { state: "outputs" };
    case "accepted":
      return { state: "running", pollAfterMs: pollDelayMs(0, 0) };
    case "rejected":
    case "failed":
      return outcomeOf(ctx, attempt, job.model);
    case "closed":
      return { state: "over" };
    case "submission_unknown":
      if (attempt.finishedAt || !offer.provider.submitIsIdempotent)
        return unknownOutcome(ctx, attempt, job.model);
      return call(ctx, job, attempt, offer);
    case "not_sent":
      return send(ctx, job, attempt, offer);
  }
}

/**
 * Opens the next attempt with a channel: after an order that the vendor took, or may have taken, only the same
 * one; another one only where this one certainly took nothing.
 */
async function openNext(
  ctx: Ctx,
  job: GenerationRow,
  offer: Offer,
  input: { part: number; cause: "first" | "retry" | "failover" },
  latest: AttemptRow | undefined,
): Promise<{ attempt: AttemptRow } | { attempt: null; outcome: StepOutcome }> {
  const { part } = input;
  const order: NewAttempt = {
    part,
    follows: latest?.ordinal ?? 0,
    cause: latest?.state === "submission_unknown" ? "unknown_outcome" : input.cause,
    avoid: latest && input.cause === "failover" ? await channelsOfLap(latest) : [],
    only: latest && mustStay(latest) ? (latest.channelId ?? undefined) : undefined,
    config: await requiredConfig(ctx, job, offer.model),
    builtIn: offer.model.builtIn,
  };
  const { attempt, choice } = await openAttempt(ctx, job, order);
  if (attempt) return { attempt };
  if (choice?.waitMs) {
    await noteBusy(ctx, job.id, part);
    return { attempt: null, outcome: { state: "busy", waitMs: choice.waitMs } };
  }
  // The other channel went away meanwhile: what is left is decided anew.
  if (latest && input.cause === "failover")
    return { attempt: null, outcome: await outcomeOf(ctx, latest, job.model) };
  const none = failedForGood("no_channel", "No way to this model is open at the moment.");
  return { attempt: null, outcome: none };
}

function mustStay(latest: AttemptRow): boolean {
  if (latest.state === "submission_unknown" || latest.state === "failed") return true;
  return !providerErrorClasses[errorClassOf(latest)].elsewhere;
}

/** Writes the intent, then calls. Whoever cannot write it, because another worker did, must not call. */
async function send(ctx: Ctx, job: GenerationRow, attempt: AttemptRow, offer: Offer): Promise<StepOutcome> {
  const intent = { state: "submission_unknown", submittedAt: ctx.now } as const;
  const mine = await transact(ctx, (_, tx) => moveAttempt(tx, ctx, attempt, intent));
  if (!mine) throw new Error(`attempt ${attempt.ordinal} of ${job.id} is being sent by another worker`);
  failPoint("generations.intent-written");
  return call(ctx, job, { ...attempt, ...intent }, offer);
}

async function call(ctx: Ctx, job: GenerationRow, attempt: AttemptRow, offer: Offer): Promise<StepOutcome> {
  let result: SubmitResult;
  let release = () => {};
  try {
    const vendor = await openVendor(ctx, attempt);
    if (!vendor)
      throw new ProviderError("invalid_request", "The key of this model is not there any more.", true);
    const request = await vendorRequest(ctx, job, attempt, offer.model);
    const writer = progressWriter(ctx, job.id, attempt.part);
    release = writer.stop;
    const timeoutMs = env().VENDOR_CALL_TIMEOUT_MS;
    const vendorOf = vendorCall(attempt, vendor.provider, vendor.connection, timeoutMs, writer.write);
    result = await vendor.provider.submit(request, vendorOf);
  } catch (error) {
    return recordFailure(ctx, attempt, job.model, asProviderError(error));
  } finally {
    release();
  }
  failPoint("generations.submitted-not-recorded");
  if (result.kind === "pending") return accept(ctx, job, attempt, result);
  if (result.outputs.length === 0)
    return recordFailure(
      ctx,
      attempt,
      job.model,
      new ProviderError(result.refused ?? "provider_error", "The provider answered without a picture.", true),
    );
  await stageOutputs(ctx, job, attempt, result);
  return { state: "outputs" };
}

/** The vendor took the order. If the generation ended meanwhile, the order is closed and the vendor told. */
async function accept(
  ctx: Ctx,
  job: GenerationRow,
  attempt: AttemptRow,
  { externalId, pollAfterMs, warnings = [] }: Extract<SubmitResult, { kind: "pending" }>,
): Promise<StepOutcome> {
  const alive = await transact(ctx, async (inner, tx) => {
    const locked = await lockGeneration(tx, job.id);
    const ended = !locked || hasEnded(locked.status);
    const change = ended
      ? ({ state: "closed", externalId, finishedAt: ctx.now } as const)
      : ({ state: "accepted", externalId } as const);
    await moveAttempt(tx, inner, attempt, change);
    if (ended) return false;
    await noteDecision(inner, tx, attempt, "accepted", { attempt: attempt.ordinal });
    await changeGeneration(inner, tx, locked, {
      stage: locked.deliveredCount > 0 ? locked.stage : "rendering",
      warnings: [...new Set([...locked.warnings, ...warnings])],
    });
    return true;
  });
  failPoint("generations.accepted");
  if (alive) return { state: "running", pollAfterMs: pollDelayMs(pollAfterMs, 0) };
  await cancelAtVendor(ctx, { ...attempt, externalId });
  return { state: "over" };
}

/** Waiting for a channel is told once, however often it is asked for. */
async function noteBusy(ctx: Ctx, generationId: string, part: number): Promise<void> {
  await transact(ctx, async (inner, tx) => {
    const [last] = await tx
      .select({ kind: generationTimeline.kind })
      .from(generationTimeline)
      .where(eq(generationTimeline.generationId, generationId))
      .orderBy(desc(generationTimeline.createdAt), desc(generationTimeline.id))
      .limit(1);
    if (last?.kind !== "channels_busy")
      await noteDecision(inner, tx, { generationId, part }, "channels_busy");
  });
}
