import type { ModelCapabilities, Operation, RenderQuality, Tier } from "@/lib/providers/model-capabilities";
import { type ProviderErrorClass, providerErrorClasses } from "@/lib/providers/provider-error";
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

/**
 * Whether a list of generations goes by their end. It does where that is asked for, unless only such are wanted as
 * have not ended: those go by their order.
 */
export const goesByEnd = ({
  by,
  status,
}: {
  by?: string | undefined;
  status?: string | undefined;
}): boolean => by === "finished" && status !== "open" && status !== "queued" && status !== "running";

type Priced = Pick<ModelCapabilities, "creditsPerImage" | "qualityPercent" | "edits">;

/**
 * Credits for one picture: the operation's own price where it has one, otherwise the tier's; times the quality's
 * percentage, rounded up.
 */
export function unitPrice(
  model: Priced,
  order: { operation?: Operation; tier: Tier; quality: RenderQuality },
): number {
  const { operation = "generate", tier, quality } = order;
  const own = operation === "generate" ? undefined : model.edits[operation]?.creditsPerImage;
  return Math.ceil(((own ?? model.creditsPerImage[tier]) * model.qualityPercent[quality]) / 100);
}

/** Credits for a whole generation; shown before, reserved at submit, charged by what is delivered. */
export const priceCredits = (
  model: Priced,
  order: { operation?: Operation; tier: Tier; quality: RenderQuality; count: number },
): number => unitPrice(model, order) * order.count;

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
  const within = Number.isFinite(part) ? Math.min(1, Math.max(0, part)) : 0;
  return Math.floor(stageStart[stage] + (stageEnd[stage] - stageStart[stage]) * within);
}

export const MAX_RETRIES = 3;
/** Attempts of one part over all channels, so that many ill channels cannot be tried round and round. */
export const MAX_ATTEMPTS = 12;

export interface Tries {
  /** Attempts of this part. */
  attempts: number;
  /** Of these, how often the part was begun: not counting those that went to another channel at once. */
  laps: number;
  /** How often the part may be begun again; three times where nothing else is said. */
  mostRetries?: number;
  /** Attempts of the whole generation whose outcome nobody knows. */
  unknownOutcomes: number;
  /** Another channel may be asked: this one certainly took no order, and there is one. */
  otherChannel: boolean;
}

/**
 * What follows a failed call: another channel at once, the same again later, or the end. Refusals end; overload
 * and faults are retried up to three times; an unknown outcome at most once in the whole generation, because the
 * vendor may have taken the first order.
 */
export function nextTry(errorClass: ProviderErrorClass, tries: Tries): "failover" | "retry" | "end" {
  if (tries.attempts >= MAX_ATTEMPTS) return "end";
  if (tries.otherChannel) return "failover";
  const { retry } = providerErrorClasses[errorClass];
  if (retry === "once") return tries.unknownOutcomes <= 1 ? "retry" : "end";
  return retry === "later" && tries.laps <= (tries.mostRetries ?? MAX_RETRIES) ? "retry" : "end";
}

/** Into how many calls an order is split. */
export const partsOf = (order: { count: number; perCall: number }): number =>
  Math.ceil(order.count / order.perCall);

/** How many pictures one part asks for. */
export const countOfPart = (order: { count: number; perCall: number }, part: number): number =>
  Math.min(order.perCall, order.count - part * order.perCall);

/** How long to wait for something that is taken: longer the longer it lasts, so that a run stays small. */
export const busyWaitMs = (ageMs: number): number =>
  Math.round(Math.min(30_000, Math.max(2_000, ageMs / 10)));

/**
 * How long to wait before the next poll: what the provider asks, growing with the job's age, so that a job
 * of 15 minutes needs some 150 polls and not a thousand.
 */
export const pollDelayMs = (askedMs: number, ageMs: number): number =>
  Math.round(Math.min(30_000, Math.max(100, askedMs, ageMs / 20)));

/** The words sent to a vendor: the prompt, then what the chosen style tags add. */
export const composePrompt = (prompt: string, fragments: readonly string[]): string =>
  [prompt, ...fragments].filter(Boolean).join(", ");
