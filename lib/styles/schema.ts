import { z } from "zod";
import { plainText } from "@/lib/platform/http/plain-text";

export const styleSlug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60);

export const styleTypes = ["style", "subject", "light", "composition"] as const;

export const styleTagView = z.object({
  slug: z.string(),
  name: z.string(),
  nameEn: z.string(),
  category: z.string(),
  type: z.enum(styleTypes),
});
export type StyleTagView = z.infer<typeof styleTagView>;

export const styleTagList = z.object({ items: z.array(styleTagView), nextCursor: z.null() });
export const listStyleTagsInput = z.strictObject({ q: plainText(60).optional() });

// What the admin panel asks and sees.

/** Why an admin does something; it stands in the audit log. */
const why = plainText(500).min(3);
/** The groups of the composer, each with a name in both languages (`create.categories` of the messages). */
export const styleCategories = ["art", "digital", "photo", "subject", "light", "framing"] as const;
const parts = {
  name: plainText(40).min(1),
  nameEn: plainText(60).min(1),
  category: z.enum(styleCategories),
  type: z.enum(styleTypes),
  /** English words that are added to the prompt. */
  promptFragment: plainText(500).min(1),
  /** Its place in the composer; small numbers come first. */
  sortOrder: z.number().int().min(0).max(100_000),
  /** False keeps it out of the composer. */
  isOffered: z.boolean(),
  reason: why,
};
export const createStyleTagInput = z.strictObject({ slug: styleSlug, ...parts });
export const updateStyleTagInput = z.strictObject({ slug: styleSlug, ...parts });
export const mergeStyleTagsInput = z.strictObject({
  /** It goes; its slug then means the other one. */
  slug: styleSlug,
  into: styleSlug,
  reason: why,
});
export const setStylePreviewInput = z.strictObject({
  slug: styleSlug,
  /** A public image whose small file is copied; without one the picture goes. */
  imageId: z
    .string()
    .regex(/^img_[0-9a-z]{26}$/)
    .optional(),
  reason: why,
});
export const uploadStylePreviewInput = z.strictObject({ slug: styleSlug, reason: why });
export const stylePreviewView = z.object({
  slug: z.string(),
  /** Where its example picture is; null without one. */
  previewUrl: z.string().nullable(),
});
export type StylePreviewView = z.infer<typeof stylePreviewView>;
/** `v` tells addresses of one slug apart for those who keep files; nothing is read from it. */
export const stylePreviewInput = z.strictObject({ slug: styleSlug, v: z.string().max(16).optional() });

export const adminStyleTagView = styleTagView.extend({
  promptFragment: z.string(),
  sortOrder: z.number().int(),
  isOffered: z.boolean(),
  /** Generations of the last thirty days that asked for it, as of last night. */
  popularity: z.number().int(),
  /** Where its example picture is; null without one. */
  previewUrl: z.string().nullable(),
  /** Slugs that were merged into it. */
  aliases: z.array(z.string()),
  updatedAt: z.iso.datetime(),
});
export type AdminStyleTagView = z.infer<typeof adminStyleTagView>;

export type StyleRefusal = {
  ok: false;
  reason: "style_slug_taken" | "style_into_itself" | "style_image_not_public";
};
