import { and, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { generatedImages } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { imageIdsInput } from "./schema";

/** Takes own images out of the trash; they come back private. */
export async function restoreImages({
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
    .set({ deletedAt: null })
    .where(
      and(
        inArray(generatedImages.id, ids),
        eq(generatedImages.userId, requireUser(ctx.actor)),
        isNotNull(generatedImages.deletedAt),
        isNull(generatedImages.purgingAt),
      ),
    )
    .returning({ id: generatedImages.id });
  return { changed: rows.length };
}
