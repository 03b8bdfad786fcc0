import { eq } from "drizzle-orm";
import { db, transact } from "@/db/client";
import { generationAttempts } from "@/db/schema";
import { releaseChannel } from "@/lib/channels/release";
import { hasOtherChannel } from "@/lib/channels/take";
import type { Ctx } from "@/lib/platform/context";
import { env } from "@/lib/platform/env";
import { failPoint } from "@/lib/platform/process/fail-points";
import { insist } from "@/lib/platform/process/insist";
import {
  lostCall,
  ProviderError,
  type ProviderErrorClass,
  providerErrorClasses,
} from "@/lib/providers/provider-error";
import { nextTry, pollDelayMs } from "../rules";
import { type AttemptRow, channelsOfLap, countTries, moveAttempt } from "./attempts";
import { lockGeneration } from "./change";
import { noteDecision } from "./timeline";

/** What a step of the run tells the next one. Small and plain: it is stored with the run. */
export type StepOutcome =
  | { state: "running"; pollAfterMs: number }
  /** Every channel is taken; ask again later. */
  | { state: "busy"; waitMs: number }
  | { state: "outputs" }
  | { state: "over" }
  /** `after` is the attempt that failed; `next` says what follows it, after `waitMs`. */
  | {
      state: "failed";
      errorCode: string;
      message: string;
      next: "failover" | "retry" | "end";
      waitMs: number;
      after: number;
    };

/** After the longest that a call may take, another worker may still be busy with writing down its answer. */
const WRITING_MS = 60_000;

/** Any thrown value of an adapter as a ProviderError; what is not one may have reached the vendor. */
export const asProviderError = (error: unknown): ProviderError =>
  error instanceof ProviderError ? error : lostCall(error);

/**
 * Records a vendor's failure on its attempt and its channel, and decides about another try. An attempt whose
 * outcome is unknown stays `submission_unknown`: it is not guessed. `taken`: the vendor took the order although it
 * was not accepted under an id. What failed before it was sent says nothing about the channel.
 */
export async function recordFailure(
  ctx: Ctx,
  attempt: AttemptRow,
  model: string,
  error: ProviderError,
  { taken = attempt.state === "accepted" || error.taken } = {},
): Promise<StepOutcome> {
  const unknown =
    attempt.state === "submission_unknown" && !taken && !error.certainlyNotAccepted && mayHaveStarted(error);
  const failed: Partial<AttemptRow> = {
    state: unknown ? "submission_unknown" : taken ? "failed" : "rejected",
    errorClass: unknown ? "unknown_outcome" : error.errorClass,
    errorMessage: error.detail.slice(0, 500),
    finishedAt: ctx.now,
  };
  const record = () =>
    transact(ctx, async (inner, tx) => {
      const { generationId, part } = attempt;
      // The generation before its attempts, as everywhere, so that nobody waits in a circle.
      await lockGeneration(tx, generationId);
      if (!(await moveAttempt(tx, ctx, attempt, failed))) return false;
      const errorClass = unknown ? "unknown_outcome" : error.errorClass;
      const kind = unknown ? "unknown_outcome" : failed.state === "rejected" ? "refused" : "failed";
      await noteDecision(inner, tx, { generationId, part }, kind, {
        attempt: attempt.ordinal,
        errorClass,
        message: error.detail.slice(0, 200),
      });
      const outcome = attempt.state === "not_sent" ? "closed" : errorClass;
      const circuit = await releaseChannel({ ctx: inner, input: { attemptId: attempt.id, outcome } });
      if (circuit)
        await noteDecision(inner, tx, { generationId, part }, `circuit_${circuit}`, { errorClass });
      return true;
    });
  const recorded = await insist("record a failure", record);
  failPoint("generations.failure-recorded");
  if (!recorded) return standing(ctx, attempt, model);
  const outcome = await outcomeOf(ctx, { ...attempt, ...failed }, model, { askedMs: error.retryAfterMs });
  if (outcome.state === "failed" && outcome.next === "retry")
    await transact(ctx, (inner, tx) =>
      noteDecision(inner, tx, attempt, "retry_later", { waitMs: outcome.waitMs, attempt: attempt.ordinal }),
    );
  return outcome;
}

/** Somebody else has moved the attempt meanwhile, a callback's run for instance: what stands there counts. */
async function standing(ctx: Ctx, attempt: AttemptRow, model: string): Promise<StepOutcome> {
  const [now] = await db().select().from(generationAttempts).where(eq(generationAttempts.id, attempt.id));
  if (now?.state === "finished") return { state: "outputs" };
  if (now?.state === "accepted") return { state: "running", pollAfterMs: pollDelayMs(0, 0) };
  return now && now.state !== "closed" ? outcomeOf(ctx, now, model) : { state: "over" };
}

const mayHaveStarted = (error: ProviderError): boolean =>
  error.errorClass === "unknown_outcome" || error.errorClass === "provider_error";

/**
 * The outcome of an attempt that has failed, the same however often it is asked for. `stay` says that no other
 * channel is open to it after all.
 */
export async function outcomeOf(
  ctx: Ctx,
  attempt: AttemptRow,
  model: string,
  { askedMs = 0, stay = false } = {},
): Promise<StepOutcome> {
  const errorClass = errorClassOf(attempt);
  const certain = !stay && (attempt.state === "rejected" || attempt.state === "not_sent");
  const elsewhere = certain && providerErrorClasses[errorClass].elsewhere && attempt.channelId !== null;
  // An answer without a picture came from a vendor that took the order, and may have taken money for it.
  const takenAtOnce = attempt.state === "failed" && attempt.externalId === null;
  const next = nextTry(errorClass, {
    ...(await countTries(attempt)),
    mostRetries: takenAtOnce ? 1 : undefined,
    otherChannel: elsewhere && (await hasOtherChannel(ctx, model, await channelsOfLap(attempt))),
  });
  return {
    state: "failed",
    errorCode: errorClass,
    message: attempt.errorMessage ?? "The provider's answer was lost.",
    next,
    waitMs: next === "retry" ? Math.max(env().GENERATION_RETRY_DELAY_MS, askedMs) : 0,
    after: attempt.ordinal,
  };
}

/**
 * An attempt that was sent and of which nobody knows more: while its call may still be under way there is only
 * waiting; after that its outcome is unknown for good.
 */
export async function unknownOutcome(ctx: Ctx, attempt: AttemptRow, model: string): Promise<StepOutcome> {
  if (attempt.finishedAt) return outcomeOf(ctx, attempt, model);
  const sentMs = (attempt.submittedAt ?? attempt.createdAt).getTime();
  const leftMs = sentMs + env().VENDOR_CALL_TIMEOUT_MS + WRITING_MS - ctx.now.getTime();
  if (leftMs > 0) return { state: "running", pollAfterMs: leftMs };
  return recordFailure(
    ctx,
    attempt,
    model,
    new ProviderError("unknown_outcome", "The vendor's answer was lost.", false),
  );
}

export function errorClassOf(attempt: Pick<AttemptRow, "errorClass">): ProviderErrorClass {
  const classes = Object.keys(providerErrorClasses) as ProviderErrorClass[];
  return classes.find((known) => known === attempt.errorClass) ?? "unknown_outcome";
}
