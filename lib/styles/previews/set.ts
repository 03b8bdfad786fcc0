import { eq } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { generatedImages } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import { openImageFile } from "@/lib/images/files/open";
import type { Ctx } from "@/lib/platform/context";
import { type StyleRefusal, setStylePreviewInput } from "../schema";
import { replacePreview } from "./replace";

/**
 * Gives a tag an example picture, or takes it away: a copy of the small, labelled file of a public image, which stays
 * when the image goes. Refused with `style_image_not_public` for any other image.
 */
export async function setStylePreview({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof setStylePreviewInput>;
}): Promise<{ slug: string } | StyleRefusal> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { slug, imageId, reason } = setStylePreviewInput.parse(input);
  const bytes = imageId === undefined ? null : await readPublic(ctx, imageId);
  if (imageId !== undefined && bytes === null)
    return { ok: false as const, reason: "style_image_not_public" as const };
  const said = { imageId: imageId ?? null };
  await replacePreview(ctx, { slug, bytes, action: "styles.set-preview", said, reason });
  return { slug };
}

/** The small file of an image as everybody sees it; null for what is not public. */
async function readPublic(ctx: Ctx, id: string): Promise<Buffer | null> {
  return transact(ctx, async (inner, tx) => {
    const [image] = await tx
      .select({ isPublic: generatedImages.isPublic })
      .from(generatedImages)
      .where(eq(generatedImages.id, id));
    if (!image?.isPublic) return null;
    const input = { id, variant: "thumbnail" as const, format: "webp" as const };
    const conditions = { range: null, ifNoneMatch: null };
    const { body } = await openImageFile({ ctx: inner, input, conditions });
    return body && Buffer.from(await new Response(body).arrayBuffer());
  });
}
