import { and, eq, isNull, or, type SQL, sql } from "drizzle-orm";
import { generatedImages } from "@/db/schema";

/**
 * Not what a reviewer refused or took down, whatever its owner did since, unless it was let in later: a link is no way
 * around a decision.
 */
export const notRefused = (): SQL => sql`not exists (select 1 from publications p
  where p.image_id = ${generatedImages.id} and (p.state in ('rejected', 'taken_down')
    or p.appealed_at is not null and p.state <> 'public'))`;

/** The images that a link shows now: its own one, or those of its collection and of the collections in it. */
export function shownBy(link: {
  userId: string;
  imageId: string | null;
  collectionId: string | null;
}): SQL | undefined {
  const inPlace = and(
    // The collection's owner is its images' owner; said again, so that no row of anybody else can ever slip in.
    eq(generatedImages.userId, link.userId),
    isNull(generatedImages.deletedAt),
    isNull(generatedImages.purgingAt),
    notRefused(),
  );
  if (link.imageId !== null) return and(inPlace, eq(generatedImages.id, link.imageId));
  return and(
    inPlace,
    or(
      eq(generatedImages.collectionId, link.collectionId ?? ""),
      sql`${generatedImages.collectionId} in (select c.id from collections c where c.parent_id = ${link.collectionId})`,
    ),
  );
}
