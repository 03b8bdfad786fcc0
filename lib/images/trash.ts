import { inArray, isNull } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { generatedImages } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { lockImages } from "./internal/lock";
import { withdrawPublications } from "./internal/withdraw";
import { imageIdsInput } from "./schema";

/**
 * Moves own images to the trash, where they stay for 30 days; a public one is no longer public. Ids that are
 * not the actor's, or already there, count as unchanged.
 */
export async function trashImages({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof imageIdsInput>;
}): Promise<{ changed: number }> {
  requirePermission(ctx.actor, "GENERATE_IMAGE");
  const userId = requireUser(ctx.actor);
  const given = imageIdsInput.parse(input);
  return transact(ctx, async (inner, tx) => {
    const ids = await lockImages(tx, userId, given.ids, isNull(generatedImages.deletedAt));
    if (ids.length === 0) return { changed: 0 };
    await withdrawPublications(inner, tx, ids);
    await tx.update(generatedImages).set({ deletedAt: ctx.now }).where(inArray(generatedImages.id, ids));
    return { changed: ids.length };
  });
}
