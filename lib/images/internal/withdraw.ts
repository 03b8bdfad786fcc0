import { and, asc, eq, inArray } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { generatedImages, publicationMoves, publications, publicationTags } from "@/db/schema";
import { describeActor } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";

/**
 * Ends the publicity of images in the caller's transaction, because the images themselves go: what is public or on
 * its way there becomes private; refused and taken down ones stay what they are, so that a trip through the trash
 * is no way around a decision. The caller says whose images these are. Safe to repeat. Returns the ids that moved.
 */
export async function withdrawPublications(
  ctx: Ctx,
  tx: Transaction,
  imageIds: readonly string[],
): Promise<string[]> {
  if (imageIds.length === 0) return [];
  // Everybody who moves publications locks the images first and both in the order of their ids: nobody waits in a ring.
  await tx
    .select({ id: generatedImages.id })
    .from(generatedImages)
    .where(inArray(generatedImages.id, [...imageIds]))
    .orderBy(asc(generatedImages.id))
    .for("update");
  const open = await tx
    .select({
      imageId: publications.imageId,
      state: publications.state,
      updatedAt: publications.updatedAt,
    })
    .from(publications)
    .where(
      and(inArray(publications.imageId, [...imageIds]), inArray(publications.state, ["pending", "public"])),
    )
    .orderBy(asc(publications.imageId))
    .for("update");
  await tx
    .update(generatedImages)
    .set({ isPublic: false })
    .where(and(inArray(generatedImages.id, [...imageIds]), eq(generatedImages.isPublic, true)));
  if (open.length === 0) return [];
  const ids = open.map((row) => row.imageId);
  // Whoever waited for the locks began before the moves that they waited for, and comes after them in the history.
  const at = new Date(Math.max(ctx.now.getTime(), ...open.map((row) => row.updatedAt.getTime() + 1)));
  await tx
    .update(publications)
    .set({ state: "private", updatedAt: at })
    .where(inArray(publications.imageId, ids));
  await tx.delete(publicationTags).where(inArray(publicationTags.imageId, ids));
  const actor = describeActor(ctx.actor);
  await tx.insert(publicationMoves).values(
    open.map((row) => ({
      id: newId("publicationMove", at.getTime()),
      imageId: row.imageId,
      from: row.state,
      to: "private" as const,
      actorKind: actor.kind,
      actorId: actor.id,
      createdAt: at,
    })),
  );
  return ids;
}
