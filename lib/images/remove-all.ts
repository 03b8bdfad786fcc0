import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { generatedImages } from "@/db/schema";
import { requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { removeForGood } from "./internal/remove-files";

const BATCH = 200;

/** Removes every image of the acting user with its files, in batches; repeating it goes on where it stopped. */
export async function removeAllImages({ ctx }: { ctx: Ctx }): Promise<{ removed: number }> {
  const userId = requireUser(ctx.actor);
  for (let removed = 0; ; ) {
    const images = await db()
      .select({ id: generatedImages.id, storageKey: generatedImages.storageKey })
      .from(generatedImages)
      .where(eq(generatedImages.userId, userId))
      .limit(BATCH);
    await removeForGood(images);
    removed += images.length;
    if (images.length < BATCH) return { removed };
  }
}
