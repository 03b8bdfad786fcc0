SET LOCAL lock_timeout = '10s';
--> statement-breakpoint
CREATE TYPE "public"."announcement_level" AS ENUM('info', 'warning');
--> statement-breakpoint
CREATE TYPE "public"."attempt_resolution" AS ENUM('delivered', 'closed');
--> statement-breakpoint
CREATE TYPE "public"."refund_request_state" AS ENUM('open', 'approved', 'declined');
--> statement-breakpoint
ALTER TYPE "public"."user_role" ADD VALUE 'auditor';
--> statement-breakpoint
CREATE TABLE "announcements" (
	"id" text PRIMARY KEY NOT NULL,
	"level" "announcement_level" DEFAULT 'info' NOT NULL,
	"text_zh" text NOT NULL,
	"text_en" text NOT NULL,
	"href" text,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "announcements_span" CHECK ("announcements"."ends_at" is null or "announcements"."ends_at" > "announcements"."starts_at")
);
--> statement-breakpoint
CREATE TABLE "model_terms" (
	"model" text PRIMARY KEY NOT NULL,
	"is_offered" boolean DEFAULT true NOT NULL,
	"position" integer,
	"credits_per_image" jsonb,
	"credits_per_edit" jsonb,
	"cost_micro_yuan" integer,
	"updated_by" text NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "model_terms_cost" CHECK (coalesce("model_terms"."cost_micro_yuan", 0) >= 0)
);
--> statement-breakpoint
CREATE TABLE "platform_figures" (
	"day" text NOT NULL,
	"figure" text NOT NULL,
	"dimension" text DEFAULT '' NOT NULL,
	"value" bigint NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "platform_figures_day_figure_dimension_pk" PRIMARY KEY("day","figure","dimension")
);
--> statement-breakpoint
CREATE TABLE "platform_settings" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"updated_by" text NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "refund_requests" (
	"id" text PRIMARY KEY NOT NULL,
	"order_id" text NOT NULL,
	"amount_fen" integer NOT NULL,
	"reason" text NOT NULL,
	"state" "refund_request_state" DEFAULT 'open' NOT NULL,
	"requested_by" text NOT NULL,
	"decided_by" text,
	"decided_at" timestamp (3) with time zone,
	"note" text,
	"refund_id" text,
	"idempotency_key" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "refund_requests_amount" CHECK ("refund_requests"."amount_fen" > 0),
	CONSTRAINT "refund_requests_decided" CHECK (("refund_requests"."state" = 'open') = ("refund_requests"."decided_at" is null)),
	CONSTRAINT "refund_requests_refund" CHECK (("refund_requests"."state" = 'approved') = ("refund_requests"."refund_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "request_days" (
	"day" text NOT NULL,
	"route" text NOT NULL,
	"method" text NOT NULL,
	"client" text NOT NULL,
	"status" integer NOT NULL,
	"error_code" text DEFAULT '' NOT NULL,
	"count" integer NOT NULL,
	"total_ms" bigint NOT NULL,
	"bytes_out" bigint DEFAULT 0 NOT NULL,
	"buckets" integer[] NOT NULL,
	CONSTRAINT "request_days_day_route_method_client_status_error_code_pk" PRIMARY KEY("day","route","method","client","status","error_code")
);
--> statement-breakpoint
CREATE TABLE "request_hours" (
	"hour" timestamp (3) with time zone NOT NULL,
	"route" text NOT NULL,
	"method" text NOT NULL,
	"client" text NOT NULL,
	"status" integer NOT NULL,
	"error_code" text DEFAULT '' NOT NULL,
	"count" integer NOT NULL,
	"total_ms" bigint NOT NULL,
	"bytes_out" bigint DEFAULT 0 NOT NULL,
	"buckets" integer[] NOT NULL,
	CONSTRAINT "request_hours_hour_route_method_client_status_error_code_pk" PRIMARY KEY("hour","route","method","client","status","error_code")
);
--> statement-breakpoint
CREATE TABLE "request_log" (
	"at" timestamp (3) with time zone NOT NULL,
	"request_id" text NOT NULL,
	"method" text NOT NULL,
	"route" text NOT NULL,
	"client" text NOT NULL,
	"user_id" text,
	"status" integer NOT NULL,
	"error_code" text,
	"duration_ms" integer NOT NULL,
	"bytes_out" bigint
) PARTITION BY RANGE ("at");
--> statement-breakpoint
-- What comes on a day that was not made ahead; it should stay empty.
CREATE TABLE "request_log_other" PARTITION OF "request_log" DEFAULT;
--> statement-breakpoint
CREATE TABLE "request_sums" (
	"day" text NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"count" integer NOT NULL,
	"refused" integer NOT NULL,
	"errors" integer NOT NULL,
	"buckets" integer[] NOT NULL,
	CONSTRAINT "request_sums_day_kind_key_pk" PRIMARY KEY("day","kind","key")
);
--> statement-breakpoint
CREATE TABLE "style_tag_aliases" (
	"slug" text PRIMARY KEY NOT NULL,
	"tag_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "style_text_marks" (
	"slug" text PRIMARY KEY NOT NULL,
	"marked_at" timestamp (3) with time zone NOT NULL,
	"place" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "user_days" (
	"day" text NOT NULL,
	"user_id" text NOT NULL,
	CONSTRAINT "user_days_day_user_id_pk" PRIMARY KEY("day","user_id")
);
--> statement-breakpoint
DROP INDEX "idx_orders_paid_at";
--> statement-breakpoint
ALTER TABLE "generation_attempts" ADD COLUMN "resolution" "attempt_resolution";
--> statement-breakpoint
ALTER TABLE "generation_attempts" ADD COLUMN "resolved_by" text;
--> statement-breakpoint
ALTER TABLE "generation_attempts" ADD COLUMN "resolved_at" timestamp (3) with time zone;
--> statement-breakpoint
ALTER TABLE "style_tags" ADD COLUMN "preview_key" text;
--> statement-breakpoint
ALTER TABLE "style_tags" ADD COLUMN "is_offered" boolean DEFAULT true NOT NULL;
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "suspended_at" timestamp (3) with time zone;
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "suspension_message" text;
--> statement-breakpoint
ALTER TABLE "wechat_notices" ADD COLUMN "order_id" text;
--> statement-breakpoint
ALTER TABLE "refund_requests" ADD CONSTRAINT "refund_requests_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "refund_requests" ADD CONSTRAINT "refund_requests_refund_id_refunds_id_fk" FOREIGN KEY ("refund_id") REFERENCES "public"."refunds"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "style_tag_aliases" ADD CONSTRAINT "style_tag_aliases_tag_id_style_tags_id_fk" FOREIGN KEY ("tag_id") REFERENCES "public"."style_tags"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "idx_announcements_starts" ON "announcements" USING btree ("starts_at" DESC NULLS LAST,"id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "idx_platform_figures_figure" ON "platform_figures" USING btree ("figure","day");
--> statement-breakpoint
CREATE UNIQUE INDEX "idx_refund_requests_idempotency" ON "refund_requests" USING btree ("order_id","idempotency_key");
--> statement-breakpoint
CREATE UNIQUE INDEX "idx_refund_requests_open" ON "refund_requests" USING btree ("order_id") WHERE "refund_requests"."state" = 'open';
--> statement-breakpoint
CREATE INDEX "idx_refund_requests_created" ON "refund_requests" USING btree ("created_at" DESC NULLS LAST,"id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "idx_request_days_errors" ON "request_days" USING btree ("day","error_code","status","route","count") WHERE "request_days"."error_code" <> '';
--> statement-breakpoint
CREATE INDEX "idx_request_hours_route" ON "request_hours" USING btree ("route","hour");
--> statement-breakpoint
CREATE INDEX "idx_request_log_newest" ON "request_log" USING btree ("at" DESC NULLS LAST,"request_id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "idx_request_log_request" ON "request_log" USING btree ("request_id");
--> statement-breakpoint
CREATE INDEX "idx_request_log_user" ON "request_log" USING btree ("user_id","at" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "idx_request_log_error" ON "request_log" USING btree ("error_code","at" DESC NULLS LAST,"request_id" DESC NULLS LAST) WHERE "request_log"."error_code" is not null;
--> statement-breakpoint
CREATE INDEX "idx_user_days_user" ON "user_days" USING btree ("user_id","day");
--> statement-breakpoint
CREATE INDEX "idx_audit_log_actor" ON "audit_log" USING btree ("actor_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "idx_audit_log_action" ON "audit_log" USING btree ("action","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "idx_audit_log_request" ON "audit_log" USING btree ("request_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "engine_runs_function" ON "engine_runs" USING btree ("fn_id","created_at" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "engine_runs_failed" ON "engine_runs" USING btree ("ended_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "engine_runs"."status" = 'failed';
--> statement-breakpoint
CREATE INDEX "engine_runs_function_failed" ON "engine_runs" USING btree ("fn_id","ended_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "engine_runs"."status" = 'failed';
--> statement-breakpoint
CREATE INDEX "idx_attempts_unknown" ON "generation_attempts" USING btree ("created_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "generation_attempts"."state" = 'submission_unknown' and "generation_attempts"."resolution" is null;
--> statement-breakpoint
CREATE INDEX "idx_attempts_found_out" ON "generation_attempts" USING btree ("resolved_at") WHERE "generation_attempts"."resolution" = 'delivered';
--> statement-breakpoint
CREATE INDEX "idx_attempts_error" ON "generation_attempts" USING btree ("error_class","created_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "generation_attempts"."error_class" is not null;
--> statement-breakpoint
CREATE INDEX "idx_generations_newest" ON "generation_history" USING btree ("created_at" DESC NULLS LAST,"id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "idx_generations_status" ON "generation_history" USING btree ("status","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "idx_generations_model" ON "generation_history" USING btree ("model","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "idx_generations_provider" ON "generation_history" USING btree ("provider","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "idx_generations_error" ON "generation_history" USING btree ("error_code","created_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "generation_history"."error_code" is not null;
--> statement-breakpoint
CREATE INDEX "idx_generations_request" ON "generation_history" USING btree ("request_id");
--> statement-breakpoint
CREATE INDEX "idx_generations_finished" ON "generation_history" USING btree ("finished_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "generation_history"."finished_at" is not null;
--> statement-breakpoint
CREATE INDEX "idx_generations_user_finished" ON "generation_history" USING btree ("user_id","finished_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "generation_history"."finished_at" is not null;
--> statement-breakpoint
CREATE INDEX "idx_generations_status_finished" ON "generation_history" USING btree ("status","finished_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "generation_history"."finished_at" is not null;
--> statement-breakpoint
CREATE INDEX "idx_generations_model_finished" ON "generation_history" USING btree ("model","finished_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "generation_history"."finished_at" is not null;
--> statement-breakpoint
CREATE INDEX "idx_generations_tier_finished" ON "generation_history" USING btree ("model","tier","finished_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "generation_history"."finished_at" is not null;
--> statement-breakpoint
CREATE INDEX "idx_generations_provider_finished" ON "generation_history" USING btree ("provider","finished_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "generation_history"."finished_at" is not null;
--> statement-breakpoint
CREATE INDEX "idx_generations_error_finished" ON "generation_history" USING btree ("error_code","finished_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "generation_history"."error_code" is not null and "generation_history"."finished_at" is not null;
--> statement-breakpoint
CREATE INDEX "idx_generations_own" ON "generation_history" USING btree ("created_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "generation_history"."model" like 'cfg\_%';
--> statement-breakpoint
CREATE INDEX "idx_generations_own_finished" ON "generation_history" USING btree ("finished_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "generation_history"."model" like 'cfg\_%' and "generation_history"."finished_at" is not null;
--> statement-breakpoint
CREATE INDEX "idx_generations_open" ON "generation_history" USING btree ("created_at","id") WHERE "generation_history"."status" in ('queued', 'running');
--> statement-breakpoint
CREATE INDEX "idx_ledger_entries_newest" ON "ledger_entries" USING btree ("created_at" DESC NULLS LAST,"id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "idx_ledger_entries_kind" ON "ledger_entries" USING btree ("kind","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "idx_deliveries_newest" ON "notification_deliveries" USING btree ("created_at" DESC NULLS LAST,"id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "idx_deliveries_state" ON "notification_deliveries" USING btree ("state","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "idx_deliveries_channel" ON "notification_deliveries" USING btree ("channel","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "idx_orders_request" ON "orders" USING btree ("request_id");
--> statement-breakpoint
CREATE INDEX "idx_orders_newest" ON "orders" USING btree ("created_at" DESC NULLS LAST,"id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "idx_orders_status" ON "orders" USING btree ("status","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "idx_orders_user_status" ON "orders" USING btree ("user_id","status","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "idx_orders_user_paid" ON "orders" USING btree ("user_id","paid_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "orders"."paid_at" is not null;
--> statement-breakpoint
CREATE INDEX "idx_refunds_newest" ON "refunds" USING btree ("created_at" DESC NULLS LAST,"id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "idx_refunds_status" ON "refunds" USING btree ("status","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "idx_refunds_succeeded" ON "refunds" USING btree ("succeeded_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "refunds"."succeeded_at" is not null;
--> statement-breakpoint
CREATE INDEX "idx_storage_usage_largest" ON "storage_usage" USING btree ("bytes" DESC NULLS LAST,"user_id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "idx_users_deleted" ON "users" USING btree ("deleted_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "users"."deleted_at" is not null;
--> statement-breakpoint
CREATE INDEX "idx_users_newest" ON "users" USING btree ("created_at" DESC NULLS LAST,"id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "idx_users_email_gin" ON "users" USING gin ("email" gin_trgm_ops);
--> statement-breakpoint
CREATE INDEX "idx_users_names_gin" ON "users" USING gin (lower("username" || ' ' || "display_name") gin_trgm_ops);
--> statement-breakpoint
CREATE INDEX "idx_users_plan_newest" ON "users" USING btree ("plan","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "idx_users_status_newest" ON "users" USING btree ("status","created_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "users"."status" <> 'active';
--> statement-breakpoint
CREATE INDEX "idx_users_role" ON "users" USING btree ("role") WHERE "users"."role" <> 'user';
--> statement-breakpoint
CREATE INDEX "idx_wechat_identities_openid" ON "wechat_identities" USING btree ("openid");
--> statement-breakpoint
CREATE INDEX "idx_wechat_notices_order" ON "wechat_notices" USING btree ("order_id") WHERE "wechat_notices"."order_id" is not null;
--> statement-breakpoint
CREATE INDEX "idx_orders_paid_at" ON "orders" USING btree ("paid_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "orders"."paid_at" is not null;
