import { and, eq, isNull } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { generatedImages, publications, users } from "@/db/schema";
import { ownerOf, permissionsOf } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { storage } from "@/lib/providers/storage/client";
import { deriveImage } from "../process/derive";
import { exportImage } from "../process/export";
import {
  downloadName,
  type ExportFormat,
  imageFiles,
  isShownToReviewers,
  originOf,
  parseRange,
} from "../rules";
import type { imageFileInput } from "../schema";
import { fileGone, type ImageFileSource, keepFile, visitorKey } from "./make";

const YEAR_S = 31_536_000;

export interface FileAnswer {
  status: 200 | 206 | 304;
  headers: Record<string, string>;
  body: ReadableStream<Uint8Array> | null;
  /** Whether this is the asker's own image. */
  isOwner: boolean;
}

/**
 * A file of an image as an HTTP answer: labelled, with ETag, single ranges and caching. Private images only to
 * their owner; whatever the asker may not see is not found. A file that is not there yet, as a download or one of a
 * class that was given later, is made when first asked for and kept; for others than the owner that may be refused
 * with 503 `busy`.
 */
export async function openImageFile({
  ctx,
  input,
  conditions,
  grantedBy,
}: {
  ctx: Ctx;
  input: z.infer<typeof imageFileInput>;
  /** `headOnly`: the head of the answer without opening its body. */
  conditions: { range: string | null; ifNoneMatch: string | null; headOnly?: boolean };
  /** The owner who lets the asker see this image, as the caller has made sure. */
  grantedBy?: string;
}): Promise<FileAnswer> {
  const image = await findVisible(ctx, input.id, grantedBy);
  const { isOwner } = image;
  const format: ExportFormat = input.variant === "download" ? input.format : "webp";
  const etag = `"${image.sha256.slice(0, 32)}-${input.variant}-${format}-${image.aiClass}"`;
  const headers: Record<string, string> = {
    etag,
    "cache-control": cacheControl(image),
    vary: "cookie, authorization",
    "accept-ranges": "bytes",
    "content-type": `image/${format}`,
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
  };
  if (input.variant === "download")
    headers["content-disposition"] = attachment(image.prompt, image.id, format);
  if (conditions.ifNoneMatch?.split(",").some((tag) => [etag, `W/${etag}`, "*"].includes(tag.trim())))
    return { status: 304, headers, body: null, isOwner };

  const visitor = isOwner ? null : visitorKey(ctx.actor);
  const { key, sizeBytes } = await findFile(image, input.variant, format, visitor);
  const range = conditions.headOnly ? null : parseRange(conditions.range, sizeBytes);
  const body = conditions.headOnly ? null : await storage().openRange(key, range ?? undefined);
  if (!range)
    return { status: 200, headers: { ...headers, "content-length": String(sizeBytes) }, body, isOwner };
  headers["content-length"] = String(range.end - range.start + 1);
  headers["content-range"] = `bytes ${range.start}-${range.end}/${sizeBytes}`;
  return { status: 206, headers, body, isOwner };
}

/**
 * A public image can be taken back at any moment, so every cache asks before it answers again and mostly hears 304.
 * An owner's copy may stay where nothing about it can change: the class of what was made here is final, while that
 * of a picture that was brought along may still be declared.
 */
const cacheControl = ({ isOwner, isPublic, isShown, aiClass }: VisibleImage): string => {
  if (!isOwner && !isShown) return "private, no-store";
  if (!isOwner) return isPublic ? "public, no-cache" : "private, no-cache";
  return aiClass === "made" ? `private, max-age=${YEAR_S}, immutable` : "private, no-cache";
};

type VisibleImage = ImageFileSource &
  Pick<typeof generatedImages.$inferSelect, "userId" | "prompt" | "sha256" | "isPublic"> & {
    isOwner: boolean;
    /** Others than its owner may see it: everybody, or whom its owner lets. */
    isShown: boolean;
  };

async function findVisible(ctx: Ctx, id: string, grantedBy: string | undefined): Promise<VisibleImage> {
  const [image] = await executor(ctx)
    .select({
      id: generatedImages.id,
      userId: generatedImages.userId,
      generationId: generatedImages.generationId,
      storageKey: generatedImages.storageKey,
      format: generatedImages.format,
      prompt: generatedImages.prompt,
      sha256: generatedImages.sha256,
      aiClass: generatedImages.aiClass,
      isPublic: generatedImages.isPublic,
      deletedAt: generatedImages.deletedAt,
      authorStatus: users.status,
      publication: publications.state,
    })
    .from(generatedImages)
    .innerJoin(users, eq(users.id, generatedImages.userId))
    .leftJoin(publications, eq(publications.imageId, generatedImages.id))
    .where(and(eq(generatedImages.id, id), isNull(generatedImages.purgingAt)));
  if (!image) throw notFound("image");
  const may = permissionsOf(ctx.actor);
  const isOwner = ownerOf(ctx.actor) === image.userId && may.includes("READ_USER");
  // What a closed or suspended account showed is out of sight with it, before anything of it is cleared.
  const isOpen = image.isPublic || image.userId === grantedBy;
  const isShown = isOpen && image.deletedAt === null && image.authorStatus === "active";
  const isReviewed = isShownToReviewers(image) && may.includes("READ_ADMIN");
  if (!isOwner && !isShown && !isReviewed) throw notFound("image");
  return { ...image, isOwner, isShown };
}

type Variant = z.infer<typeof imageFileInput>["variant"];

/** For the owner: the key of a labelled file, which is made from the original where it is not there yet. */
export const fileOf = async (
  image: ImageFileSource,
  variant: Variant,
  format: ExportFormat,
): Promise<string> => (await findFile(image, variant, format, null)).key;

async function findFile(
  image: ImageFileSource,
  variant: Variant,
  format: ExportFormat,
  visitor: string | null,
): Promise<{ key: string; sizeBytes: number }> {
  const { storageKey: folder, aiClass } = image;
  const key =
    variant === "download"
      ? imageFiles.download(folder, aiClass, format)
      : imageFiles[variant](folder, aiClass);
  const kept = await storage().stat(key);
  if (kept) return { key, sizeBytes: kept.sizeBytes };
  const make = (original: Buffer) => makeFile(image, original, variant, format);
  await keepFile({ image, key, contentType: `image/${format}`, visitor, make });
  const made = await storage().stat(key);
  if (!made) throw fileGone(key);
  return { key, sizeBytes: made.sizeBytes };
}

async function makeFile(
  image: ImageFileSource,
  original: Buffer,
  variant: Variant,
  format: ExportFormat,
): Promise<Buffer> {
  const order = { original, aiClass: image.aiClass, ...originOf(image) };
  if (variant === "download") return (await exportImage({ ...order, format })).bytes;
  return (await deriveImage(order))[variant].bytes;
}

/** RFC 6266: a plain ASCII name, and the full one for everybody who reads UTF-8. */
export function attachment(prompt: string, id: string, format: ExportFormat): string {
  const name = downloadName(prompt, id, format);
  const ascii = name.replaceAll(/[^\w.-]+/g, "_");
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name)}`;
}
