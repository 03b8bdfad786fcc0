import { transact } from "@/db/client";
import type { Ctx } from "@/lib/platform/context";
import { env } from "@/lib/platform/env";
import { ProviderError } from "@/lib/providers/image-provider";
import { mayRetry } from "../rules";
import { type AttemptRow, countAttempts, moveAttempt } from "./attempts";

/** What a step of the run tells the next one. Small and plain: it is stored with the run. */
export type StepOutcome =
  | { state: "running"; pollAfterMs: number }
  | { state: "outputs" }
  | { state: "over" }
  | { state: "failed"; errorCode: string; message: string; retryAfterMs: number | null };

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
  const unknown = attempt.state === "submission_unknown" && !error.certainlyNotAccepted;
  const errorClass = unknown && error.errorClass === "provider_error" ? "unknown_outcome" : error.errorClass;
  await transact(ctx, (_, tx) =>
    moveAttempt(tx, ctx, attempt, {
      state: unknown && errorClass === "unknown_outcome" ? "submission_unknown" : "rejected",
      errorClass,
      errorMessage: error.detail.slice(0, 500),
      finishedAt: ctx.now,
    }),
  );
  const retry = mayRetry(errorClass, await countAttempts(attempt.generationId));
  const wait = Math.max(env().GENERATION_RETRY_DELAY_MS, error.retryAfterMs ?? 0);
  return { state: "failed", errorCode: errorClass, message: error.detail, retryAfterMs: retry ? wait : null };
}
