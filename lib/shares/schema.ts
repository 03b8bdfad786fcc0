import { z } from "zod";
import { collectionId } from "@/lib/collections/schema";
import { imageFileInput, imageId } from "@/lib/images/schema";

export const shareLinkId = z.string().regex(/^shr_[0-9a-z]{26}$/);
/** 128 random bits as base64url. */
export const shareToken = z.string().regex(/^[\w-]{22}$/);
const password = z.string().min(4).max(100);

/** How long a link can be made to work, in days. */
export const shareDays = [1, 7, 30, 365] as const;

export const createShareLinkInput = z
  .strictObject({
    imageId: imageId.optional(),
    collectionId: collectionId.optional(),
    password: password.optional(),
    /** Without it the link works until it is revoked. */
    days: z.literal(shareDays).optional(),
  })
  .refine((input) => (input.imageId === undefined) !== (input.collectionId === undefined), {
    path: ["imageId"],
    error: "either an image or a collection",
  });
export const updateShareLinkInput = z.strictObject({
  id: shareLinkId,
  /** A new password, or null for none any more; what the old one opened is closed. */
  password: password.nullable().optional(),
  /** From now on; null for no end. */
  days: z.literal(shareDays).nullable().optional(),
});
export const shareLinkIdInput = z.strictObject({ id: shareLinkId });
export const listShareLinksInput = z.strictObject({
  imageId: imageId.optional(),
  collectionId: collectionId.optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** A link as its owner sees it. */
export const shareLinkView = z.object({
  id: z.string(),
  imageId: z.string().nullable(),
  collectionId: z.string().nullable(),
  /** What it shows: the image's prompt or the collection's name. */
  title: z.string(),
  /** A path on this host: `/s/…`. */
  path: z.string(),
  hasPassword: z.boolean(),
  expiresAt: z.iso.datetime().nullable(),
  /** Whether it works now. */
  live: z.boolean(),
  views: z.number().int(),
  createdAt: z.iso.datetime(),
});
export type ShareLinkView = z.infer<typeof shareLinkView>;
export const shareLinkPage = z.object({
  items: z.array(shareLinkView),
  nextCursor: z.string().nullable(),
});

/** A shared picture as a visitor sees it: nothing of how its owner keeps it. */
export const sharedImageView = z.object({
  id: z.string(),
  prompt: z.string(),
  ratio: z.string(),
  widthPx: z.number().int(),
  heightPx: z.number().int(),
  thumbHash: z.string(),
  aiClass: z.enum(["made", "declared", "suspected", "none"]),
  createdAt: z.iso.datetime(),
  urls: z.object({ thumbnail: z.string(), display: z.string(), download: z.string() }),
});
export type SharedImageView = z.infer<typeof sharedImageView>;

export const openShareInput = z.strictObject({
  token: shareToken,
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(60),
});
export const shareView = z.object({
  kind: z.enum(["image", "collection"]),
  /** The collection's name; empty for an image. */
  title: z.string(),
  author: z.string(),
  expiresAt: z.iso.datetime().nullable(),
  items: z.array(sharedImageView),
  nextCursor: z.string().nullable(),
});
export type ShareView = z.infer<typeof shareView>;

export const unlockShareInput = z.strictObject({ token: shareToken, password: z.string().min(1).max(100) });
export const sharedFileInput = imageFileInput.extend({ token: shareToken });
