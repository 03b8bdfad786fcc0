import { type Transaction, transact } from "@/db/client";
import { generatedImages } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { failPoint } from "@/lib/platform/process/fail-points";
import { storage } from "@/lib/providers/storage/client";
import { changeUsage, lockUsage } from "./internal/usage";
import { deriveImage } from "./process/derive";
import { inspectImage } from "./process/inspect";
import { imageFiles, imageFolder, originOf } from "./rules";
import { searchTextsOf } from "./search/texts";

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
  /** An operation of a generation, or `upload`. */
  operation?: string;
  /** What its vendor calls it, and under which config. */
  vendorRef?: string | null;
  vendorConfigId?: string | null;
  isPublic?: boolean;
  collectionId?: string | null;
  /** What is known of its origin; made by AI unless told otherwise. */
  aiClass?: "made" | "declared" | "suspected" | "none";
}

/**
 * Stores a picture's files (original, labelled display and thumbnail) and its row. The files come first and
 * under a folder made from the id, so that a repetition after a crash writes the same files; the row, what
 * it counts for and `alongside` share one transaction. Returns false when the row was there already or `alongside` declined.
 * Throws 422 when the bytes are no picture that we can read.
 */
export async function addImage(call: {
  ctx: Ctx;
  input: NewImage;
  original: Buffer;
  alongside?: (ctx: Ctx, tx: Transaction) => Promise<boolean>;
}): Promise<boolean> {
  requireJob(call.ctx.actor);
  return storeImage(call);
}

/** What `addImage` does, without its gate: for the verbs of this module that have one of their own. */
export async function storeImage({
  ctx,
  input,
  original,
  alongside,
}: Parameters<typeof addImage>[0]): Promise<boolean> {
  const { format } = await inspectImage(original);
  const aiClass = input.aiClass ?? "made";
  const derived = await deriveImage({ original, aiClass, ...originOf(input) });
  const folder = imageFolder(input.id);
  await storage().put(imageFiles.original(folder, format), original, { contentType: `image/${format}` });
  failPoint("images.between-files");
  await storage().put(imageFiles.display(folder, aiClass), derived.display.bytes, {
    contentType: "image/webp",
  });
  await storage().put(imageFiles.thumbnail(folder, aiClass), derived.thumbnail.bytes, {
    contentType: "image/webp",
  });
  failPoint("images.files-before-row");
  return transact(ctx, async (inner, tx) => {
    if (alongside && !(await alongside(inner, tx))) return false;
    await lockUsage(tx, input.userId, ctx.now);
    const [searchText] = await searchTextsOf(tx, [{ ...input, tags: [] }]);
    const added = await tx
      .insert(generatedImages)
      .values({
        ...input,
        aiClass,
        isAiMade: aiClass !== "none",
        searchText,
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
    if (added.length === 0) return false;
    await changeUsage(tx, input.userId, { bytes: derived.sizeBytes, images: 1 });
    return true;
  });
}
