import { eq, inArray, sql } from "drizzle-orm";
import { transact } from "@/db/client";
import { generatedImages, imageLikes, notifications } from "@/db/schema";
import { requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";

/** Removes what is personal about the acting user and has no other life: messages, likes. */
export function forgetTraces(ctx: Ctx): Promise<void> {
  const userId = requireUser(ctx.actor);
  return transact(ctx, async (_, tx) => {
    await tx.delete(notifications).where(eq(notifications.userId, userId));
    const liked = await tx
      .delete(imageLikes)
      .where(eq(imageLikes.userId, userId))
      .returning({ imageId: imageLikes.imageId });
    if (liked.length > 0)
      await tx
        .update(generatedImages)
        .set({ likes: sql`greatest(${generatedImages.likes} - 1, 0)` })
        .where(
          inArray(
            generatedImages.id,
            liked.map((like) => like.imageId),
          ),
        );
  });
}
