import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { collections, generatedImages } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { moveImagesInput } from "./schema";

/**
 * Puts own images into an own collection, or out of theirs with null. Images of others, in the trash, gone, or there
 * already count as unchanged; somebody else's collection is not found.
 */
export async function moveImages({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof moveImagesInput>;
}): Promise<{ changed: number }> {
  requirePermission(ctx.actor, "GENERATE_IMAGE");
  const userId = requireUser(ctx.actor);
  const { ids, collectionId } = moveImagesInput.parse(input);
  return transact(ctx, async (_, tx) => {
    if (collectionId !== null) {
      // Held until the end: a collection that is being deleted takes no images in.
      const [own] = await tx
        .select({ id: collections.id })
        .from(collections)
        .where(and(eq(collections.id, collectionId), eq(collections.userId, userId)))
        .for("key share");
      if (!own) throw notFound("collection");
    }
    const moving = await tx
      .select({ id: generatedImages.id })
      .from(generatedImages)
      .where(
        and(
          inArray(generatedImages.id, ids),
          eq(generatedImages.userId, userId),
          isNull(generatedImages.deletedAt),
          sql`${generatedImages.collectionId} is distinct from ${collectionId}`,
        ),
      )
      .orderBy(asc(generatedImages.id))
      .for("update");
    const rows = moving.map((image) => image.id);
    if (rows.length > 0)
      await tx.update(generatedImages).set({ collectionId }).where(inArray(generatedImages.id, rows));
    return { changed: rows.length };
  });
}
