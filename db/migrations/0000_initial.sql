CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
CREATE TYPE "public"."api_config_type" AS ENUM('image', 'chat', 'vision');--> statement-breakpoint
CREATE TYPE "public"."credit_account_kind" AS ENUM('user_available', 'user_reserved', 'system_issuance', 'system_revenue', 'system_expiry', 'system_adjustment');--> statement-breakpoint
CREATE TYPE "public"."credit_grant_source" AS ENUM('welcome', 'membership', 'purchase', 'adjustment', 'promotion');--> statement-breakpoint
CREATE TYPE "public"."reservation_state" AS ENUM('open', 'settled', 'released');--> statement-breakpoint
CREATE TYPE "public"."attempt_state" AS ENUM('not_sent', 'submission_unknown', 'accepted', 'finished', 'rejected');--> statement-breakpoint
CREATE TYPE "public"."generation_stage" AS ENUM('waiting', 'submitting', 'rendering', 'storing', 'settling', 'ended');--> statement-breakpoint
CREATE TYPE "public"."generation_status" AS ENUM('queued', 'running', 'succeeded', 'partly_succeeded', 'failed', 'cancelled');--> statement-breakpoint
CREATE TYPE "public"."render_quality" AS ENUM('draft', 'standard', 'high');--> statement-breakpoint
CREATE TYPE "public"."resolution_tier" AS ENUM('1K', '2K', '4K');--> statement-breakpoint
CREATE TYPE "public"."ledger_entry_kind" AS ENUM('grant', 'reserve', 'settle', 'release', 'expire', 'adjust');--> statement-breakpoint
CREATE TYPE "public"."style_tag_type" AS ENUM('style', 'subject', 'light', 'composition');--> statement-breakpoint
CREATE TYPE "public"."user_plan" AS ENUM('free', 'pro', 'enterprise');--> statement-breakpoint
CREATE TYPE "public"."user_role" AS ENUM('user', 'admin');--> statement-breakpoint
CREATE TYPE "public"."user_status" AS ENUM('active', 'suspended', 'deleted');--> statement-breakpoint
CREATE TABLE "api_configs" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"type" "api_config_type" DEFAULT 'image' NOT NULL,
	"provider" text NOT NULL,
	"base_url" text,
	"api_key" "bytea" NOT NULL,
	"api_key_last4" text NOT NULL,
	"model" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" text PRIMARY KEY NOT NULL,
	"action" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"address" text DEFAULT '' NOT NULL,
	"subject_id" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"reason" text,
	"request_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "credit_accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" "credit_account_kind" NOT NULL,
	"user_id" text,
	"balance" bigint,
	CONSTRAINT "credit_accounts_owner" CHECK (("credit_accounts"."user_id" is null) = ("credit_accounts"."balance" is null)),
	CONSTRAINT "credit_accounts_not_negative" CHECK ("credit_accounts"."balance" >= 0)
);
--> statement-breakpoint
CREATE TABLE "credit_allocations" (
	"reservation_id" text NOT NULL,
	"grant_id" text NOT NULL,
	"amount" bigint NOT NULL,
	CONSTRAINT "credit_allocations_reservation_id_grant_id_pk" PRIMARY KEY("reservation_id","grant_id"),
	CONSTRAINT "credit_allocations_amount" CHECK ("credit_allocations"."amount" > 0)
);
--> statement-breakpoint
CREATE TABLE "credit_grants" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"entry_id" text NOT NULL,
	"source" "credit_grant_source" NOT NULL,
	"amount" bigint NOT NULL,
	"remaining" bigint NOT NULL,
	"reserved" bigint DEFAULT 0 NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"grace_used" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "credit_grants_parts" CHECK ("credit_grants"."amount" > 0 and "credit_grants"."remaining" >= 0 and "credit_grants"."reserved" >= 0 and "credit_grants"."remaining" + "credit_grants"."reserved" <= "credit_grants"."amount")
);
--> statement-breakpoint
CREATE TABLE "credit_reservations" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"subject_id" text NOT NULL,
	"amount" bigint NOT NULL,
	"charged" bigint,
	"state" "reservation_state" DEFAULT 'open' NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "credit_reservations_amount" CHECK ("credit_reservations"."amount" > 0 and "credit_reservations"."charged" between 0 and "credit_reservations"."amount"),
	CONSTRAINT "credit_reservations_closed" CHECK (("credit_reservations"."state" = 'open') = ("credit_reservations"."charged" is null))
);
--> statement-breakpoint
CREATE TABLE "engine_crons" (
	"fn_id" text NOT NULL,
	"cron" text NOT NULL,
	"last_tick" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "engine_crons_fn_id_cron_pk" PRIMARY KEY("fn_id","cron")
);
--> statement-breakpoint
CREATE TABLE "engine_events" (
	"id" text PRIMARY KEY NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "engine_events_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"payload" json NOT NULL,
	"dedupe_key" text,
	"received_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "engine_events_dedupe_key" UNIQUE("dedupe_key")
);
--> statement-breakpoint
CREATE TABLE "engine_functions" (
	"id" text PRIMARY KEY NOT NULL,
	"app_id" text NOT NULL,
	"events" text[] NOT NULL,
	"config" json NOT NULL,
	"synced_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "engine_jobs" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"event_id" text,
	"run_id" text,
	"fn_id" text,
	"step_id" text,
	"due_at" timestamp (3) with time zone NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"lease" uuid,
	"leased_until" timestamp (3) with time zone,
	"concurrency_key" text,
	"concurrency_limit" integer,
	"concurrency_key_2" text,
	"concurrency_limit_2" integer,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "engine_jobs_kind" CHECK ("engine_jobs"."kind" in ('event', 'run', 'step', 'sleep')),
	CONSTRAINT "engine_jobs_target" CHECK (("engine_jobs"."kind" = 'event') = ("engine_jobs"."event_id" is not null)),
	CONSTRAINT "engine_jobs_run_target" CHECK (("engine_jobs"."kind" = 'event') = ("engine_jobs"."run_id" is null)),
	CONSTRAINT "engine_jobs_step_target" CHECK (("engine_jobs"."kind" in ('step', 'sleep')) = ("engine_jobs"."step_id" is not null)),
	CONSTRAINT "engine_jobs_lease" CHECK (("engine_jobs"."lease" is null) = ("engine_jobs"."leased_until" is null))
);
--> statement-breakpoint
CREATE TABLE "engine_runs" (
	"id" text PRIMARY KEY NOT NULL,
	"fn_id" text NOT NULL,
	"event" json NOT NULL,
	"status" text DEFAULT 'running' NOT NULL,
	"step_count" integer DEFAULT 0 NOT NULL,
	"state_bytes" integer DEFAULT 0 NOT NULL,
	"concurrency_key" text,
	"concurrency_limit" integer,
	"concurrency_key_2" text,
	"concurrency_limit_2" integer,
	"output" json,
	"error" json,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "engine_runs_status" CHECK ("engine_runs"."status" in ('running', 'completed', 'failed', 'cancelled')),
	CONSTRAINT "engine_runs_ended" CHECK (("engine_runs"."status" = 'running') = ("engine_runs"."ended_at" is null))
);
--> statement-breakpoint
CREATE TABLE "engine_steps" (
	"run_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"position" integer,
	"memo" json,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "engine_steps_run_id_id_pk" PRIMARY KEY("run_id","id"),
	CONSTRAINT "engine_steps_memo" CHECK (("engine_steps"."position" is null) = ("engine_steps"."memo" is null))
);
--> statement-breakpoint
CREATE TABLE "generated_images" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"generation_id" text,
	"ordinal" integer DEFAULT 0 NOT NULL,
	"parent_image_id" text,
	"storage_key" text NOT NULL,
	"prompt" text NOT NULL,
	"negative_prompt" text DEFAULT '' NOT NULL,
	"style_tags" text[] DEFAULT '{}' NOT NULL,
	"ratio" text NOT NULL,
	"tier" "resolution_tier" NOT NULL,
	"quality" "render_quality" NOT NULL,
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"seed" bigint,
	"format" text NOT NULL,
	"width_px" integer NOT NULL,
	"height_px" integer NOT NULL,
	"size_bytes" integer NOT NULL,
	"sha256" text NOT NULL,
	"perceptual_hash" text NOT NULL,
	"thumb_hash" text NOT NULL,
	"is_public" boolean DEFAULT false NOT NULL,
	"is_favorite" boolean DEFAULT false NOT NULL,
	"likes" integer DEFAULT 0 NOT NULL,
	"downloads" integer DEFAULT 0 NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"purging_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "images_counters" CHECK ("generated_images"."likes" >= 0 and "generated_images"."downloads" >= 0),
	CONSTRAINT "images_size" CHECK ("generated_images"."width_px" > 0 and "generated_images"."height_px" > 0)
);
--> statement-breakpoint
CREATE TABLE "generation_attempts" (
	"id" text PRIMARY KEY NOT NULL,
	"generation_id" text NOT NULL,
	"ordinal" integer NOT NULL,
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"state" "attempt_state" DEFAULT 'not_sent' NOT NULL,
	"external_id" text,
	"cause" text NOT NULL,
	"error_class" text,
	"error_message" text,
	"submitted_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "generation_outputs" (
	"id" text PRIMARY KEY NOT NULL,
	"generation_id" text NOT NULL,
	"attempt_id" text NOT NULL,
	"ordinal" integer NOT NULL,
	"image_id" text NOT NULL,
	"storage_key" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"seed" bigint,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "generation_history" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"input_hash" text NOT NULL,
	"status" "generation_status" DEFAULT 'queued' NOT NULL,
	"stage" "generation_stage" DEFAULT 'waiting' NOT NULL,
	"progress_percent" integer DEFAULT 0 NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"prompt" text NOT NULL,
	"negative_prompt" text DEFAULT '' NOT NULL,
	"style_tags" text[] DEFAULT '{}' NOT NULL,
	"ratio" text NOT NULL,
	"tier" "resolution_tier" NOT NULL,
	"quality" "render_quality" NOT NULL,
	"count" integer NOT NULL,
	"seed" bigint NOT NULL,
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"price_credits" integer NOT NULL,
	"credits_used" integer,
	"delivered_count" integer DEFAULT 0 NOT NULL,
	"run_id" text,
	"error_code" text,
	"error_msg" text,
	"request_id" text NOT NULL,
	"dispatch_count" integer DEFAULT 0 NOT NULL,
	"cancel_requested_at" timestamp (3) with time zone,
	"started_at" timestamp (3) with time zone,
	"deadline_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "generations_count" CHECK ("generation_history"."count" between 1 and 8),
	CONSTRAINT "generations_progress" CHECK ("generation_history"."progress_percent" between 0 and 100),
	CONSTRAINT "generations_price" CHECK ("generation_history"."price_credits" >= 0),
	CONSTRAINT "generations_used" CHECK ("generation_history"."credits_used" between 0 and "generation_history"."price_credits"),
	CONSTRAINT "generations_delivered" CHECK ("generation_history"."delivered_count" between 0 and "generation_history"."count"),
	CONSTRAINT "generations_ended" CHECK (("generation_history"."status" in ('queued', 'running')) = ("generation_history"."finished_at" is null) and ("generation_history"."finished_at" is null) = ("generation_history"."credits_used" is null))
);
--> statement-breakpoint
CREATE TABLE "image_likes" (
	"user_id" text NOT NULL,
	"image_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "image_likes_user_id_image_id_pk" PRIMARY KEY("user_id","image_id")
);
--> statement-breakpoint
CREATE TABLE "ledger_entries" (
	"id" text PRIMARY KEY NOT NULL,
	"business_key" text NOT NULL,
	"kind" "ledger_entry_kind" NOT NULL,
	"user_id" text NOT NULL,
	"subject_id" text,
	"reason" text,
	"actor" jsonb NOT NULL,
	"request_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger_lines" (
	"entry_id" text NOT NULL,
	"account_id" text NOT NULL,
	"amount" bigint NOT NULL,
	CONSTRAINT "ledger_lines_entry_id_account_id_pk" PRIMARY KEY("entry_id","account_id"),
	CONSTRAINT "ledger_lines_not_zero" CHECK ("ledger_lines"."amount" <> 0)
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"kind" text NOT NULL,
	"business_key" text NOT NULL,
	"data" jsonb NOT NULL,
	"read_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "password_recoveries" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"token_hash" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "style_tags" (
	"id" text PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"name_en" text NOT NULL,
	"category" text NOT NULL,
	"type" "style_tag_type" NOT NULL,
	"prompt_fragment" text NOT NULL,
	"popularity" integer DEFAULT 0 NOT NULL,
	"sort_order" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"username" text NOT NULL,
	"display_name" text DEFAULT '' NOT NULL,
	"password_hash" text,
	"plan" "user_plan" DEFAULT 'free' NOT NULL,
	"role" "user_role" DEFAULT 'user' NOT NULL,
	"status" "user_status" DEFAULT 'active' NOT NULL,
	"session_version" integer DEFAULT 1 NOT NULL,
	"locale" text DEFAULT 'zh-CN' NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"cleared_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_email_lower" CHECK ("users"."email" = lower("users"."email"))
);
--> statement-breakpoint
ALTER TABLE "api_configs" ADD CONSTRAINT "api_configs_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_accounts" ADD CONSTRAINT "credit_accounts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_allocations" ADD CONSTRAINT "credit_allocations_reservation_id_credit_reservations_id_fk" FOREIGN KEY ("reservation_id") REFERENCES "public"."credit_reservations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_allocations" ADD CONSTRAINT "credit_allocations_grant_id_credit_grants_id_fk" FOREIGN KEY ("grant_id") REFERENCES "public"."credit_grants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_grants" ADD CONSTRAINT "credit_grants_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_grants" ADD CONSTRAINT "credit_grants_entry_id_ledger_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."ledger_entries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_reservations" ADD CONSTRAINT "credit_reservations_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engine_jobs" ADD CONSTRAINT "engine_jobs_event_id_engine_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."engine_events"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engine_jobs" ADD CONSTRAINT "engine_jobs_run_id_engine_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."engine_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engine_steps" ADD CONSTRAINT "engine_steps_run_id_engine_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."engine_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "generated_images" ADD CONSTRAINT "generated_images_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "generated_images" ADD CONSTRAINT "generated_images_generation_id_generation_history_id_fk" FOREIGN KEY ("generation_id") REFERENCES "public"."generation_history"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "generated_images" ADD CONSTRAINT "generated_images_parent_image_id_generated_images_id_fk" FOREIGN KEY ("parent_image_id") REFERENCES "public"."generated_images"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "generation_attempts" ADD CONSTRAINT "generation_attempts_generation_id_generation_history_id_fk" FOREIGN KEY ("generation_id") REFERENCES "public"."generation_history"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "generation_outputs" ADD CONSTRAINT "generation_outputs_generation_id_generation_history_id_fk" FOREIGN KEY ("generation_id") REFERENCES "public"."generation_history"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "generation_outputs" ADD CONSTRAINT "generation_outputs_attempt_id_generation_attempts_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "public"."generation_attempts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "generation_history" ADD CONSTRAINT "generation_history_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "image_likes" ADD CONSTRAINT "image_likes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "image_likes" ADD CONSTRAINT "image_likes_image_id_generated_images_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."generated_images"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_lines" ADD CONSTRAINT "ledger_lines_entry_id_ledger_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."ledger_entries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_lines" ADD CONSTRAINT "ledger_lines_account_id_credit_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."credit_accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "password_recoveries" ADD CONSTRAINT "password_recoveries_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "idx_api_configs_user_id" ON "api_configs" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "idx_audit_log_subject" ON "audit_log" USING btree ("subject_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "idx_audit_log_created" ON "audit_log" USING btree ("created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "idx_credit_accounts_user" ON "credit_accounts" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "idx_credit_allocations_grant" ON "credit_allocations" USING btree ("grant_id");--> statement-breakpoint
CREATE UNIQUE INDEX "idx_credit_grants_entry" ON "credit_grants" USING btree ("entry_id");--> statement-breakpoint
CREATE INDEX "idx_credit_grants_spendable" ON "credit_grants" USING btree ("user_id","expires_at") WHERE "credit_grants"."remaining" > 0;--> statement-breakpoint
CREATE INDEX "idx_credit_grants_expiring" ON "credit_grants" USING btree ("expires_at") WHERE "credit_grants"."remaining" > 0 and "credit_grants"."expires_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "idx_credit_reservations_subject" ON "credit_reservations" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "idx_credit_reservations_open" ON "credit_reservations" USING btree ("user_id") WHERE "credit_reservations"."state" = 'open';--> statement-breakpoint
CREATE INDEX "engine_events_name_seq" ON "engine_events" USING btree ("name","seq");--> statement-breakpoint
CREATE INDEX "engine_events_received_at" ON "engine_events" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "engine_jobs_due" ON "engine_jobs" USING btree ("due_at","id");--> statement-breakpoint
CREATE INDEX "engine_jobs_leased" ON "engine_jobs" USING btree ("leased_until") WHERE "engine_jobs"."leased_until" is not null;--> statement-breakpoint
CREATE INDEX "engine_jobs_run" ON "engine_jobs" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "engine_jobs_event" ON "engine_jobs" USING btree ("event_id") WHERE "engine_jobs"."event_id" is not null;--> statement-breakpoint
CREATE INDEX "engine_runs_running" ON "engine_runs" USING btree ("fn_id") WHERE "engine_runs"."status" = 'running';--> statement-breakpoint
CREATE INDEX "engine_runs_ended_at" ON "engine_runs" USING btree ("ended_at") WHERE "engine_runs"."ended_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "idx_images_generation_ordinal" ON "generated_images" USING btree ("generation_id","ordinal");--> statement-breakpoint
CREATE INDEX "idx_images_user_id" ON "generated_images" USING btree ("user_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "idx_images_created_at" ON "generated_images" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "idx_images_is_public" ON "generated_images" USING btree ("created_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "generated_images"."is_public" and "generated_images"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "idx_images_likes" ON "generated_images" USING btree ("likes");--> statement-breakpoint
CREATE INDEX "idx_images_prompt_gin" ON "generated_images" USING gin ("prompt" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "idx_images_trash" ON "generated_images" USING btree ("deleted_at") WHERE "generated_images"."deleted_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "idx_attempts_generation_ordinal" ON "generation_attempts" USING btree ("generation_id","ordinal");--> statement-breakpoint
CREATE INDEX "idx_attempts_external" ON "generation_attempts" USING btree ("provider","external_id");--> statement-breakpoint
CREATE UNIQUE INDEX "idx_outputs_generation_ordinal" ON "generation_outputs" USING btree ("generation_id","ordinal");--> statement-breakpoint
CREATE UNIQUE INDEX "idx_generations_idempotency" ON "generation_history" USING btree ("user_id","idempotency_key");--> statement-breakpoint
CREATE INDEX "idx_generations_user_created" ON "generation_history" USING btree ("user_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "idx_generations_active" ON "generation_history" USING btree ("status","updated_at") WHERE "generation_history"."status" in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "idx_generations_user_active" ON "generation_history" USING btree ("user_id","created_at") WHERE "generation_history"."status" in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "idx_image_likes_image" ON "image_likes" USING btree ("image_id");--> statement-breakpoint
CREATE UNIQUE INDEX "idx_ledger_entries_business_key" ON "ledger_entries" USING btree ("business_key");--> statement-breakpoint
CREATE INDEX "idx_ledger_entries_user" ON "ledger_entries" USING btree ("user_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "idx_ledger_entries_subject" ON "ledger_entries" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "idx_ledger_lines_account" ON "ledger_lines" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "idx_notifications_business_key" ON "notifications" USING btree ("business_key");--> statement-breakpoint
CREATE INDEX "idx_notifications_user" ON "notifications" USING btree ("user_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "idx_password_recoveries_token" ON "password_recoveries" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "idx_password_recoveries_user" ON "password_recoveries" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "idx_style_tags_slug" ON "style_tags" USING btree ("slug");--> statement-breakpoint
CREATE INDEX "idx_style_tags_category" ON "style_tags" USING btree ("category");--> statement-breakpoint
CREATE INDEX "idx_style_tags_popularity" ON "style_tags" USING btree ("popularity");--> statement-breakpoint
CREATE INDEX "idx_style_tags_name_gin" ON "style_tags" USING gin ("name" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "idx_style_tags_name_en_gin" ON "style_tags" USING gin ("name_en" gin_trgm_ops);--> statement-breakpoint
CREATE UNIQUE INDEX "idx_users_email" ON "users" USING btree ("email");--> statement-breakpoint
CREATE UNIQUE INDEX "idx_users_username" ON "users" USING btree (lower("username"));--> statement-breakpoint
CREATE INDEX "idx_users_plan" ON "users" USING btree ("plan");--> statement-breakpoint
CREATE INDEX "idx_users_created_at" ON "users" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "idx_users_to_clear" ON "users" USING btree ("deleted_at") WHERE "users"."status" = 'deleted' and "users"."cleared_at" is null;