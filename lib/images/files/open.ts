import { and, eq, isNull } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { generatedImages } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { type AppError, notFound } from "@/lib/platform/errors";
import { logger } from "@/lib/platform/log";
import { storage } from "@/lib/providers/storage/client";
import { exportImage } from "../process/export";
import { downloadName, type ExportFormat, imageFiles, parseRange } from "../rules";
import type { imageFileInput } from "../schema";

const YEAR_S = 31_536_000;
/** A public image may be taken back, so shared caches keep it for a short time only. */
const PUBLIC_S = 300;

export interface FileAnswer {
  status: 200 | 206 | 304;
  headers: Record<string, string>;
  body: ReadableStream<Uint8Array> | null;
}

/**
 * A file of an image as an HTTP answer: labelled, with ETag, single ranges and caching. Private images only to
 * their owner; whatever the asker may not see is not found. A download is labelled when first asked for and kept.
 */
export async function openImageFile({
  ctx,
  input,
  conditions,
}: {
  ctx: Ctx;
  input: z.infer<typeof imageFileInput>;
  conditions: { range: string | null; ifNoneMatch: string | null };
}): Promise<FileAnswer> {
  const image = await findVisible(ctx, input.id);
  const format: ExportFormat = input.variant === "download" ? input.format : "webp";
  const etag = `"${image.sha256.slice(0, 32)}-${input.variant}-${format}"`;
  const headers: Record<string, string> = {
    etag,
    "cache-control": image.isOwner ? `private, max-age=${YEAR_S}, immutable` : `public, max-age=${PUBLIC_S}`,
    vary: "cookie, authorization",
    "accept-ranges": "bytes",
    "content-type": `image/${format}`,
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
  };
  if (input.variant === "download")
    headers["content-disposition"] = attachment(image.prompt, image.id, format);
  if (conditions.ifNoneMatch?.split(",").some((tag) => tag.trim() === etag))
    return { status: 304, headers, body: null };

  const key = await fileOf(image, input.variant, format);
  const stat = await storage().stat(key);
  if (!stat) throw fileGone(key);
  const range = parseRange(conditions.range, stat.sizeBytes);
  const body = await storage().openRange(key, range ?? undefined);
  if (!range) return { status: 200, headers: { ...headers, "content-length": String(stat.sizeBytes) }, body };
  headers["content-length"] = String(range.end - range.start + 1);
  headers["content-range"] = `bytes ${range.start}-${range.end}/${stat.sizeBytes}`;
  return { status: 206, headers, body };
}

type VisibleImage = Pick<
  typeof generatedImages.$inferSelect,
  "id" | "userId" | "storageKey" | "format" | "prompt" | "sha256" | "generationId" | "isAiMade"
> & { isOwner: boolean };

async function findVisible(ctx: Ctx, id: string): Promise<VisibleImage> {
  const [image] = await executor(ctx)
    .select({
      id: generatedImages.id,
      userId: generatedImages.userId,
      generationId: generatedImages.generationId,
      storageKey: generatedImages.storageKey,
      format: generatedImages.format,
      prompt: generatedImages.prompt,
      sha256: generatedImages.sha256,
      isAiMade: generatedImages.isAiMade,
      isPublic: generatedImages.isPublic,
      deletedAt: generatedImages.deletedAt,
    })
    .from(generatedImages)
    .where(and(eq(generatedImages.id, id), isNull(generatedImages.purgingAt)));
  const isOwner = image !== undefined && ctx.actor.kind === "user" && ctx.actor.userId === image.userId;
  if (!image || !(isOwner || (image.isPublic && image.deletedAt === null))) throw notFound("image");
  return { ...image, isOwner };
}

/** The key of a labelled file; a download that is not there yet is made from the original. */
export async function fileOf(
  image: Pick<VisibleImage, "id" | "storageKey" | "format" | "generationId" | "isAiMade">,
  variant: "thumbnail" | "display" | "download",
  format: ExportFormat,
): Promise<string> {
  if (variant !== "download") return imageFiles[variant](image.storageKey);
  const key = imageFiles.download(image.storageKey, format);
  if (await storage().stat(key)) return key;
  const originalKey = imageFiles.original(image.storageKey, image.format);
  const original = await storage().get(originalKey);
  if (!original) throw fileGone(originalKey);
  const { isAiMade } = image;
  const produceId = image.generationId ?? image.id;
  const { bytes } = await exportImage({ original, produceId, format, isAiMade });
  await storage().put(key, bytes, { contentType: `image/${format}` });
  return key;
}

/** RFC 6266: a plain ASCII name, and the full one for everybody who reads UTF-8. */
function attachment(prompt: string, id: string, format: ExportFormat): string {
  const name = downloadName(prompt, id, format);
  const ascii = name.replaceAll(/[^\w.-]+/g, "_");
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name)}`;
}

/** The row was there and its file was not: the image went between two looks, or the storage lost it. */
function fileGone(key: string): AppError {
  logger("images.open-file").error("a file of an image is gone", { key });
  return notFound("image");
}
