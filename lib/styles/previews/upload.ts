import { eq } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { styleTags } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import { deriveImage } from "@/lib/images/process/derive";
import { type InspectedImage, inspectImage } from "@/lib/images/process/inspect";
import { MAX_UPLOAD_PIXELS } from "@/lib/images/rules";
import { detectOrigin } from "@/lib/labels/detect";
import type { Ctx } from "@/lib/platform/context";
import { AppError, notFound } from "@/lib/platform/errors";
import { imageTooLarge } from "@/lib/platform/pixels/pixels";
import { type StylePreviewView, uploadStylePreviewInput } from "../schema";
import { replacePreview } from "./replace";

/**
 * Gives a tag an example picture of the admin's own: PNG, JPEG or WebP by its bytes, at most 40 megapixels, kept as a
 * WebP of at most 512 pixels a side, upright and freed of its metadata. What its metadata said of its origin stays
 * known: such a picture bears both labels, with the fields of whoever made it. Refuses like `inspectImage` with 422, on
 * the field `file`; the door bounds the bytes.
 */
export async function uploadStylePreview({
  ctx,
  input,
  bytes,
}: {
  ctx: Ctx;
  input: z.input<typeof uploadStylePreviewInput>;
  bytes: Buffer;
}): Promise<StylePreviewView> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { slug, reason } = uploadStylePreviewInput.parse(input);
  const [tag] = await executor(ctx)
    .select({ id: styleTags.id })
    .from(styleTags)
    .where(eq(styleTags.slug, slug));
  if (!tag) throw notFound("style tag");
  const picture = await read(bytes, tag.id).catch((error: unknown) => {
    throw error instanceof AppError ? ofFile(error) : error;
  });
  return replacePreview(ctx, {
    ...{ slug, reason, bytes: picture.preview, action: "styles.upload-preview" },
    said: { ...picture.found, sizeBytes: bytes.byteLength, aiClass: picture.aiClass },
  });
}

async function read(bytes: Buffer, produceId: string) {
  const found: InspectedImage = await inspectImage(bytes);
  if (found.widthPx * found.heightPx > MAX_UPLOAD_PIXELS) throw imageTooLarge();
  const aiClass = detectOrigin(bytes);
  const { thumbnail } = await deriveImage({ original: bytes, produceId, aiClass, madeHere: false });
  return { found, aiClass, preview: thumbnail.bytes };
}

const ofFile = (error: AppError): AppError =>
  new AppError(error.status, error.code, error.detail, { ...error.extra, fields: { file: error.detail } });
