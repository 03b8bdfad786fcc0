import { inArray, isNotNull } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { generatedImages } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { lockImages } from "./internal/lock";
import { withdrawPublications } from "./internal/withdraw";
import { imageIdsInput } from "./schema";

/** Takes own images out of the trash; they come back private, into their collection if it still exists. */
export async function restoreImages({
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
    const ids = await lockImages(tx, userId, given.ids, isNotNull(generatedImages.deletedAt));
    if (ids.length === 0) return { changed: 0 };
    await withdrawPublications(inner, tx, ids);
    await tx.update(generatedImages).set({ deletedAt: null }).where(inArray(generatedImages.id, ids));
    return { changed: ids.length };
  });
}
