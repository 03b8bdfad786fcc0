import { z } from "zod";
import { receiptView } from "@/lib/credits/schema";
import { imageId, imageView } from "@/lib/images/schema";
import { plainText } from "@/lib/platform/http/plain-text";
import {
  aspectRatios,
  type EditOperation,
  operations,
  renderQualities,
  tiers,
} from "@/lib/providers/model-capabilities";
import { styleSlug } from "@/lib/styles/schema";

export type {
  AspectRatio,
  EditOperation,
  Operation,
  RenderQuality,
  Tier,
} from "@/lib/providers/model-capabilities";
export { aspectRatios, pixelSize, renderQualities, tiers } from "@/lib/providers/model-capabilities";

export const generationId = z.string().regex(/^gen_[0-9a-z]{26}$/);

export const MAX_SEED = 2 ** 31 - 1;

/** The words of an order; how many a model reads is told by the model. */
export const promptText = plainText(4_000);

export const createGenerationInput = z.strictObject({
  /** The client's own key of this submit; sending the same again returns the first generation. */
  idempotencyKey: z.string().regex(/^[\w-]{8,64}$/, "8 to 64 letters, digits, dashes or underscores"),
  prompt: promptText.min(1, "must not be empty"),
  negativePrompt: plainText(1_000).default(""),
  styleTags: z.array(styleSlug).max(8).default([]),
  ratio: z.enum(aspectRatios).default("1:1"),
  tier: z.enum(tiers).default("1K"),
  quality: z.enum(renderQualities).default("standard"),
  count: z.number().int().min(1).max(8).default(1),
  /** Chosen by the server when absent. */
  seed: z.number().int().min(0).max(MAX_SEED).optional(),
  /** A model on offer, or the id of an own config. */
  model: z.string().min(1).max(80),
  /** Images of the library that the new pictures should take after. */
  references: z.array(imageId).max(16).default([]),
});
export type CreateGenerationInput = z.input<typeof createGenerationInput>;

export const generationStatuses = [
  "queued",
  "running",
  "succeeded",
  "partly_succeeded",
  "failed",
  "cancelled",
] as const;
export type GenerationStatus = (typeof generationStatuses)[number];
export const generationStages = [
  "waiting",
  "submitting",
  "rendering",
  "storing",
  "settling",
  "ended",
] as const;
export type GenerationStage = (typeof generationStages)[number];

export const attemptView = z.object({
  ordinal: z.number().int(),
  provider: z.string(),
  part: z.number().int(),
  state: z.enum(["not_sent", "submission_unknown", "accepted", "finished", "rejected", "failed", "closed"]),
  cause: z.string(),
  errorClass: z.string().nullable(),
  submittedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
});

/** What was decided about a generation, in order; each kind has a sentence of its own in the messages. */
export const timelineKinds = [
  "translated",
  "channel_chosen",
  "channel_skipped",
  "channels_busy",
  "accepted",
  "refused",
  "failed",
  "unknown_outcome",
  "failover",
  "retry_later",
  "circuit_opened",
  "circuit_closed",
  "delivered",
  "download_retry",
  "download_lost",
  "closed",
] as const;
export type TimelineKind = (typeof timelineKinds)[number];
export const timelineEntryView = z.object({
  part: z.number().int(),
  kind: z.enum(timelineKinds),
  /** Names, classes, waits in milliseconds: what the sentence of the kind needs. */
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  at: z.iso.datetime(),
});
export type TimelineEntryView = z.infer<typeof timelineEntryView>;

export const outputWarnings = [
  "ratio_approximated",
  "tier_not_native",
  "seed_ignored",
  "prompt_rewritten",
] as const;

