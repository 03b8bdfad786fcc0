import { asc, inArray } from "drizzle-orm";
import { transact } from "@/db/client";
import { generatedImages } from "@/db/schema";
import { forgetChecks } from "@/lib/moderation/forget";
import type { Ctx } from "@/lib/platform/context";
import { storage } from "@/lib/providers/storage/client";
import { imageFolder } from "../rules";
import { changeUsage, lockUsage } from "./usage";

/** Folders that are removed at a time: each is a handful of calls to the storage. */
const AT_ONCE = 8;

export interface GoingImage {
  id: string;
  userId: string;
  storageKey: string;
}

/** Removes every file of an image; safe to repeat. */
export async function removeFolder(folder: string): Promise<void> {
  const { keys } = await storage().list(`${folder}/`, 50);
  for (const key of keys) await storage().remove(key);
}

/**
 * Removes images that are marked as being purged, so that nobody can restore them meanwhile: the files first and
 * the row last, because the row is what tells a repetition after a crash that there is still something to remove.
 * Answers how many this call removed; another one may have been faster.
 */
export async function removeForGood(ctx: Ctx, images: readonly GoingImage[]): Promise<number> {
  await removeFolders(images.map((image) => image.storageKey));
  let removed = 0;
  for (const userId of new Set(images.map((image) => image.userId)))
    removed += await removeRows(
      ctx,
      userId,
      images.filter((image) => image.userId === userId).map((image) => image.id),
    );
  // A download that was being labelled while its image went has been stored after all.
  await removeFolders(images.map((image) => imageFolder(image.id)));
  return removed;
}

async function removeFolders(folders: readonly string[]): Promise<void> {
  for (let i = 0; i < folders.length; i += AT_ONCE)
    await Promise.all(folders.slice(i, i + AT_ONCE).map(removeFolder));
}

/**
 * Rows, what they count for and what was said of them go in one transaction. What refers to an image goes after it, so
 * whoever changes such rows locks the image first; several images are locked in the order of their ids.
 */
const removeRows = (ctx: Ctx, userId: string, ids: string[]): Promise<number> =>
  transact(ctx, async (inner, tx) => {
    await lockUsage(tx, userId, ctx.now);
    await tx
      .select({ id: generatedImages.id })
      .from(generatedImages)
      .where(inArray(generatedImages.id, ids))
      .orderBy(asc(generatedImages.id))
      .for("update");
    const gone = await tx
      .delete(generatedImages)
      .where(inArray(generatedImages.id, ids))
      .returning({ sizeBytes: generatedImages.sizeBytes });
    await forgetChecks({ ctx: inner, input: { subjectIds: ids } });
    const bytes = gone.reduce((sum, image) => sum + image.sizeBytes, 0);
    await changeUsage(tx, userId, { bytes: -bytes, images: -gone.length });
    return gone.length;
  });
