import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { createdAt, moment, updatedAt } from "./columns";
import { users } from "./users";

export const generationStatus = pgEnum("generation_status", [
  "queued",
  "running",
  "succeeded",
  "partly_succeeded",
  "failed",
  "cancelled",
]);
export const generationStage = pgEnum("generation_stage", [
  "waiting",
  "submitting",
  "rendering",
  "storing",
  "settling",
  "ended",
]);
export const renderQuality = pgEnum("render_quality", ["draft", "standard", "high"]);
export const resolutionTier = pgEnum("resolution_tier", ["1K", "2K", "4K"]);

export interface GenerationParams {
  strength?: number;
  outpaintRatio?: string;
  upscaleFactor?: number;
}

export const generations = pgTable(
  "generation_history",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    /** The client's key of this submit; repeating it returns this row. */
    idempotencyKey: text("idempotency_key").notNull(),
    /** SHA-256 of the canonical input, to tell a repetition from a key used twice. */
    inputHash: text("input_hash").notNull(),
    status: generationStatus("status").notNull().default("queued"),
    stage: generationStage("stage").notNull().default("waiting"),
    progressPercent: integer("progress_percent").notNull().default(0),
    /** Raised with every visible change; the id of the progress event that tells it. */
    revision: integer("revision").notNull().default(1),
    prompt: text("prompt").notNull(),
    negativePrompt: text("negative_prompt").notNull().default(""),
    styleTags: text("style_tags").array().notNull().default([]),
    ratio: text("ratio").notNull(),
    tier: resolutionTier("tier").notNull(),
    quality: renderQuality("quality").notNull(),
    count: integer("count").notNull(),
    seed: bigint("seed", { mode: "number" }).notNull(),
    operation: text("operation").notNull().default("generate"),
    /** What the operation wants besides: strength, the ratio to extend to, the factor to enlarge by. */
    params: jsonb("params").$type<GenerationParams>().notNull().default({}),
    referenceCount: integer("reference_count").notNull().default(0),
    /** Most pictures of one call to the vendor, as it was at submit: the order is made in ⌈count / perCall⌉ parts. */
    perCall: integer("per_call").notNull().default(8),
    /** The prompt in the language that the vendor reads, when that is another one. */
    translatedPrompt: text("translated_prompt"),
    translatedNegativePrompt: text("translated_negative_prompt"),
    /** How what was made differs from what was asked, as codes. */
    warnings: text("warnings").array().notNull().default([]),
    /** The newest preview in our storage while it runs. */
    previewKey: text("preview_key"),
    provider: text("provider").notNull(),
    model: text("model").notNull(),
    /** The whole price, reserved at submit. */
    priceCredits: integer("price_credits").notNull(),
    /** What was charged at the end; null until settled. */
    creditsUsed: integer("credits_used"),
    deliveredCount: integer("delivered_count").notNull().default(0),
    /** The engine's run that owns the work, so that a second run of the same job steps back. */
    runId: text("run_id"),
    errorCode: text("error_code"),
    errorMsg: text("error_msg"),
    requestId: text("request_id").notNull(),
    /** How often the start event was sent again by the sweep. */
    dispatchCount: integer("dispatch_count").notNull().default(0),
    cancelRequestedAt: moment("cancel_requested_at"),
    startedAt: moment("started_at"),
    /** Past this moment the sweep ends a running job with what it has delivered. */
    deadlineAt: moment("deadline_at"),
    finishedAt: moment("finished_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("idx_generations_idempotency").on(t.userId, t.idempotencyKey),
    index("idx_generations_user_created").on(t.userId, t.createdAt.desc(), t.id.desc()),
    index("idx_generations_active")
      .on(t.status, t.updatedAt)
      .where(sql`${t.status} in ('queued', 'running')`),
    index("idx_generations_user_active")
      .on(t.userId, t.createdAt)
      .where(sql`${t.status} in ('queued', 'running')`),
    index("idx_generations_newest").on(t.createdAt.desc(), t.id.desc()),
    index("idx_generations_status").on(t.status, t.createdAt.desc(), t.id.desc()),
    index("idx_generations_model").on(t.model, t.createdAt.desc(), t.id.desc()),
    index("idx_generations_provider").on(t.provider, t.createdAt.desc(), t.id.desc()),
    index("idx_generations_error")
      .on(t.errorCode, t.createdAt.desc(), t.id.desc())
      .where(sql`${t.errorCode} is not null`),
    index("idx_generations_request").on(t.requestId),
    index("idx_generations_finished")
      .on(t.finishedAt.desc(), t.id.desc())
      .where(sql`${t.finishedAt} is not null`),
    // By the end as by the order each filter has its way; these are written once, when a generation ends.
    index("idx_generations_user_finished")
      .on(t.userId, t.finishedAt.desc(), t.id.desc())
      .where(sql`${t.finishedAt} is not null`),
    index("idx_generations_status_finished")
      .on(t.status, t.finishedAt.desc(), t.id.desc())
      .where(sql`${t.finishedAt} is not null`),
    index("idx_generations_model_finished")
      .on(t.model, t.finishedAt.desc(), t.id.desc())
      .where(sql`${t.finishedAt} is not null`),
    index("idx_generations_tier_finished")
      .on(t.model, t.tier, t.finishedAt.desc(), t.id.desc())
      .where(sql`${t.finishedAt} is not null`),
    index("idx_generations_provider_finished")
      .on(t.provider, t.finishedAt.desc(), t.id.desc())
      .where(sql`${t.finishedAt} is not null`),
    index("idx_generations_error_finished")
      .on(t.errorCode, t.finishedAt.desc(), t.id.desc())
      .where(sql`${t.errorCode} is not null and ${t.finishedAt} is not null`),
    // Keys that people have brought have as many names as there are keys.
    index("idx_generations_own").on(t.createdAt.desc(), t.id.desc()).where(sql`${t.model} like 'cfg\\_%'`),
    index("idx_generations_own_finished")
      .on(t.finishedAt.desc(), t.id.desc())
      .where(sql`${t.model} like 'cfg\\_%' and ${t.finishedAt} is not null`),
    index("idx_generations_open").on(t.createdAt, t.id).where(sql`${t.status} in ('queued', 'running')`),
    check("generations_count", sql`${t.count} between 1 and 8`),
    check("generations_per_call", sql`${t.perCall} between 1 and 8`),
    check("generations_progress", sql`${t.progressPercent} between 0 and 100`),
    check("generations_price", sql`${t.priceCredits} >= 0`),
    check("generations_used", sql`${t.creditsUsed} between 0 and ${t.priceCredits}`),
    check("generations_delivered", sql`${t.deliveredCount} between 0 and ${t.count}`),
    check(
      "generations_ended",
      sql`(${t.status} in ('queued', 'running')) = (${t.finishedAt} is null) and (${t.finishedAt} is null) = (${t.creditsUsed} is null)`,
    ),
  ],
);
