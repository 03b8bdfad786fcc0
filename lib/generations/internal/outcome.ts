import { transact } from "@/db/client";
import type { Ctx } from "@/lib/platform/context";
import { env } from "@/lib/platform/env";
import { failPoint } from "@/lib/platform/process/fail-points";
import { ProviderError, type ProviderErrorClass, providerErrorClasses } from "@/lib/providers/image-provider";
import { mayRetry } from "../rules";
import { type AttemptRow, countAttempts, moveAttempt } from "./attempts";

/** What a step of the run tells the next one. Small and plain: it is stored with the run. */
export type StepOutcome =
  | { state: "running"; pollAfterMs: number }
  | { state: "outputs" }
  | { state: "over" }
  | { state: "failed"; errorCode: string; message: string; retryAfterMs: number | null };

/** The longest that a call which submits may take; until then another worker may still be in it. */
export const SUBMIT_TIMEOUT_MS = 180_000;

/** Any thrown value of an adapter as a ProviderError; what is not one may have reached the vendor. */
export const asProviderError = (error: unknown): ProviderError =>
  error instanceof ProviderError
    ? error
    : new ProviderError("unknown_outcome", "The provider's answer was lost.", false);

/**
 * Records a vendor's failure on its attempt and decides about another try. An attempt whose outcome is unknown
 * stays `submission_unknown`: it is not guessed.
 */
export async function recordFailure(
  ctx: Ctx,
  attempt: AttemptRow,
  error: ProviderError,
): Promise<StepOutcome> {
  const unknown =
    attempt.state === "submission_unknown" &&
    !error.certainlyNotAccepted &&
    (error.errorClass === "unknown_outcome" || error.errorClass === "provider_error");
  const failed: Partial<AttemptRow> = {
    state: unknown ? "submission_unknown" : "rejected",
    errorClass: unknown ? "unknown_outcome" : error.errorClass,
    errorMessage: error.detail.slice(0, 500),
    finishedAt: ctx.now,
  };
  await transact(ctx, (_, tx) => moveAttempt(tx, ctx, attempt, failed));
  failPoint("generations.failure-recorded");
  return outcomeOf({ ...attempt, ...failed }, error.retryAfterMs);
}

/** The outcome of an attempt that has failed, the same however often it is asked for. */
export async function outcomeOf(attempt: AttemptRow, askedMs = 0): Promise<StepOutcome> {
  const errorClass = errorClassOf(attempt);
  const retry = mayRetry(errorClass, await countAttempts(attempt.generationId));
  return {
    state: "failed",
    errorCode: errorClass,
    message: attempt.errorMessage ?? "The provider's answer was lost.",
    retryAfterMs: retry ? Math.max(env().GENERATION_RETRY_DELAY_MS, askedMs) : null,
  };
}

/**
 * An attempt that was sent and of which nobody knows more: while its call may still be under way there is only
 * waiting; after that its outcome is unknown for good.
 */
export async function unknownOutcome(ctx: Ctx, attempt: AttemptRow): Promise<StepOutcome> {
  if (attempt.finishedAt) return outcomeOf(attempt);
  const sentMs = (attempt.submittedAt ?? attempt.createdAt).getTime();
  const leftMs = sentMs + SUBMIT_TIMEOUT_MS - ctx.now.getTime();
  return leftMs > 0 ? { state: "running", pollAfterMs: leftMs } : outcomeOf(attempt);
}

function errorClassOf(attempt: AttemptRow): ProviderErrorClass {
  const classes = Object.keys(providerErrorClasses) as ProviderErrorClass[];
  return classes.find((known) => known === attempt.errorClass) ?? "unknown_outcome";
}
