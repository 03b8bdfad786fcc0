import type {
  ModelCapabilities,
  ProviderErrorClass,
  RenderQuality,
  Tier,
} from "@/lib/providers/image-provider";
import type { GenerationStage, GenerationStatus } from "./schema";

/** The one table of legal moves. */
const moves: Record<GenerationStatus, readonly GenerationStatus[]> = {
  queued: ["running", "failed", "cancelled"],
  running: ["succeeded", "partly_succeeded", "failed", "cancelled"],
  succeeded: [],
  partly_succeeded: [],
  failed: [],
  cancelled: [],
};

export const mayMove = (from: GenerationStatus, to: GenerationStatus): boolean => moves[from].includes(to);

export const hasEnded = (status: GenerationStatus): boolean => moves[status].length === 0;

type Priced = Pick<ModelCapabilities, "creditsPerImage" | "qualityPercent">;

/** Credits for one picture: the tier's price times the quality's percentage, rounded up. */
export const unitPrice = (model: Priced, tier: Tier, quality: RenderQuality): number =>
  Math.ceil((model.creditsPerImage[tier] * model.qualityPercent[quality]) / 100);

/** Credits for a whole generation; shown before, reserved at submit, charged by what is delivered. */
export const priceCredits = (
  model: Priced,
  order: { tier: Tier; quality: RenderQuality; count: number },
): number => unitPrice(model, order.tier, order.quality) * order.count;

/** What delivered pictures cost out of a price for `count`. */
export const chargeFor = (job: { priceCredits: number; count: number; delivered: number }): number =>
  Math.round((job.priceCredits * job.delivered) / job.count);

/** How a generation ends. Everything delivered is a success even when a cancel came too late to save anything. */
export function endStatus(job: { delivered: number; count: number; cancelled: boolean }): GenerationStatus {
  if (job.delivered >= job.count) return "succeeded";
  if (job.cancelled) return "cancelled";
  return job.delivered > 0 ? "partly_succeeded" : "failed";
}

const stageStart: Record<GenerationStage, number> = {
  waiting: 0,
  submitting: 2,
  rendering: 5,
  storing: 80,
  settling: 98,
  ended: 100,
};
const stageEnd: Record<GenerationStage, number> = {
  waiting: 0,
  submitting: 5,
  rendering: 80,
  storing: 98,
  settling: 99,
  ended: 100,
};

/** The percentage to show for a stage and the part of it that is done (0 to 1). */
export function progressPercent(stage: GenerationStage, part = 0): number {
  const within = Math.min(1, Math.max(0, part));
  return Math.floor(stageStart[stage] + (stageEnd[stage] - stageStart[stage]) * within);
}

export const MAX_RETRIES = 3;

/**
 * Whether a failed call to a vendor is tried again. Refusals never; overload and faults up to three times;
 * an unknown outcome at most once, because the vendor may have taken the first order.
 */
export function mayRetry(
  errorClass: ProviderErrorClass,
  history: { attempts: number; unknownOutcomes: number },
): boolean {
  if (history.attempts > MAX_RETRIES) return false;
  switch (errorClass) {
    case "rate_limited":
    case "provider_error":
      return true;
    case "unknown_outcome":
      return history.unknownOutcomes <= 1;
    default:
      return false;
  }
}

/**
 * How long to wait before the next poll: what the provider asks, growing with the job's age, so that a job
 * of 15 minutes needs some 150 polls and not a thousand.
 */
export const pollDelayMs = (askedMs: number, ageMs: number): number =>
  Math.round(Math.min(30_000, Math.max(100, askedMs, ageMs / 20)));

/** The words sent to a vendor: the prompt, then what the chosen style tags add. */
export const composePrompt = (prompt: string, fragments: readonly string[]): string =>
  [prompt, ...fragments].filter(Boolean).join(", ");
