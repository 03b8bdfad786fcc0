import { and, eq, inArray, isNull, ne } from "drizzle-orm";
import type { z } from "zod";
import { executor, transact } from "@/db/client";
import { generatedImages } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { lockImages } from "./internal/lock";
import { imageColumns, toImageView } from "./internal/view";
import { favoriteImagesInput, type ImageView, updateImageInput } from "./schema";

/** Marks an own image as favourite, or no longer. */
export async function updateImage({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof updateImageInput>;
}): Promise<ImageView> {
  requirePermission(ctx.actor, "GENERATE_IMAGE");
  const { id, isFavorite } = updateImageInput.parse(input);
  const [row] = await executor(ctx)
    .update(generatedImages)
    .set({ isFavorite })
    .where(
      and(
        eq(generatedImages.id, id),
        eq(generatedImages.userId, requireUser(ctx.actor)),
        isNull(generatedImages.deletedAt),
      ),
    )
    .returning(imageColumns);
  if (!row) throw notFound("image");
  return toImageView(row);
}

/**
 * Marks own images as favourites, or no longer, all at once. Ids that are not the actor's, that lie in the trash or
 * that are so already count as unchanged.
 */
export async function updateImages({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof favoriteImagesInput>;
}): Promise<{ changed: number }> {
  requirePermission(ctx.actor, "GENERATE_IMAGE");
  const userId = requireUser(ctx.actor);
  const { ids: given, isFavorite } = favoriteImagesInput.parse(input);
  return transact(ctx, async (_, tx) => {
    const others = ne(generatedImages.isFavorite, isFavorite);
    const ids = await lockImages(tx, userId, given, isNull(generatedImages.deletedAt), others);
    if (ids.length > 0)
      await tx.update(generatedImages).set({ isFavorite }).where(inArray(generatedImages.id, ids));
    return { changed: ids.length };
  });
}
