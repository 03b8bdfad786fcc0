import { hasEnded } from "@/lib/generations/rules";
import {
  type CreateGenerationInput,
  type FailureCode,
  failureCodes,
  type GenerationView,
} from "@/lib/generations/schema";

export const historyFilters = ["all", "active", "ended"] as const;
export type HistoryFilter = (typeof historyFilters)[number];

/** The filter of an address; anything unknown is everything. */
export const parseHistoryFilter = (text: string | null | undefined): HistoryFilter =>
  historyFilters.find((known) => known === text) ?? "all";

export const historyHref = (filter: HistoryFilter): string =>
  filter === "all" ? "/history" : `/history?status=${filter}`;

/** Whether a generation belongs under a filter; it may have ended since the list was read. */
export const belongs = (view: Pick<GenerationView, "status">, filter: HistoryFilter): boolean =>
  filter === "all" || hasEnded(view.status) === (filter === "ended");

/**
 * Whether ordering the same again makes sense: something that was paid for or wanted is missing. An edit begins
 * in the editor again, because its mask is not kept.
 */
export const mayRetry = ({ status, operation }: Pick<GenerationView, "status" | "operation">): boolean =>
  operation === "generate" &&
  (status === "failed" || status === "partly_succeeded" || status === "cancelled");

/** The same order under a new key of the client's; a seed is named only to models that read one. */
export function retryOrder(
  view: GenerationView,
  can: { seed: boolean },
  idempotencyKey: string,
): CreateGenerationInput {
  const { prompt, negativePrompt, styleTags, ratio, tier, quality, count, seed, model } = view;
  const order = { idempotencyKey, prompt, negativePrompt, styleTags, ratio, tier, quality, count, model };
  return { ...order, references: view.referenceImageIds, ...(can.seed ? { seed } : {}) };
}

export const failureCode = (code: string): FailureCode | "other" =>
  failureCodes.find((known) => known === code) ?? "other";

/** Classes of a vendor's failure, which the timeline names. */
export const reasonClasses = [
  "content_policy",
  "invalid_request",
  "auth",
  "quota_exhausted",
  "rate_limited",
  "provider_error",
  "unknown_outcome",
  "not_found_or_expired",
] as const satisfies readonly FailureCode[];
/** A vendor's error class as one that has words. */
export const reasonClass = (text: string): (typeof reasonClasses)[number] | "other" =>
  reasonClasses.find((known) => known === text) ?? "other";

export const skipReasons = ["disabled", "circuit_open", "probing", "concurrency", "rate", "tried"] as const;
/** Why a channel was passed by, as something that has words. */
export const skipReason = (text: string): (typeof skipReasons)[number] | "other" =>
  skipReasons.find((known) => known === text) ?? "other";

/** Minutes and seconds between two moments, as 2:05; null while one is missing. */
export function durationText(startedAt: string | null, finishedAt: string | null): string | null {
  if (!startedAt || !finishedAt) return null;
  const seconds = Math.max(0, Math.round((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
