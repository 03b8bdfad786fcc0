import { and, eq, isNull } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { generatedImages } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { imageColumns, toImageView } from "./internal/view";
import { type ImageView, updateImageInput } from "./schema";

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
