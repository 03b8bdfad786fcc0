import { z } from "zod";
import { plainText } from "@/lib/platform/http/plain-text";
import { aspectRatios, renderQualities, tiers } from "@/lib/providers/model-capabilities";

export const imageId = z.string().regex(/^img_[0-9a-z]{26}$/);
/** A word of the owner's own for a picture. */
export const imageTag = plainText(30).min(1);
const ids = z.array(imageId).min(1).max(200);

export const imageVariants = ["thumbnail", "display", "download"] as const;
export const exportFormats = ["png", "jpeg", "webp"] as const;

export const imageView = z.object({
  id: z.string(),
  generationId: z.string().nullable(),
  ordinal: z.number().int(),
  parentImageId: z.string().nullable(),
  prompt: z.string(),
  negativePrompt: z.string(),
  styleTags: z.array(z.string()),
  ratio: z.string(),
  tier: z.enum(tiers),
  quality: z.enum(renderQualities),
  provider: z.string(),
  model: z.string(),
  seed: z.number().int().nullable(),
  /** How it came to be: an operation of a generation, or `upload`. */
  operation: z.string(),
  /** Under which account its vendor can act on it again: `platform`, the id of an own key, or null where it cannot. */
  vendorAccount: z.string().nullable(),
  widthPx: z.number().int(),
  heightPx: z.number().int(),
  /** Of the unlabelled original; a download differs a little. */
  sizeBytes: z.number().int(),
  thumbHash: z.string(),
  isPublic: z.boolean(),
  /** Where it stands with the gallery; null when it was never handed in. */
  publication: z.enum(["private", "pending", "public", "rejected", "taken_down"]).nullable(),
  /** What is known of its origin. */
  aiClass: z.enum(["made", "declared", "suspected", "none"]),
  /** Words of the owner's own; empty for everybody else. */
  tags: z.array(z.string()),
  collectionId: z.string().nullable(),
  isFavorite: z.boolean(),
  createdAt: z.iso.datetime(),
  deletedAt: z.iso.datetime().nullable(),
  /** Paths on this host; all of them carry the AI label. */
  urls: z.object({ thumbnail: z.string(), display: z.string(), download: z.string() }),
});
export type ImageView = z.infer<typeof imageView>;

export const imagePage = z.object({ items: z.array(imageView), nextCursor: z.string().nullable() });
export type ImagePage = z.infer<typeof imagePage>;

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, "must be YYYY-MM-DD")
  .refine((text) => !Number.isNaN(Date.parse(text)), "is not a day")
  .refine((text) => text >= "1970-01-01", "is too long ago");

export const listImagesInput = z.strictObject({
  /** Words of the prompt; every one must occur. */
  q: plainText(200).optional(),
  /** Days in Asia/Shanghai, both included. */
  from: day.optional(),
  to: day.optional(),
  model: plainText(80).optional(),
  ratio: z.enum(aspectRatios).optional(),
  favorite: z.enum(["true"]).optional(),
  /** One collection, or `none` for what lies in no collection. */
  collection: z
    .string()
    .regex(/^(none|col_[0-9a-z]{26})$/)
    .optional(),
  /** A tag of the person's own. */
  tag: imageTag.optional(),
  /** What it is: made here from words, edited here, or brought along. */
  origin: z.enum(["generated", "edited", "uploaded"]).optional(),
  /** Where it stands with the gallery. */
  publication: z.enum(["pending", "public", "rejected", "taken_down"]).optional(),
  trash: z.enum(["true"]).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(40),
});
export type ListImagesInput = z.infer<typeof listImagesInput>;

export const getImageInput = z.strictObject({ id: imageId });
export const updateImageInput = z.strictObject({ id: imageId, isFavorite: z.boolean() });
export const imageIdsInput = z.strictObject({ ids });
export const favoriteImagesInput = z.strictObject({ ids, isFavorite: z.boolean() });
export const changedView = z.object({ changed: z.number().int() });
export const imageFileInput = z.strictObject({
  id: imageId,
  variant: z.enum(imageVariants),
  format: z.enum(exportFormats).default("png"),
});
/** Beside the bytes of an upload. */
export const uploadImageInput = z.strictObject({
  /** Its owner says that an AI made it. */
  declaration: z.enum(["ai"]).optional(),
  /** The collection that it is put into at once. */
  collectionId: z
    .string()
    .regex(/^col_[0-9a-z]{26}$/)
    .optional(),
});
export const exportImagesInput = z.strictObject({
  /** Ids joined by commas: 200 of 30 letters each. */
  ids: z
    .string()
    .max(31 * 200)
    .transform((text) => text.split(","))
    .pipe(ids),
  format: z.enum(exportFormats).default("png"),
});

export const tagImagesInput = z
  .strictObject({
    ids,
    add: z.array(imageTag).max(20).default([]),
    remove: z.array(imageTag).max(20).default([]),
  })
  .refine((input) => input.add.length + input.remove.length > 0, { path: ["add"], error: "says no tag" });
/** The person's own tags with how many images bear them, most used first; at most 200. */
export const imageTagList = z.object({
  items: z.array(z.object({ tag: z.string(), images: z.number().int() })),
  nextCursor: z.null(),
});

/** Images that look alike, groups of two or more, the largest picture of each first; at most 200 groups. */
export const duplicateList = z.object({
  items: z.array(z.object({ images: z.array(imageView) })),
  nextCursor: z.null(),
  /** How many groups there are altogether. */
  groups: z.number().int(),
});
export type DuplicateList = z.infer<typeof duplicateList>;

/** What somebody's images take, trash included. */
export const storageView = z.object({
  bytes: z.number().int(),
  images: z.number().int(),
  trashBytes: z.number().int(),
  trashImages: z.number().int(),
  /** What the plan holds. */
  quotaBytes: z.number().int(),
});
export type StorageView = z.infer<typeof storageView>;

/**
 * What a person agrees to before they take a copy without the visible label (Measures, Art. 9). Whoever changes the
 * words gives them a new version: a copy is taken under the version that was shown, and the log says which.
 */
export const copyAgreement = {
  version: "2026-01",
  /** Messages below `copies.agreement`, in the order in which they are shown. */
  clauses: ["duty", "metadata", "use", "log"],
} as const;

/** A copy without the visible label, for a purpose in the person's words; `agreement` is the version that they read. */
export const takeUnlabelledCopyInput = z.strictObject({
  id: imageId,
  agreement: z.string().max(40),
  purpose: plainText(200).min(1),
  format: z.enum(exportFormats).default("png"),
});
export const listUnlabelledCopiesInput = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(40),
});
/** Which copies the person took, newest first, and what they would agree to now. */
export const unlabelledCopyPage = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      imageId: z.string(),
      agreement: z.string(),
      purpose: z.string(),
      format: z.enum(exportFormats),
      createdAt: z.iso.datetime(),
    }),
  ),
  nextCursor: z.string().nullable(),
  agreement: z.string(),
});
export type UnlabelledCopyPage = z.infer<typeof unlabelledCopyPage>;
