CREATE TYPE "public"."binding_purpose" AS ENUM('device', 'sign_in', 'link');--> statement-breakpoint
CREATE TYPE "public"."binding_state" AS ENUM('pending', 'scanned', 'bound', 'refused', 'expired', 'cancelled', 'claimed');--> statement-breakpoint
CREATE TYPE "public"."device_platform" AS ENUM('windows', 'macos', 'linux', 'ios', 'android');--> statement-breakpoint
CREATE TYPE "public"."order_move_source" AS ENUM('person', 'notice', 'query', 'close', 'bill', 'refund', 'admin', 'job');--> statement-breakpoint
CREATE TYPE "public"."order_status" AS ENUM('created', 'prepaying', 'paying', 'paid', 'fulfilled', 'partly_refunded', 'refunded', 'closed', 'expired');--> statement-breakpoint
CREATE TYPE "public"."order_trade_type" AS ENUM('jsapi', 'native', 'h5');--> statement-breakpoint
CREATE TYPE "public"."payment_difference_state" AS ENUM('open', 'resolved');--> statement-breakpoint
CREATE TYPE "public"."product_kind" AS ENUM('membership', 'credits');--> statement-breakpoint
CREATE TYPE "public"."refund_status" AS ENUM('requested', 'sending', 'processing', 'abnormal', 'succeeded', 'closed');--> statement-breakpoint
CREATE TYPE "public"."wechat_notice_kind" AS ENUM('message', 'payment', 'refund', 'other');--> statement-breakpoint
CREATE TYPE "public"."wechat_notice_state" AS ENUM('stored', 'done', 'failed');--> statement-breakpoint
ALTER TYPE "public"."ledger_entry_kind" ADD VALUE 'revoke';--> statement-breakpoint
CREATE TABLE "binding_sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"purpose" "binding_purpose" NOT NULL,
	"state" "binding_state" DEFAULT 'pending' NOT NULL,
	"scene" text NOT NULL,
	"secret_hash" text NOT NULL,
	"device_id" text,
	"user_id" text,
	"identity_id" text,
	"refusal" text,
	"qr_content" text,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"scanned_at" timestamp (3) with time zone,
	"decided_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "binding_sessions_device" CHECK (("binding_sessions"."purpose" = 'device') = ("binding_sessions"."device_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "device_tokens" (
	"id" text PRIMARY KEY NOT NULL,
	"device_id" text NOT NULL,
	"family_id" text NOT NULL,
	"token_hash" text NOT NULL,
	"used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "devices" (
	"id" text PRIMARY KEY NOT NULL,
	"client_id" text NOT NULL,
	"name" text NOT NULL,
	"platform" "device_platform" NOT NULL,
	"secret_hash" text NOT NULL,
	"user_id" text,
	"bound_at" timestamp (3) with time zone,
	"token_version" integer DEFAULT 1 NOT NULL,
	"seen_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "membership_terms" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"plan" "user_plan" NOT NULL,
	"order_id" text NOT NULL,
	"months" integer NOT NULL,
	"paid_fen" integer NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"ended_early_at" timestamp (3) with time zone,
	"ended_by" text,
	"granted" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "membership_terms_parts" CHECK ("membership_terms"."ends_at" >= "membership_terms"."starts_at" and "membership_terms"."months" > 0 and "membership_terms"."plan" <> 'free')
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"user_id" text PRIMARY KEY NOT NULL,
	"plan" "user_plan" NOT NULL,
	"paid_until" timestamp (3) with time zone,
	"next_due_at" timestamp (3) with time zone,
	"warned_of" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "memberships_plan" CHECK ("memberships"."plan" = 'free' or "memberships"."paid_until" is not null)
);
--> statement-breakpoint
CREATE TABLE "oauth_returns" (
	"code_hash" text PRIMARY KEY NOT NULL,
	"state_hash" text NOT NULL,
	"identity_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "order_moves" (
	"id" text PRIMARY KEY NOT NULL,
	"order_id" text NOT NULL,
	"from_status" "order_status" NOT NULL,
	"to_status" "order_status" NOT NULL,
	"source" "order_move_source" NOT NULL,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"device_id" text,
	"status" "order_status" DEFAULT 'created' NOT NULL,
	"product" jsonb NOT NULL,
	"amount_fen" integer NOT NULL,
	"currency" text DEFAULT 'CNY' NOT NULL,
	"trade_type" "order_trade_type" NOT NULL,
	"appid" text NOT NULL,
	"mchid" text NOT NULL,
	"openid" text,
	"idempotency_key" text NOT NULL,
	"input_hash" text NOT NULL,
	"prepay_body" text,
	"prepaid" text,
	"prepaid_at" timestamp (3) with time zone,
	"transaction_id" text,
	"payer_openid" text,
	"paid_at" timestamp (3) with time zone,
	"fulfilled_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"refunded_fen" integer DEFAULT 0 NOT NULL,
	"next_query_at" timestamp (3) with time zone,
	"queried_at" timestamp (3) with time zone,
	"queries" integer DEFAULT 0 NOT NULL,
	"request_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "orders_parts" CHECK ("orders"."amount_fen" > 0 and "orders"."refunded_fen" >= 0 and "orders"."refunded_fen" <= "orders"."amount_fen"),
	CONSTRAINT "orders_paid" CHECK (("orders"."status" in ('paid', 'fulfilled', 'partly_refunded', 'refunded')) = ("orders"."transaction_id" is not null and "orders"."paid_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "payment_differences" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"out_trade_no" text NOT NULL,
	"reference" text NOT NULL,
	"source" text NOT NULL,
	"expected" jsonb NOT NULL,
	"found" jsonb NOT NULL,
	"state" "payment_difference_state" DEFAULT 'open' NOT NULL,
	"resolution" text,
	"resolved_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "products" (
	"sku" text PRIMARY KEY NOT NULL,
	"kind" "product_kind" NOT NULL,
	"plan" "user_plan",
	"months" integer,
	"credits" integer,
	"price_fen" integer NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"position" integer NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "products_parts" CHECK ("products"."price_fen" > 0 and coalesce("products"."months", 1) between 1 and 36 and coalesce("products"."credits", 1) between 1 and 10000000 and ("products"."kind" = 'membership') = ("products"."plan" is not null and "products"."months" is not null) and ("products"."kind" = 'credits') = ("products"."credits" is not null))
);
--> statement-breakpoint
CREATE TABLE "refunds" (
	"id" text PRIMARY KEY NOT NULL,
	"order_id" text NOT NULL,
	"status" "refund_status" DEFAULT 'requested' NOT NULL,
	"amount_fen" integer NOT NULL,
	"reason" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"take" jsonb NOT NULL,
	"body" text,
	"refund_id" text,
	"problem" text,
	"succeeded_at" timestamp (3) with time zone,
	"next_query_at" timestamp (3) with time zone,
	"queries" integer DEFAULT 0 NOT NULL,
	"requested_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "refunds_amount" CHECK ("refunds"."amount_fen" > 0)
);
--> statement-breakpoint
CREATE TABLE "trade_bills" (
	"day" text PRIMARY KEY NOT NULL,
	"payments" integer NOT NULL,
	"refunds" integer NOT NULL,
	"settled" integer NOT NULL,
	"differences" integer NOT NULL,
	"sha1" text,
	"compared_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "wechat_identities" (
	"id" text PRIMARY KEY NOT NULL,
	"appid" text NOT NULL,
	"openid" text NOT NULL,
	"unionid" text,
	"user_id" text,
	"follows" boolean DEFAULT false NOT NULL,
	"follow_changed_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "wechat_notices" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" "wechat_notice_kind" NOT NULL,
	"dedupe_key" text NOT NULL,
	"body" "bytea" NOT NULL,
	"headers" jsonb NOT NULL,
	"state" "wechat_notice_state" DEFAULT 'stored' NOT NULL,
	"reply" text,
	"deliveries" integer DEFAULT 1 NOT NULL,
	"problem" text,
	"handled_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "wechat_tokens" (
	"name" text PRIMARY KEY NOT NULL,
	"sealed" "bytea",
	"expires_at" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "email" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "binding_sessions" ADD CONSTRAINT "binding_sessions_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "binding_sessions" ADD CONSTRAINT "binding_sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "binding_sessions" ADD CONSTRAINT "binding_sessions_identity_id_wechat_identities_id_fk" FOREIGN KEY ("identity_id") REFERENCES "public"."wechat_identities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_tokens" ADD CONSTRAINT "device_tokens_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "devices_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership_terms" ADD CONSTRAINT "membership_terms_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "oauth_returns" ADD CONSTRAINT "oauth_returns_identity_id_wechat_identities_id_fk" FOREIGN KEY ("identity_id") REFERENCES "public"."wechat_identities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_moves" ADD CONSTRAINT "order_moves_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wechat_identities" ADD CONSTRAINT "wechat_identities_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "idx_binding_sessions_scene" ON "binding_sessions" USING btree ("scene");--> statement-breakpoint
CREATE INDEX "idx_binding_sessions_device" ON "binding_sessions" USING btree ("device_id");--> statement-breakpoint
CREATE INDEX "idx_binding_sessions_identity" ON "binding_sessions" USING btree ("identity_id");--> statement-breakpoint
CREATE INDEX "idx_binding_sessions_user" ON "binding_sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "idx_binding_sessions_open" ON "binding_sessions" USING btree ("expires_at") WHERE "binding_sessions"."state" in ('pending', 'scanned');--> statement-breakpoint
CREATE UNIQUE INDEX "idx_device_tokens_hash" ON "device_tokens" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "idx_device_tokens_family" ON "device_tokens" USING btree ("family_id");--> statement-breakpoint
CREATE INDEX "idx_device_tokens_device" ON "device_tokens" USING btree ("device_id");--> statement-breakpoint
CREATE INDEX "idx_device_tokens_expires" ON "device_tokens" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "idx_devices_client" ON "devices" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "idx_devices_user" ON "devices" USING btree ("user_id","bound_at");--> statement-breakpoint
CREATE UNIQUE INDEX "idx_membership_terms_order" ON "membership_terms" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "idx_membership_terms_user" ON "membership_terms" USING btree ("user_id","starts_at");--> statement-breakpoint
CREATE INDEX "idx_memberships_due" ON "memberships" USING btree ("next_due_at") WHERE "memberships"."next_due_at" is not null;--> statement-breakpoint
CREATE INDEX "idx_oauth_returns_created" ON "oauth_returns" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "idx_order_moves" ON "order_moves" USING btree ("order_id","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "idx_orders_idempotency" ON "orders" USING btree ("user_id","idempotency_key");--> statement-breakpoint
CREATE UNIQUE INDEX "idx_orders_transaction" ON "orders" USING btree ("transaction_id");--> statement-breakpoint
CREATE INDEX "idx_orders_user" ON "orders" USING btree ("user_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "idx_orders_to_query" ON "orders" USING btree ("next_query_at") WHERE "orders"."next_query_at" is not null;--> statement-breakpoint
CREATE INDEX "idx_orders_paid_at" ON "orders" USING btree ("paid_at") WHERE "orders"."paid_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "idx_payment_differences_once" ON "payment_differences" USING btree ("kind","out_trade_no","reference");--> statement-breakpoint
CREATE INDEX "idx_payment_differences_open" ON "payment_differences" USING btree ("state","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "idx_products_position" ON "products" USING btree ("kind","position");--> statement-breakpoint
CREATE UNIQUE INDEX "idx_refunds_idempotency" ON "refunds" USING btree ("order_id","idempotency_key");--> statement-breakpoint
CREATE UNIQUE INDEX "idx_refunds_refund_id" ON "refunds" USING btree ("refund_id");--> statement-breakpoint
CREATE INDEX "idx_refunds_to_follow" ON "refunds" USING btree ("next_query_at") WHERE "refunds"."next_query_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "idx_wechat_identities_person" ON "wechat_identities" USING btree ("appid","openid");--> statement-breakpoint
CREATE UNIQUE INDEX "idx_wechat_identities_user" ON "wechat_identities" USING btree ("appid","user_id");--> statement-breakpoint
CREATE INDEX "idx_wechat_identities_of_user" ON "wechat_identities" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "idx_wechat_notices_once" ON "wechat_notices" USING btree ("kind","dedupe_key");--> statement-breakpoint
CREATE INDEX "idx_wechat_notices_waiting" ON "wechat_notices" USING btree ("state","created_at");