import { asc, eq, inArray } from "drizzle-orm";
import { transact } from "@/db/client";
import { generatedImages } from "@/db/schema";
import { requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { type GoingImage, removeFolder, removeForGood } from "./internal/remove-files";
import { withdrawPublications } from "./internal/withdraw";
import { imageFolder } from "./rules";

const BATCH = 200;

/** Removes every image of the acting user with its files, in batches; repeating it goes on where it stopped. */
export async function removeAllImages({ ctx }: { ctx: Ctx }): Promise<{ removed: number }> {
  const userId = requireUser(ctx.actor);
  for (let removed = 0; ; ) {
    const going = await markSome(ctx, userId);
    await removeForGood(ctx, going);
    removed += going.length;
    if (going.length < BATCH) return { removed };
  }
}

const markSome = (ctx: Ctx, userId: string): Promise<GoingImage[]> =>
  transact(ctx, async (inner, tx) => {
    const some = await tx
      .select({
        id: generatedImages.id,
        userId: generatedImages.userId,
        storageKey: generatedImages.storageKey,
      })
      .from(generatedImages)
      .where(eq(generatedImages.userId, userId))
      .orderBy(asc(generatedImages.id))
      .limit(BATCH)
      .for("update");
    const ids = some.map((image) => image.id);
    await withdrawPublications(inner, tx, ids);
    await tx
      .update(generatedImages)
      .set({ purgingAt: ctx.now, deletedAt: ctx.now })
      .where(inArray(generatedImages.id, ids));
    return some;
  });

/** Removes the files of a picture that never became an image. */
export const removeImageFolder = (imageId: string): Promise<void> => removeFolder(imageFolder(imageId));