export const generationView = z.object({
  id: z.string(),
  status: z.enum(generationStatuses),
  stage: z.enum(generationStages),
  progressPercent: z.number().int(),
  revision: z.number().int(),
  prompt: z.string(),
  negativePrompt: z.string(),
  styleTags: z.array(z.string()),
  ratio: z.enum(aspectRatios),
  tier: z.enum(tiers),
  quality: z.enum(renderQualities),
  count: z.number().int(),
  seed: z.number().int(),
  operation: z.enum(operations),
  /** The image that an edit starts from; null for new pictures and when that image is gone. */
  sourceImageId: z.string().nullable(),
  referenceImageIds: z.array(z.string()),
  strength: z.number().nullable(),
  outpaintRatio: z.string().nullable(),
  upscaleFactor: z.number().nullable(),
  /** The prompt as the vendor read it, when it was translated. */
  translatedPrompt: z.string().nullable(),
  /** How what was made differs from what was asked. */
  warnings: z.array(z.enum(outputWarnings)),
  /** A rough picture while it runs, where the vendor makes one; the path changes with every new one. */
  previewUrl: z.string().nullable(),
  provider: z.string(),
  model: z.string(),
  priceCredits: z.number().int(),
  deliveredCount: z.number().int(),
  /** Null until the generation has ended. */
  receipt: receiptView.nullable(),
  /** Why pictures are missing; a code that the client translates. */
  errorCode: z.string().nullable(),
  cancelRequested: z.boolean(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  images: z.array(imageView),
});
export type GenerationView = z.infer<typeof generationView>;

export const generationDetailView = generationView.extend({
  attempts: z.array(attemptView),
  timeline: z.array(timelineEntryView),
});
export type GenerationDetailView = z.infer<typeof generationDetailView>;

export const generationPage = z.object({ items: z.array(generationView), nextCursor: z.string().nullable() });
export type GenerationPage = z.infer<typeof generationPage>;

export const listGenerationsInput = z.strictObject({
  status: z.enum(["active", "ended"]).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});
export const generationIdInput = z.strictObject({ id: generationId });
export const watchGenerationInput = generationIdInput;

/** Why a generation delivered less than was ordered: codes with a sentence of their own in the messages. */
export const failureCodes = [
  "content_policy",
  "invalid_request",
  "auth",
  "quota_exhausted",
  "rate_limited",
  "provider_error",
  "unknown_outcome",
  "not_found_or_expired",
  "model_gone",
  "deadline_exceeded",
  "download_lost",
  "no_channel",
  "input_gone",
  "translation_failed",
  "internal_error",
] as const;
export type FailureCode = (typeof failureCodes)[number];

export const editOperations = operations.filter(
  (operation): operation is EditOperation => operation !== "generate",
);

const words = z.object({ zh: z.string(), en: z.string() });
const operationView = z.object({
  creditsPerImage: z.number().int().optional(),
  prompt: z.enum(["required", "optional", "none"]),
  strength: z.boolean().optional(),
  maxCount: z.number().int().optional(),
  maxPixels: z.number().int(),
  minSidePx: z.number().int(),
  maxSidePx: z.number().int(),
  maxRatio: z.number(),
  ownPicturesOnly: z.boolean().optional(),
  factors: z.array(z.number().int()).optional(),
});
export const modelView = z.object({
  id: z.string(),
  provider: z.string(),
  name: words,
  note: words,
  ratios: z.array(z.enum(aspectRatios)),
  tiers: z.array(z.enum(tiers)),
  /** Tiers that the model has and the person's plan has not. */
  lockedTiers: z.array(z.enum(tiers)),
  qualities: z.array(z.enum(renderQualities)),
  minCount: z.number().int(),
  maxCount: z.number().int(),
  maxPromptChars: z.number().int(),
  negativePrompt: z.boolean(),
  seed: z.boolean(),
  maxReferences: z.number().int(),
  edits: z.partialRecord(z.enum(editOperations), operationView),
  editsOnly: z.boolean(),
  /** Prompts in another language are translated first. */
  promptLanguage: z.enum(["en"]).nullable(),
  /** Runs on the person's own key. */
  own: z.boolean(),
  /** Answered by a simulator of the vendor, for demonstration. */
  simulated: z.boolean(),
  creditsPerImage: z.record(z.enum(tiers), z.number().int()),
  qualityPercent: z.record(z.enum(renderQualities), z.number().int()),
  builtIn: z.boolean(),
});
export type ModelView = z.infer<typeof modelView>;
export const modelList = z.object({ items: z.array(modelView), nextCursor: z.null() });

/** Expected refusals of this module. */
export type GenerationRefusal =
  | { ok: false; reason: "not_enough_credits"; available: number; needed: number }
  | { ok: false; reason: "too_many_open_generations" }
  | { ok: false; reason: "idempotency_key_reused" }
  | { ok: false; reason: "no_translator" }
  | { ok: false; reason: "storage_full" }
  | { ok: false; reason: "generation_ended" };
