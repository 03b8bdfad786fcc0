import { desc, eq } from "drizzle-orm";
import { db, transact } from "@/db/client";
import { generations, generationTimeline } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import { findOffer, type Offer } from "@/lib/channels/read";
import { type Ctx, later } from "@/lib/platform/context";
import { providerErrorClasses } from "@/lib/providers/provider-error";
import {
  type AttemptRow,
  channelsOfLap,
  findLatestAttempt,
  type NewAttempt,
  openAttempt,
} from "../internal/attempts";
import type { GenerationRow } from "../internal/change";
import { errorClassOf, outcomeOf, type StepOutcome, unknownOutcome } from "../internal/outcome";
import { noteDecision } from "../internal/timeline";
import { busyWaitMs, hasEnded, pollDelayMs } from "../rules";
import { enterCall } from "../vendor/call-gate";
import { requiredConfig } from "../vendor/inputs";
import { sendAttempt } from "../vendor/send";
import { translateOrder } from "../vendor/translate";

/** With less than this left, an order would be ended before its pictures come. */
const LEAST_LEFT_MS = 30_000;

interface Turn {
  part: number;
  after: number;
  cause: "first" | "retry" | "failover";
}

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
  input: Turn & { generationId: string };
}): Promise<StepOutcome> {
  requireJob(ctx.actor);
  const [job] = await db().select().from(generations).where(eq(generations.id, input.generationId));
  if (!job || hasEnded(job.status) || job.cancelRequestedAt) return { state: "over" };
  const latest = await findLatestAttempt(db(), job.id, input.part);
  if (latest && isTaken(latest)) return serve(ctx, job, latest);
  const leave = enterCall(job);
  if (!leave) return busy(ctx, job);
  try {
    const served = latest && latest.ordinal > input.after;
    return served ? await serve(ctx, job, latest) : await begin(ctx, job, input, latest);
  } finally {
    leave();
  }
}

/** Prepares and sends the next attempt of a part. */
async function begin(
  ctx: Ctx,
  job: GenerationRow,
  turn: Turn,
  latest: AttemptRow | undefined,
): Promise<StepOutcome> {
  const begunMs = performance.now();
  const offer = await findOffer(ctx, job.userId, job.model);
  if (!offer) return failedForGood("model_gone", "The model is not on offer any more.");
  const translated = await translateOrder(ctx, job, offer.model);
  if (translated === "later") return busy(ctx, job);
  if (translated === "failed")
    return failedForGood("translation_failed", "The prompt could not be translated.");
  const now = later(ctx, begunMs);
  if (job.deadlineAt && job.deadlineAt.getTime() - now.now.getTime() < LEAST_LEFT_MS)
    return failedForGood("deadline_exceeded", "There is not enough time left for another call.");
  return openNext(now, job, offer, turn, latest);
}

const isTaken = ({ state }: AttemptRow): boolean => state === "accepted" || state === "finished";

const busy = (ctx: Ctx, job: GenerationRow, leastMs = 0): StepOutcome => ({
  state: "busy",
  waitMs: Math.max(leastMs, busyWaitMs(ctx.now.getTime() - (job.startedAt ?? job.createdAt).getTime())),
});

const failedForGood = (errorCode: string, message: string): StepOutcome => ({
  state: "failed",
  errorCode,
  message,
  next: "end",
  waitMs: 0,
  after: 0,
});

/** Answers for an attempt that is there, and sends it if it was not sent. */
async function serve(ctx: Ctx, job: GenerationRow, attempt: AttemptRow): Promise<StepOutcome> {
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
    case "not_sent":
      return (await sendAttempt(ctx, job, attempt)) ?? unknownOutcome(ctx, attempt, job.model);
  }
}

/**
 * Opens the next attempt with a channel and sends it: after an order that the vendor took, or may have taken, only
 * over the same one; over another one only where this one certainly took nothing.
 */
async function openNext(
  ctx: Ctx,
  job: GenerationRow,
  offer: Offer,
  { part, cause }: Turn,
  latest: AttemptRow | undefined,
): Promise<StepOutcome> {
  const stays = latest !== undefined && mustStay(latest);
  if (stays && latest.channelId === null && !offer.model.builtIn)
    return failedForGood("no_channel", "The way that the order went is gone.");
  const config = await requiredConfig(ctx, job, offer.model);
  const order: NewAttempt = {
    part,
    follows: latest?.ordinal ?? 0,
    cause: latest?.state === "submission_unknown" ? "unknown_outcome" : cause,
    avoid: latest && cause === "failover" ? await channelsOfLap(latest) : [],
    only: stays ? (latest.channelId ?? undefined) : undefined,
    config,
    builtIn: offer.model.builtIn,
  };
  const { attempt, choice } = await openAttempt(ctx, job, order);
  if (attempt) return serve(ctx, job, attempt);
  if (!choice) return { state: "over" };
  // The other channel went away meanwhile: what is left is decided anew, without it.
  if (choice.waitMs === null && latest && cause === "failover")
    return outcomeOf(ctx, latest, job.model, { stay: true });
  if (choice.waitMs === null)
    return failedForGood("no_channel", "No way to this model is open at the moment.");
  await noteBusy(ctx, job.id, part);
  return busy(ctx, job, choice.waitMs);
}

function mustStay(latest: AttemptRow): boolean {
  if (latest.state === "submission_unknown" || latest.state === "failed") return true;
  return !providerErrorClasses[errorClassOf(latest)].elsewhere;
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
