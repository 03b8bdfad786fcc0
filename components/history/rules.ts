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

/** Whether ordering the same again makes sense: something that was paid for or wanted is missing. */
export const mayRetry = (view: Pick<GenerationView, "status">): boolean =>
  view.status === "failed" || view.status === "partly_succeeded" || view.status === "cancelled";

/** The same order under a new key of the client's. */
export function retryOrder(view: GenerationView, idempotencyKey: string): CreateGenerationInput {
  const { prompt, negativePrompt, styleTags, ratio, tier, quality, count, seed, model } = view;
  return { idempotencyKey, prompt, negativePrompt, styleTags, ratio, tier, quality, count, seed, model };
}

export const failureCode = (code: string): FailureCode | "other" =>
  failureCodes.find((known) => known === code) ?? "other";

/** Minutes and seconds between two moments, as 2:05; null while one is missing. */
export function durationText(startedAt: string | null, finishedAt: string | null): string | null {
  if (!startedAt || !finishedAt) return null;
  const seconds = Math.max(0, Math.round((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
