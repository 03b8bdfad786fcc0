ALTER TABLE "edit_masks" DROP CONSTRAINT "edit_masks_image_id_generated_images_id_fk";
--> statement-breakpoint
ALTER TABLE "edit_masks" ALTER COLUMN "image_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "generation_history" ADD COLUMN "translated_negative_prompt" text;--> statement-breakpoint
ALTER TABLE "edit_masks" ADD CONSTRAINT "edit_masks_image_id_generated_images_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."generated_images"("id") ON DELETE set null ON UPDATE no action;