import { and, eq, inArray, isNull } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { generatedImages } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
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
  const { ids } = imageIdsInput.parse(input);
  const rows = await executor(ctx)
    .update(generatedImages)
    .set({ deletedAt: ctx.now, isPublic: false })
    .where(
      and(
        inArray(generatedImages.id, ids),
        eq(generatedImages.userId, requireUser(ctx.actor)),
        isNull(generatedImages.deletedAt),
      ),
    )
    .returning({ id: generatedImages.id });
  return { changed: rows.length };
}
