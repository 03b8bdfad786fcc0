import { and, eq, isNull, or, type SQL, sql } from "drizzle-orm";
import { generatedImages } from "@/db/schema";
import type { OpenLink } from "./links";

/** The images that a link shows now: its own one, or those of its collection and of the collections in it. */
export function shownBy(link: OpenLink): SQL | undefined {
  const inPlace = and(
    // The collection's owner is its images' owner; said again, so that no row of anybody else can ever slip in.
    eq(generatedImages.userId, link.userId),
    isNull(generatedImages.deletedAt),
    isNull(generatedImages.purgingAt),
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
