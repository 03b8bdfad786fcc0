import { z } from "zod";
import { adminReason as reason, userIdInput } from "@/lib/accounts/schema";
import { receiptView } from "@/lib/credits/schema";
import { imageId, imageView } from "@/lib/images/schema";
import { panelDays } from "@/lib/platform/http/export-days";
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
  /** The price of the whole order that the person saw, in credits; another one now is refused. */
  expectedCredits: z.number().int().min(0).max(100_000_000).optional(),
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
  "resolved",
  "refunded",
  "retried",
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
  | { ok: false; reason: "price_changed"; priceCredits: number }
  | { ok: false; reason: "no_translator" }
  | { ok: false; reason: "storage_full" }
  | { ok: false; reason: "generation_ended" };

export const attemptResolutions = ["delivered", "closed"] as const;
export const cancelOfInput = generationIdInput.extend({ reason });
export const refundGenerationInput = generationIdInput.extend({
  reason,
  amount: z.number().int().min(1).max(100_000_000),
  idempotencyKey: plainText(100).min(8),
});
export const retryGenerationInput = generationIdInput.extend({ reason });
export const resolveAttemptInput = z.strictObject({
  attemptId: z.string().regex(/^att_[0-9a-z]{26}$/),
  resolution: z.enum(attemptResolutions),
  reason,
});
const filterWord = z.string().regex(/^[\w.:/@-]{1,80}$/);
/** States, and two that stand for several: `open` are queued and running, `delivered` brought all or some pictures. */
export const generationStates = [...generationStatuses, "open", "delivered"] as const;
export const listAllGenerationsInput = z.strictObject({
  status: z.enum(generationStates).optional(),
  /** A model's id, or `own` for every key that a person has brought. */
  model: filterWord.optional(),
  tier: z.enum(tiers).optional(),
  /** Days in Shanghai, both among them, of the moment that `by` names; that moment is also the order of the list. */
  ...panelDays,
  /** The figures count generations on the day on which they end; without it the day of the order is meant. */
  by: z.enum(["created", "finished"]).optional(),
  provider: filterWord.optional(),
  errorCode: filterWord.optional(),
  userId: userIdInput.shape.userId.optional(),
  cursor: z.string().max(200).optional(),
  limit: z.number().int().min(1).max(50).default(30),
});
export const listUncertainInput = listAllGenerationsInput.pick({ cursor: true, limit: true });

type RowField =
  | ("id" | "status" | "provider" | "model" | "count" | "deliveredCount" | "priceCredits")
  | ("errorCode" | "cancelRequested" | "createdAt" | "finishedAt");
/** A generation as a row of the admin panel. */
export interface GenerationRowView extends Pick<GenerationView, RowField> {
  userId: string;
  username: string;
  operation: string;
  creditsUsed: number | null;
  /** From its start to its end, in milliseconds; null while it runs and for what never started. */
  durationMs: number | null;
}
/** A page of one of the panel's lists. */
export type RowsPage<T> = { items: T[]; nextCursor: string | null };

/** A call to a vendor as the admin panel shows it. */
export interface AttemptRecordView extends z.infer<typeof attemptView> {
  id: string;
  model: string;
  /** What the way's key is called; null for the built-in renderer and for ways that are gone. */
  channel: string | null;
  externalId: string | null;
  errorMessage: string | null;
  resolution: (typeof attemptResolutions)[number] | null;
  resolvedBy: string | null;
  resolvedAt: string | null;
  createdAt: string;
  /** Pictures that the part asked for. */
  pictures: number;
  /** From sending it to its end, in milliseconds; null while it runs and for what was never sent. */
  durationMs: number | null;
  /** What the vendor takes for it, in millionths of a yuan; null where its price is not known. */
  costMicroYuan: number | null;
}

type UncertainField =
  | ("ordinal" | "part" | "provider" | "model")
  | ("externalId" | "errorMessage" | "submittedAt" | "createdAt");
/** An attempt whose outcome nobody knows, with what it belongs to. */
export interface UncertainView extends Pick<AttemptRecordView, UncertainField> {
  attemptId: string;
  generationId: string;
  generationStatus: GenerationStatus;
  userId: string;
  username: string;
}

export interface RecordImageView {
  id: string;
  ordinal: number;
  /** Shown publicly or handed in: only those may be looked at by others than their owner. */
  isShown: boolean;
  isTrashed: boolean;
  publication: "private" | "pending" | "public" | "rejected" | "taken_down" | null;
  widthPx: number;
  heightPx: number;
  sizeBytes: number;
  createdAt: string;
}

/** Everything that is known of one generation but its ledger entries. */
export interface GenerationRecordView extends GenerationRowView {
  stage: GenerationStage;
  progressPercent: number;
  prompt: string;
  negativePrompt: string;
  translatedPrompt: string | null;
  styleTags: string[];
  ratio: string;
  tier: string;
  quality: string;
  seed: number;
  params: Record<string, unknown>;
  warnings: string[];
  errorMsg: string | null;
  runId: string | null;
  requestId: string;
  idempotencyKey: string;
  dispatchCount: number;
  cancelRequestedAt: string | null;
  startedAt: string | null;
  deadlineAt: string | null;
  /** Before it started, in milliseconds; null while it waits. */
  waitMs: number | null;
  inputs: { role: "source" | "mask" | "reference"; imageId: string | null }[];
  attempts: AttemptRecordView[];
  timeline: TimelineEntryView[];
  /** Files of the vendor that are not images yet. */
  outputs: { ordinal: number; sizeBytes: number | null; fetchTries: number; createdAt: string }[];
  images: RecordImageView[];
  reservation: {
    state: "open" | "settled" | "released";
    amount: number;
    charged: number | null;
    closedAt: string | null;
  } | null;
  /** Credits that came back by refunds. */
  refundedCredits: number;
  /** The generation that was placed in its stead, and the one in whose stead this was placed. */
  retriedAs: string | null;
  retryOf: string | null;
  /** What the vendor takes for what it made, in millionths of a yuan; null where its price is not known. */
  costMicroYuan: number | null;
}

/** Expected refusals of an admin's acts on a generation. */
export type GenerationAdminRefusal =
  | { ok: false; reason: "generation_ended" | "generation_open" | "already_resolved" | "attempt_known" }
  | { ok: false; reason: "account_not_active" | "own_key_job" | "cannot_repeat" }
  | { ok: false; reason: "refund_exceeds_charge"; left: number };
