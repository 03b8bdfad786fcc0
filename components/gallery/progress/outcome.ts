import { type FailureCode, failureCodes, type GenerationView } from "@/lib/generations/schema";

/** A code of the server as one that has words; unknown ones are the vendor's fault in general. */
export const failureCode = (code: string | null): FailureCode =>
  failureCodes.find((known) => known === code) ?? "provider_error";

/** Failures that the same order will meet again, so that changing the prompt or settings comes first. */
const needsAnotherOrder: ReadonlySet<FailureCode> = new Set(["content_policy", "invalid_request"]);

export interface Outcome {
  kind: "succeeded" | "partly_succeeded" | "failed" | "cancelled";
  charged: number;
  returned: number;
  /** Pictures that were ordered and not delivered. */
  missing: number;
  /** Pictures that were delivered and are deleted since. */
  removed: number;
  failure: FailureCode | null;
  /** Whether sending the very same order again can help. */
  retry: boolean;
}

/** How a generation ended, for the sentence under it; null while it has not. */
export function outcomeOf(view: GenerationView): Outcome | null {
  const { status } = view;
  if (status === "queued" || status === "running") return null;
  const failed = status === "failed" || status === "partly_succeeded";
  const failure = failed ? failureCode(view.errorCode) : null;
  return {
    kind: status,
    charged: view.receipt?.charged ?? 0,
    returned: view.receipt?.returned ?? 0,
    missing: view.count - view.deliveredCount,
    removed: Math.max(0, view.deliveredCount - view.images.length),
    failure,
    retry: status === "cancelled" || (failure !== null && !needsAnotherOrder.has(failure)),
  };
}
