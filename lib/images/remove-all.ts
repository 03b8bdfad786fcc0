import { eq, inArray } from "drizzle-orm";
import { db } from "@/db/client";
import { generatedImages } from "@/db/schema";
import { requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { removeFolder, removeForGood } from "./internal/remove-files";
import { imageFolder } from "./rules";

const BATCH = 200;

/** Removes every image of the acting user with its files, in batches; repeating it goes on where it stopped. */
export async function removeAllImages({ ctx }: { ctx: Ctx }): Promise<{ removed: number }> {
  const userId = requireUser(ctx.actor);
  for (let removed = 0; ; ) {
    const some = db()
      .select({ id: generatedImages.id })
      .from(generatedImages)
      .where(eq(generatedImages.userId, userId))
      .limit(BATCH);
    const going = await db()
      .update(generatedImages)
      .set({ purgingAt: ctx.now, deletedAt: ctx.now, isPublic: false })
      .where(inArray(generatedImages.id, some))
      .returning({ id: generatedImages.id, storageKey: generatedImages.storageKey });
    await removeForGood(going);
    removed += going.length;
    if (going.length < BATCH) return { removed };
  }
}

/** Removes the files of a picture that never became an image. */
export const removeImageFolder = (imageId: string): Promise<void> => removeFolder(imageFolder(imageId));
