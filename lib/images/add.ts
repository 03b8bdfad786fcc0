import { type Transaction, transact } from "@/db/client";
import { generatedImages } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { failPoint } from "@/lib/platform/process/fail-points";
import { storage } from "@/lib/providers/storage/client";
import { deriveImage } from "./process/derive";
import { inspectImage } from "./process/inspect";
import { imageFiles, imageFolder } from "./rules";

/** A finished picture and what it was made of. */
export interface NewImage {
  id: string;
  userId: string;
  /** Null for pictures that no generation made. */
  generationId: string | null;
  ordinal: number;
  parentImageId: string | null;
  prompt: string;
  negativePrompt: string;
  styleTags: string[];
  ratio: string;
  tier: "1K" | "2K" | "4K";
  quality: "draft" | "standard" | "high";
  provider: string;
  model: string;
  seed: number | null;
  isPublic?: boolean;
}

/**
 * Stores a picture's files (original, labelled display and thumbnail) and its row. The files come first and
 * under a folder made from the id, so that a repetition after a crash writes the same files; the row and
 * `alongside` share one transaction. Returns false when the row was there already or `alongside` declined.
 * Throws 422 when the bytes are no picture that we can read.
 */
export async function addImage({
  ctx,
  input,
  original,
  alongside,
}: {
  ctx: Ctx;
  input: NewImage;
  original: Buffer;
  alongside?: (ctx: Ctx, tx: Transaction) => Promise<boolean>;
}): Promise<boolean> {
  requireJob(ctx.actor);
  const { format } = await inspectImage(original);
  const derived = await deriveImage({ original, produceId: input.generationId ?? input.id });
  const folder = imageFolder(input.id);
  await storage().put(imageFiles.original(folder, format), original, { contentType: `image/${format}` });
  failPoint("images.between-files");
  await storage().put(imageFiles.display(folder), derived.display.bytes, { contentType: "image/webp" });
  await storage().put(imageFiles.thumbnail(folder), derived.thumbnail.bytes, { contentType: "image/webp" });
  failPoint("images.files-before-row");
  return transact(ctx, async (inner, tx) => {
    if (alongside && !(await alongside(inner, tx))) return false;
    const added = await tx
      .insert(generatedImages)
      .values({
        ...input,
        storageKey: folder,
        format,
        widthPx: derived.widthPx,
        heightPx: derived.heightPx,
        sizeBytes: derived.sizeBytes,
        sha256: derived.sha256,
        perceptualHash: derived.perceptualHash,
        thumbHash: derived.thumbHash,
        createdAt: ctx.now,
      })
      .onConflictDoNothing()
      .returning({ id: generatedImages.id });
    return added.length > 0;
  });
}
