CREATE TYPE "public"."circuit_state" AS ENUM('closed', 'open', 'half_open');--> statement-breakpoint
CREATE TYPE "public"."input_role" AS ENUM('source', 'mask', 'reference');--> statement-breakpoint
ALTER TYPE "public"."attempt_state" ADD VALUE 'failed';--> statement-breakpoint
ALTER TYPE "public"."attempt_state" ADD VALUE 'closed';--> statement-breakpoint
CREATE TABLE "channel_uses" (
	"id" text PRIMARY KEY NOT NULL,
	"channel_id" text NOT NULL,
	"generation_id" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"outcome" text
);
--> statement-breakpoint
CREATE TABLE "channels" (
	"id" text PRIMARY KEY NOT NULL,
	"model" text NOT NULL,
	"provider" text NOT NULL,
	"vendor_model" text NOT NULL,
	"api_config_id" text NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"weight" integer DEFAULT 100 NOT NULL,
	"is_enabled" boolean DEFAULT true NOT NULL,
	"max_concurrent" integer DEFAULT 8 NOT NULL,
	"max_per_minute" integer DEFAULT 60 NOT NULL,
	"circuit" "circuit_state" DEFAULT 'closed' NOT NULL,
	"circuit_reason" text,
	"circuit_until" timestamp (3) with time zone,
	"circuit_opens" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "channels_weight" CHECK ("channels"."weight" between 1 and 1000),
	CONSTRAINT "channels_limits" CHECK ("channels"."max_concurrent" > 0 and "channels"."max_per_minute" > 0)
);
--> statement-breakpoint
CREATE TABLE "edit_masks" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"image_id" text,
	"storage_key" text NOT NULL,
	"width_px" integer NOT NULL,
	"height_px" integer NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "generation_inputs" (
	"generation_id" text NOT NULL,
	"ordinal" integer NOT NULL,
	"role" "input_role" NOT NULL,
	"image_id" text,
	"storage_key" text,
	CONSTRAINT "generation_inputs_generation_id_ordinal_pk" PRIMARY KEY("generation_id","ordinal"),
	CONSTRAINT "generation_inputs_mask" CHECK (("generation_inputs"."role" = 'mask') = ("generation_inputs"."storage_key" is not null))
);
--> statement-breakpoint
CREATE TABLE "generation_timeline" (
	"id" text PRIMARY KEY NOT NULL,
	"generation_id" text NOT NULL,
	"part" integer DEFAULT 0 NOT NULL,
	"kind" text NOT NULL,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "saved_prompts" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"title" text NOT NULL,
	"prompt" text NOT NULL,
	"negative_prompt" text DEFAULT '' NOT NULL,
	"style_tags" text[] DEFAULT '{}' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "vendor_notices" (
	"id" text PRIMARY KEY NOT NULL,
	"api_config_id" text NOT NULL,
	"notice_id" text NOT NULL,
	"external_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "api_configs" ALTER COLUMN "user_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "generation_outputs" ALTER COLUMN "storage_key" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "generation_outputs" ALTER COLUMN "size_bytes" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "api_configs" ADD COLUMN "slot" text;--> statement-breakpoint
ALTER TABLE "api_configs" ADD COLUMN "options" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "api_configs" ADD COLUMN "is_simulated" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "api_configs" ADD COLUMN "is_enabled" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "api_configs" ADD COLUMN "tested_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "api_configs" ADD COLUMN "test_error_class" text;--> statement-breakpoint
ALTER TABLE "api_configs" ADD COLUMN "test_message" text;--> statement-breakpoint
ALTER TABLE "generated_images" ADD COLUMN "is_ai_made" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "generated_images" ADD COLUMN "operation" text DEFAULT 'generate' NOT NULL;--> statement-breakpoint
ALTER TABLE "generated_images" ADD COLUMN "vendor_ref" text;--> statement-breakpoint
ALTER TABLE "generated_images" ADD COLUMN "vendor_config_id" text;--> statement-breakpoint
ALTER TABLE "generation_attempts" ADD COLUMN "part" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "generation_attempts" ADD COLUMN "channel_id" text;--> statement-breakpoint
ALTER TABLE "generation_outputs" ADD COLUMN "source_url" text;--> statement-breakpoint
ALTER TABLE "generation_outputs" ADD COLUMN "fetch_tries" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "generation_outputs" ADD COLUMN "vendor_ref" text;--> statement-breakpoint
ALTER TABLE "generation_history" ADD COLUMN "operation" text DEFAULT 'generate' NOT NULL;--> statement-breakpoint
ALTER TABLE "generation_history" ADD COLUMN "params" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "generation_history" ADD COLUMN "reference_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "generation_history" ADD COLUMN "per_call" integer DEFAULT 8 NOT NULL;--> statement-breakpoint
ALTER TABLE "generation_history" ADD COLUMN "translated_prompt" text;--> statement-breakpoint
ALTER TABLE "generation_history" ADD COLUMN "translated_negative_prompt" text;--> statement-breakpoint
ALTER TABLE "generation_history" ADD COLUMN "warnings" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "generation_history" ADD COLUMN "preview_key" text;--> statement-breakpoint
ALTER TABLE "channel_uses" ADD CONSTRAINT "channel_uses_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channels" ADD CONSTRAINT "channels_api_config_id_api_configs_id_fk" FOREIGN KEY ("api_config_id") REFERENCES "public"."api_configs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "edit_masks" ADD CONSTRAINT "edit_masks_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "edit_masks" ADD CONSTRAINT "edit_masks_image_id_generated_images_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."generated_images"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "generation_inputs" ADD CONSTRAINT "generation_inputs_generation_id_generation_history_id_fk" FOREIGN KEY ("generation_id") REFERENCES "public"."generation_history"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "generation_inputs" ADD CONSTRAINT "generation_inputs_image_id_generated_images_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."generated_images"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "generation_timeline" ADD CONSTRAINT "generation_timeline_generation_id_generation_history_id_fk" FOREIGN KEY ("generation_id") REFERENCES "public"."generation_history"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_prompts" ADD CONSTRAINT "saved_prompts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vendor_notices" ADD CONSTRAINT "vendor_notices_api_config_id_api_configs_id_fk" FOREIGN KEY ("api_config_id") REFERENCES "public"."api_configs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "idx_channel_uses_started" ON "channel_uses" USING btree ("channel_id","started_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "idx_channel_uses_open" ON "channel_uses" USING btree ("channel_id") WHERE "channel_uses"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "idx_channel_uses_generation" ON "channel_uses" USING btree ("generation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "idx_channels_way" ON "channels" USING btree ("model","api_config_id","vendor_model");--> statement-breakpoint
CREATE INDEX "idx_channels_config" ON "channels" USING btree ("api_config_id");--> statement-breakpoint
CREATE INDEX "idx_edit_masks_created" ON "edit_masks" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "idx_edit_masks_user" ON "edit_masks" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "idx_generation_inputs_image" ON "generation_inputs" USING btree ("image_id");--> statement-breakpoint
CREATE INDEX "idx_generation_timeline" ON "generation_timeline" USING btree ("generation_id","created_at","id");--> statement-breakpoint
CREATE INDEX "idx_saved_prompts_user" ON "saved_prompts" USING btree ("user_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "idx_vendor_notices_once" ON "vendor_notices" USING btree ("api_config_id","notice_id");--> statement-breakpoint
CREATE INDEX "idx_vendor_notices_created" ON "vendor_notices" USING btree ("created_at");--> statement-breakpoint
ALTER TABLE "generated_images" ADD CONSTRAINT "generated_images_vendor_config_id_api_configs_id_fk" FOREIGN KEY ("vendor_config_id") REFERENCES "public"."api_configs"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "generation_attempts" ADD CONSTRAINT "generation_attempts_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channels"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "idx_api_configs_slot" ON "api_configs" USING btree ("slot") WHERE "api_configs"."user_id" is null;--> statement-breakpoint
CREATE INDEX "idx_images_vendor_config" ON "generated_images" USING btree ("vendor_config_id") WHERE "generated_images"."vendor_config_id" is not null;--> statement-breakpoint
CREATE INDEX "idx_images_parent" ON "generated_images" USING btree ("parent_image_id");--> statement-breakpoint
CREATE INDEX "idx_attempts_channel" ON "generation_attempts" USING btree ("channel_id") WHERE "generation_attempts"."channel_id" is not null;--> statement-breakpoint
ALTER TABLE "generation_outputs" ADD CONSTRAINT "outputs_somewhere" CHECK ("generation_outputs"."storage_key" is not null or "generation_outputs"."source_url" is not null or "generation_outputs"."fetch_tries" > 0);--> statement-breakpoint
ALTER TABLE "generation_history" ADD CONSTRAINT "generations_per_call" CHECK ("generation_history"."per_call" between 1 and 8);