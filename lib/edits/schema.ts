import { z } from "zod";
import { createGenerationInput, editOperations, promptText } from "@/lib/generations/schema";
import { imageId } from "@/lib/images/schema";
import { aspectRatios, renderQualities, tiers } from "@/lib/providers/model-capabilities";

export { editOperations } from "@/lib/generations/schema";
export type { EditOperation } from "@/lib/providers/model-capabilities";

export const maskId = z.string().regex(/^msk_[0-9a-z]{26}$/);

/** An order to change a picture. Everything else is as in an order for new ones. */
export const createEditInput = createGenerationInput
  .omit({ ratio: true, prompt: true, tier: true, quality: true })
  .extend({
    operation: z.enum(editOperations),
    /** The picture to start from. */
    imageId,
    /** For `inpaint` and `erase`. */
    maskId: maskId.optional(),
    /** May be empty where the model's operation says so. */
    prompt: promptText.default(""),
    /** The model's own first choice when absent. */
    tier: z.enum(tiers).optional(),
    quality: z.enum(renderQualities).optional(),
    /** For `image_to_image`: 0 keeps the picture, 1 forgets it. */
    strength: z.number().min(0).max(1).optional(),
    /** For `outpaint`: the ratio to extend the picture to. */
    outpaintRatio: z.enum(aspectRatios).optional(),
    /** For `upscale` where the model offers several. */
    upscaleFactor: z.number().int().min(2).max(8).optional(),
  });
export type CreateEditInput = z.input<typeof createEditInput>;

export const createMaskInput = z.strictObject({ imageId });
export const maskView = z.object({ id: z.string(), widthPx: z.number().int(), heightPx: z.number().int() });
export type MaskView = z.infer<typeof maskView>;

/** One picture of a family: what it was made from and what was made from it. */
export const lineageNode = z.object({
  imageId: z.string(),
  parentImageId: z.string().nullable(),
  operation: z.string(),
  model: z.string(),
  prompt: z.string(),
  widthPx: z.number().int(),
  heightPx: z.number().int(),
  thumbHash: z.string(),
  thumbnailUrl: z.string(),
  createdAt: z.iso.datetime(),
});
export type LineageNode = z.infer<typeof lineageNode>;
/** Oldest first; at most 100 pictures around the one that was asked for. */
export const lineageView = z.object({ items: z.array(lineageNode), nextCursor: z.null() });
export const lineageInput = z.strictObject({ id: imageId });

export const MAX_MASK_BYTES = 8 * 1024 * 1024;
