import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { generatedImages, publications, users } from "@/db/schema";
import type { PublicationState } from "../../schema";

export type PublicationRow = typeof publications.$inferSelect;
export type ImageRow = Pick<
  typeof generatedImages.$inferSelect,
  | "id"
  | "userId"
  | "prompt"
  | "negativePrompt"
  | "styleTags"
  | "likes"
  | "downloads"
  | "aiClass"
  | "generationId"
  | "isPublic"
  | "deletedAt"
>;

/** An image with its publication, both locked until the transaction ends. */
export interface LockedImage {
  image: ImageRow;
  /** Null for an image that was never handed in. */
  publication: PublicationRow | null;
  state: PublicationState;
}

const columns = {
  id: generatedImages.id,
  userId: generatedImages.userId,
  prompt: generatedImages.prompt,
  negativePrompt: generatedImages.negativePrompt,
  styleTags: generatedImages.styleTags,
  likes: generatedImages.likes,
  downloads: generatedImages.downloads,
  aiClass: generatedImages.aiClass,
  generationId: generatedImages.generationId,
  isPublic: generatedImages.isPublic,
  deletedAt: generatedImages.deletedAt,
};

/**
 * Locks images and then their publications, each in the order of their ids: everybody who moves publications does so
 * in this order (the person before them, where the person counts), so that nobody waits in a ring. `userId` leaves
 * out what is somebody else's; what is being removed for good is left out always.
 */
export async function lockPublications(
  tx: Transaction,
  ids: readonly string[],
  userId?: string,
): Promise<LockedImage[]> {
  const images = await tx
    .select(columns)
    .from(generatedImages)
    .where(
      and(
        inArray(generatedImages.id, [...ids]),
        userId === undefined ? undefined : eq(generatedImages.userId, userId),
        isNull(generatedImages.purgingAt),
      ),
    )
    .orderBy(asc(generatedImages.id))
    .for("update");
  if (images.length === 0) return [];
  const found = images.map(({ id }) => id);
  const rows = await tx
    .select()
    .from(publications)
    .where(inArray(publications.imageId, found))
    .orderBy(asc(publications.imageId))
    .for("update");
  return images.map((image) => {
    const publication = rows.find(({ imageId }) => imageId === image.id) ?? null;
    return { image, publication, state: publication?.state ?? "private" };
  });
}

/** One image with its publication, and whether its author's account is in use; null where it is gone. */
export async function lockPublication(
  tx: Transaction,
  imageId: string,
): Promise<(LockedImage & { publication: PublicationRow; isAuthorActive: boolean }) | null> {
  const [author] = await tx
    .select({ status: users.status })
    .from(users)
    .innerJoin(publications, eq(publications.userId, users.id))
    .where(eq(publications.imageId, imageId))
    .for("share", { of: users });
  const [locked] = author ? await lockPublications(tx, [imageId]) : [];
  if (!locked?.publication) return null;
  return { ...locked, publication: locked.publication, isAuthorActive: author?.status === "active" };
}
