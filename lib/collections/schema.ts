import { z } from "zod";
import { imageId } from "@/lib/images/schema";
import { plainText } from "@/lib/platform/http/plain-text";

export const collectionId = z.string().regex(/^col_[0-9a-z]{26}$/);
const name = plainText(60).min(1);

export const collectionView = z.object({
  id: z.string(),
  /** The collection that it lies in; those lie in none. */
  parentId: z.string().nullable(),
  name: z.string(),
  position: z.number().int(),
  /** Images in it, without the trash and without those of the collections in it. */
  images: z.number().int(),
  /** Of the chosen cover, or of the newest image; null when it is empty. */
  cover: z.object({ imageId: z.string(), thumbnail: z.string(), thumbHash: z.string() }).nullable(),
  createdAt: z.iso.datetime(),
});
export type CollectionView = z.infer<typeof collectionView>;
/** All of a person's collections, at most 500, in their order, parents before what lies in them. */
export const collectionList = z.object({ items: z.array(collectionView), nextCursor: z.null() });

/** Expected refusals: the name is taken beside it, nesting goes one level, 500 is the most. */
export interface CollectionRefusal {
  ok: false;
  reason:
    | "collection_name_taken"
    | "collection_too_deep"
    | "collection_has_children"
    | "too_many_collections";
}

export const createCollectionInput = z.strictObject({
  name,
  parentId: collectionId.nullable().default(null),
});
export const updateCollectionInput = z.strictObject({
  id: collectionId,
  name: name.optional(),
  parentId: collectionId.nullable().optional(),
  coverImageId: imageId.nullable().optional(),
});
/** The whole order of the collections beside each other. */
export const orderCollectionsInput = z.strictObject({
  parentId: collectionId.nullable(),
  ids: z.array(collectionId).min(1).max(500),
});
/** Its images stay in the library; collections in it go with it. */
export const deleteCollectionInput = z.strictObject({ id: collectionId });
export const moveImagesInput = z.strictObject({
  ids: z.array(imageId).min(1).max(200),
  /** Null takes them out of their collections. */
  collectionId: collectionId.nullable(),
});
