SET LOCAL lock_timeout = '10s';
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS btree_gin;
--> statement-breakpoint
CREATE TYPE "public"."ai_class" AS ENUM('made', 'declared', 'suspected', 'none');
--> statement-breakpoint
CREATE TYPE "public"."report_reason" AS ENUM('illegal', 'sexual', 'violence', 'hate', 'privacy', 'copyright', 'label', 'other');
--> statement-breakpoint
CREATE TYPE "public"."moderation_subject" AS ENUM('prompt', 'image');
--> statement-breakpoint
CREATE TYPE "public"."moderation_verdict" AS ENUM('pass', 'review', 'block', 'unavailable');
--> statement-breakpoint
CREATE TYPE "public"."moderation_severity" AS ENUM('review', 'block');
--> statement-breakpoint
CREATE TYPE "public"."delivery_state" AS ENUM('waiting', 'sending', 'delivered', 'failed', 'dropped');
--> statement-breakpoint
CREATE TYPE "public"."notification_channel" AS ENUM('app', 'email', 'wechat', 'webhook');
--> statement-breakpoint
CREATE TYPE "public"."publication_state" AS ENUM('private', 'pending', 'public', 'rejected', 'taken_down');
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"key_hash" text NOT NULL,
	"last_four" text NOT NULL,
	"scopes" text[] NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "collections" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"parent_id" text,
	"name" text NOT NULL,
	"position" integer NOT NULL,
	"cover_image_id" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "collections_not_own_parent" CHECK ("collections"."parent_id" <> "collections"."id")
);
--> statement-breakpoint
CREATE TABLE "image_days" (
	"image_id" text NOT NULL,
	"day" date NOT NULL,
	"likes" integer DEFAULT 0 NOT NULL,
	"downloads" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "image_days_image_id_day_pk" PRIMARY KEY("image_id","day"),
	CONSTRAINT "image_days_counts" CHECK ("image_days"."likes" >= 0 and "image_days"."downloads" >= 0)
);
--> statement-breakpoint
CREATE TABLE "image_downloads" (
	"user_id" text NOT NULL,
	"image_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "image_downloads_user_id_image_id_pk" PRIMARY KEY("user_id","image_id")
);
--> statement-breakpoint
CREATE TABLE "image_reports" (
	"id" text PRIMARY KEY NOT NULL,
	"image_id" text NOT NULL,
	"reporter_id" text NOT NULL,
	"reason" "report_reason" NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"resolved_at" timestamp (3) with time zone,
	"resolution" text,
	"resolved_by" text
);
--> statement-breakpoint
CREATE TABLE "moderation_checks" (
	"id" text PRIMARY KEY NOT NULL,
	"subject_id" text NOT NULL,
	"round" integer NOT NULL,
	"kind" "moderation_subject" NOT NULL,
	"checker" text NOT NULL,
	"verdict" "moderation_verdict" NOT NULL,
	"reasons" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "moderation_words" (
	"id" text PRIMARY KEY NOT NULL,
	"word" text NOT NULL,
	"severity" "moderation_severity" NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notification_deliveries" (
	"id" text PRIMARY KEY NOT NULL,
	"notification_id" text NOT NULL,
	"user_id" text NOT NULL,
	"channel" "notification_channel" NOT NULL,
	"endpoint_id" text,
	"state" "delivery_state" DEFAULT 'waiting' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp (3) with time zone,
	"status" integer,
	"error" text,
	"duration_ms" integer,
	"delivered_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "deliveries_endpoint" CHECK (("notification_deliveries"."channel" = 'webhook') = ("notification_deliveries"."endpoint_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "notification_preferences" (
	"user_id" text NOT NULL,
	"kind" text NOT NULL,
	"channel" "notification_channel" NOT NULL,
	"enabled" boolean NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "notification_preferences_user_id_kind_channel_pk" PRIMARY KEY("user_id","kind","channel")
);
--> statement-breakpoint
CREATE TABLE "publication_moves" (
	"id" text PRIMARY KEY NOT NULL,
	"image_id" text NOT NULL,
	"from_state" "publication_state" NOT NULL,
	"to_state" "publication_state" NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"reason" text,
	"note" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "publication_tags" (
	"tag" text NOT NULL,
	"image_id" text NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	"score" double precision NOT NULL,
	CONSTRAINT "publication_tags_image_id_tag_pk" PRIMARY KEY("image_id","tag")
);
--> statement-breakpoint
CREATE TABLE "publications" (
	"image_id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"state" "publication_state" NOT NULL,
	"round" integer DEFAULT 1 NOT NULL,
	"submitted_at" timestamp (3) with time zone NOT NULL,
	"checked_at" timestamp (3) with time zone,
	"decided_at" timestamp (3) with time zone,
	"decided_by" text,
	"reason" text,
	"note" text,
	"appealed_at" timestamp (3) with time zone,
	"appeal_text" text,
	"published_at" timestamp (3) with time zone,
	"score" double precision DEFAULT 0 NOT NULL,
	"search_text" text DEFAULT '' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "publications_published" CHECK (("publications"."state" = 'public') <= ("publications"."published_at" is not null)),
	CONSTRAINT "publications_round" CHECK ("publications"."round" >= 1)
);
--> statement-breakpoint
CREATE TABLE "score_marks" (
	"image_id" text PRIMARY KEY NOT NULL,
	"marked_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "share_links" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"image_id" text,
	"collection_id" text,
	"token_hash" text NOT NULL,
	"token_sealed" "bytea" NOT NULL,
	"password_hash" text,
	"version" integer DEFAULT 1 NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	"views" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "share_links_one_thing" CHECK (("share_links"."image_id" is null) <> ("share_links"."collection_id" is null))
);
--> statement-breakpoint
CREATE TABLE "storage_usage" (
	"user_id" text PRIMARY KEY NOT NULL,
	"bytes" bigint DEFAULT 0 NOT NULL,
	"images" integer DEFAULT 0 NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "storage_usage_counts" CHECK ("storage_usage"."bytes" >= 0 and "storage_usage"."images" >= 0)
);
--> statement-breakpoint
CREATE TABLE "unlabelled_copies" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"image_id" text NOT NULL,
	"agreement" text NOT NULL,
	"purpose" text NOT NULL,
	"format" text NOT NULL,
	"sha256" text NOT NULL,
	"address" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "user_sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"method" text NOT NULL,
	"user_agent" text DEFAULT '' NOT NULL,
	"address" text DEFAULT '' NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhook_endpoints" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"url" text NOT NULL,
	"kinds" text[] DEFAULT '{}' NOT NULL,
	"secret_sealed" text NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"disabled_at" timestamp (3) with time zone,
	"disabled_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "wechat_subscriptions" (
	"user_id" text NOT NULL,
	"template_id" text NOT NULL,
	"left" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "wechat_subscriptions_user_id_template_id_pk" PRIMARY KEY("user_id","template_id"),
	CONSTRAINT "wechat_subscriptions_left" CHECK ("wechat_subscriptions"."left" >= 0)
);
--> statement-breakpoint
DROP INDEX "idx_images_prompt_gin";
--> statement-breakpoint
ALTER TABLE "generated_images" ADD COLUMN "ai_class" "ai_class" DEFAULT 'made' NOT NULL;
--> statement-breakpoint
ALTER TABLE "generated_images" ADD COLUMN "tags" text[] DEFAULT '{}' NOT NULL;
--> statement-breakpoint
ALTER TABLE "generated_images" ADD COLUMN "collection_id" text;
--> statement-breakpoint
ALTER TABLE "generated_images" ADD COLUMN "search_text" text DEFAULT '' NOT NULL;
--> statement-breakpoint
UPDATE "generated_images" SET
  "ai_class" = CASE WHEN "is_ai_made" THEN 'made'::ai_class ELSE 'none'::ai_class END,
  "search_text" = coalesce(' ' || nullif(btrim(regexp_replace(regexp_replace(lower(normalize("prompt" || ' ' || coalesce((
    SELECT string_agg(coalesce(t."name" || ' ' || t."name_en", s."slug"), ' ' ORDER BY s."place")
      FROM unnest("generated_images"."style_tags") WITH ORDINALITY AS s("slug", "place")
      LEFT JOIN "style_tags" t ON t."slug" = s."slug"), ''), NFKC)),
    '([㐀-䶿一-鿿豈-﫿])', ' \1 ', 'g'), '[^[:alnum:]]+', ' ', 'g')), '') || ' ', '');
--> statement-breakpoint
INSERT INTO "storage_usage" ("user_id", "bytes", "images")
  SELECT "user_id", sum("size_bytes"), count(*) FROM "generated_images" GROUP BY "user_id";
--> statement-breakpoint
INSERT INTO "publications" ("image_id", "user_id", "state", "submitted_at", "decided_at", "published_at", "score", "search_text")
  SELECT "id", "user_id", 'public', "created_at", "created_at", "created_at",
    log(1 + 3 * "likes" + "downloads") + extract(epoch from "created_at") / 172800, "search_text" FROM "generated_images"
  WHERE "is_public" AND "deleted_at" IS NULL;
--> statement-breakpoint
INSERT INTO "publication_tags" ("tag", "image_id", "published_at", "score")
  SELECT DISTINCT t."tag", i."id", i."created_at",
    log(1 + 3 * i."likes" + i."downloads") + extract(epoch from i."created_at") / 172800 FROM "generated_images" i, unnest(i."style_tags") AS t("tag")
  WHERE i."is_public" AND i."deleted_at" IS NULL;
--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "collections" ADD CONSTRAINT "collections_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "collections" ADD CONSTRAINT "collections_parent_id_collections_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."collections"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "image_days" ADD CONSTRAINT "image_days_image_id_generated_images_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."generated_images"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "image_downloads" ADD CONSTRAINT "image_downloads_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "image_downloads" ADD CONSTRAINT "image_downloads_image_id_generated_images_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."generated_images"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "image_reports" ADD CONSTRAINT "image_reports_image_id_generated_images_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."generated_images"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "image_reports" ADD CONSTRAINT "image_reports_reporter_id_users_id_fk" FOREIGN KEY ("reporter_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "notification_deliveries" ADD CONSTRAINT "notification_deliveries_notification_id_notifications_id_fk" FOREIGN KEY ("notification_id") REFERENCES "public"."notifications"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "notification_deliveries" ADD CONSTRAINT "notification_deliveries_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "notification_deliveries" ADD CONSTRAINT "notification_deliveries_endpoint_id_webhook_endpoints_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."webhook_endpoints"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "notification_preferences" ADD CONSTRAINT "notification_preferences_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "publication_moves" ADD CONSTRAINT "publication_moves_image_id_generated_images_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."generated_images"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "publication_tags" ADD CONSTRAINT "publication_tags_image_id_publications_image_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."publications"("image_id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "publications" ADD CONSTRAINT "publications_image_id_generated_images_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."generated_images"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "publications" ADD CONSTRAINT "publications_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "score_marks" ADD CONSTRAINT "score_marks_image_id_generated_images_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."generated_images"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "share_links" ADD CONSTRAINT "share_links_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "share_links" ADD CONSTRAINT "share_links_image_id_generated_images_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."generated_images"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "share_links" ADD CONSTRAINT "share_links_collection_id_collections_id_fk" FOREIGN KEY ("collection_id") REFERENCES "public"."collections"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "storage_usage" ADD CONSTRAINT "storage_usage_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "user_sessions" ADD CONSTRAINT "user_sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "webhook_endpoints" ADD CONSTRAINT "webhook_endpoints_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "wechat_subscriptions" ADD CONSTRAINT "wechat_subscriptions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
CREATE UNIQUE INDEX "idx_api_keys_hash" ON "api_keys" USING btree ("key_hash");
--> statement-breakpoint
CREATE INDEX "idx_api_keys_user" ON "api_keys" USING btree ("user_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);
--> statement-breakpoint
CREATE UNIQUE INDEX "idx_collections_name" ON "collections" USING btree ("user_id",coalesce("parent_id", ''),lower("name"));
--> statement-breakpoint
CREATE INDEX "idx_collections_order" ON "collections" USING btree ("user_id","parent_id","position");
--> statement-breakpoint
CREATE INDEX "idx_collections_parent" ON "collections" USING btree ("parent_id");
--> statement-breakpoint
CREATE INDEX "idx_image_downloads_image" ON "image_downloads" USING btree ("image_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "idx_image_reports_once" ON "image_reports" USING btree ("image_id","reporter_id");
--> statement-breakpoint
CREATE INDEX "idx_image_reports_reporter" ON "image_reports" USING btree ("reporter_id");
--> statement-breakpoint
CREATE INDEX "idx_image_reports_open" ON "image_reports" USING btree ("created_at","id") WHERE "image_reports"."resolved_at" is null;
--> statement-breakpoint
CREATE UNIQUE INDEX "idx_moderation_checks_once" ON "moderation_checks" USING btree ("subject_id","round","kind","checker");
--> statement-breakpoint
CREATE INDEX "idx_moderation_checks_created" ON "moderation_checks" USING btree ("created_at");
--> statement-breakpoint
CREATE UNIQUE INDEX "idx_moderation_words_word" ON "moderation_words" USING btree ("word");
--> statement-breakpoint
CREATE UNIQUE INDEX "idx_deliveries_once" ON "notification_deliveries" USING btree ("notification_id","channel",coalesce("endpoint_id", ''));
--> statement-breakpoint
CREATE INDEX "idx_deliveries_due" ON "notification_deliveries" USING btree ("next_at") WHERE "notification_deliveries"."next_at" is not null;
--> statement-breakpoint
CREATE INDEX "idx_deliveries_user" ON "notification_deliveries" USING btree ("user_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "idx_deliveries_endpoint" ON "notification_deliveries" USING btree ("endpoint_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "idx_publication_moves" ON "publication_moves" USING btree ("image_id","created_at","id");
--> statement-breakpoint
CREATE INDEX "idx_publication_tags_new" ON "publication_tags" USING btree ("tag","published_at" DESC NULLS LAST,"image_id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "idx_publication_tags_popular" ON "publication_tags" USING btree ("tag","score" DESC NULLS LAST,"image_id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "idx_publications_new" ON "publications" USING btree ("published_at" DESC NULLS LAST,"image_id" DESC NULLS LAST) WHERE "publications"."state" = 'public';
--> statement-breakpoint
CREATE INDEX "idx_publications_popular" ON "publications" USING btree ("score" DESC NULLS LAST,"image_id" DESC NULLS LAST) WHERE "publications"."state" = 'public';
--> statement-breakpoint
CREATE INDEX "idx_publications_author" ON "publications" USING btree ("user_id","published_at" DESC NULLS LAST,"image_id" DESC NULLS LAST) WHERE "publications"."state" = 'public';
--> statement-breakpoint
CREATE INDEX "idx_publications_owner" ON "publications" USING btree ("user_id","state");
--> statement-breakpoint
CREATE INDEX "idx_publications_search" ON "publications" USING gin ("search_text" gin_trgm_ops) WHERE "publications"."state" = 'public';
--> statement-breakpoint
CREATE INDEX "idx_publications_pending" ON "publications" USING btree ("submitted_at","image_id") WHERE "publications"."state" = 'pending';
--> statement-breakpoint
CREATE UNIQUE INDEX "idx_share_links_token" ON "share_links" USING btree ("token_hash");
--> statement-breakpoint
CREATE INDEX "idx_share_links_user" ON "share_links" USING btree ("user_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "idx_share_links_image" ON "share_links" USING btree ("image_id");
--> statement-breakpoint
CREATE INDEX "idx_share_links_collection" ON "share_links" USING btree ("collection_id");
--> statement-breakpoint
CREATE INDEX "idx_unlabelled_copies_user" ON "unlabelled_copies" USING btree ("user_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "idx_unlabelled_copies_created" ON "unlabelled_copies" USING btree ("created_at");
--> statement-breakpoint
CREATE INDEX "idx_user_sessions_user" ON "user_sessions" USING btree ("user_id","seen_at" DESC NULLS LAST,"id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "idx_user_sessions_seen" ON "user_sessions" USING btree ("seen_at");
--> statement-breakpoint
CREATE INDEX "idx_webhook_endpoints_user" ON "webhook_endpoints" USING btree ("user_id","created_at","id");
--> statement-breakpoint
ALTER TABLE "generated_images" ADD CONSTRAINT "generated_images_collection_id_collections_id_fk" FOREIGN KEY ("collection_id") REFERENCES "public"."collections"("id") ON DELETE set null ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "idx_images_origin" ON "generated_images" USING btree ("user_id",(case "operation" when 'generate' then 'generated' when 'upload' then 'uploaded' else 'edited' end),"created_at" DESC NULLS LAST,"id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "idx_images_favorite" ON "generated_images" USING btree ("user_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "generated_images"."is_favorite";
--> statement-breakpoint
CREATE INDEX "idx_images_user_public" ON "generated_images" USING btree ("user_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "generated_images"."is_public";
--> statement-breakpoint
CREATE INDEX "idx_images_user_trash" ON "generated_images" USING btree ("user_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "generated_images"."deleted_at" is not null;
--> statement-breakpoint
CREATE INDEX "idx_images_user_tagged" ON "generated_images" USING btree ("user_id") WHERE "generated_images"."tags" <> '{}' and "generated_images"."deleted_at" is null;
--> statement-breakpoint
CREATE INDEX "idx_images_search" ON "generated_images" USING gin ("user_id","search_text" gin_trgm_ops,"tags");
--> statement-breakpoint
CREATE INDEX "idx_images_collection" ON "generated_images" USING btree ("collection_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "generated_images"."collection_id" is not null;
--> statement-breakpoint
CREATE INDEX "idx_notifications_unread" ON "notifications" USING btree ("user_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "notifications"."read_at" is null;
--> statement-breakpoint
ALTER TABLE "generated_images" ADD CONSTRAINT "images_ai_class" CHECK ("generated_images"."is_ai_made" = ("generated_images"."ai_class" <> 'none'));
