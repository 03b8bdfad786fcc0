import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { editMasks, generatedImages } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx, OwnerActor } from "@/lib/platform/context";
import { AppError, notFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { imageNotReadable, openImage, withPixels } from "@/lib/platform/pixels/pixels";
import { storage } from "@/lib/providers/storage/client";
import { createMaskInput, type MaskView } from "./schema";

/**
 * Keeps a painted mask: a PNG of exactly the image's size, white where it is to be edited. Stored as 8-bit grey
 * under an id of its own; it is used by naming it in an edit, and removed after a day otherwise. Refuses with 422
 * `image_not_readable`, `mask_size_differs` or `mask_is_empty`.
 */
export async function createMask({
  ctx,
  input,
  bytes,
}: {
  ctx: Ctx<OwnerActor>;
  input: z.input<typeof createMaskInput>;
  bytes: Buffer;
}): Promise<MaskView> {
  requirePermission(ctx.actor, "GENERATE_IMAGE");
  const { imageId } = createMaskInput.parse(input);
  const { userId } = ctx.actor;
  const [image] = await executor(ctx)
    .select({ widthPx: generatedImages.widthPx, heightPx: generatedImages.heightPx })
    .from(generatedImages)
    .where(and(eq(generatedImages.id, imageId), eq(generatedImages.userId, userId)));
  if (!image) throw notFound("image");
  const mask = await greyMask(bytes, image);
  const id = newId("mask", ctx.now.getTime());
  const storageKey = `masks/${id}.png`;
  // The row comes first: a crash leaves a row without a file, which the purge finds, and never the reverse.
  await executor(ctx)
    .insert(editMasks)
    .values({ id, userId, imageId, storageKey, ...image, createdAt: ctx.now });
  await storage().put(storageKey, mask, { contentType: "image/png" });
  return { id, ...image };
}

async function greyMask(bytes: Buffer, size: { widthPx: number; heightPx: number }): Promise<Buffer> {
  if (!bytes.subarray(0, 8).equals(Buffer.from("\x89PNG\r\n\x1a\n", "latin1"))) throw imageNotReadable();
  return withPixels(async () => {
    const { width, height } = await openImage(bytes)
      .metadata()
      .catch(() => {
        throw imageNotReadable();
      });
    if (width !== size.widthPx || height !== size.heightPx)
      throw new AppError(422, "mask_size_differs", "The mask must have the size of the image.");
    try {
      const grey = () => openImage(bytes).removeAlpha().extractChannel(0).toColourspace("b-w");
      const pixels = await grey().raw().toBuffer();
      if (!pixels.some((value) => value > 127)) throw maskIsEmpty();
      return await grey().png().toBuffer();
    } catch (error) {
      throw error instanceof AppError ? error : imageNotReadable();
    }
  });
}

const maskIsEmpty = () => new AppError(422, "mask_is_empty", "Nothing is painted on the mask.");
