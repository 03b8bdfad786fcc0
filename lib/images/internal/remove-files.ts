import { inArray } from "drizzle-orm";
import { db } from "@/db/client";
import { generatedImages } from "@/db/schema";
import { storage } from "@/lib/providers/storage/client";
import { imageFolder } from "../rules";

/** Removes every file of an image; safe to repeat. */
export async function removeFolder(folder: string): Promise<void> {
  const { keys } = await storage().list(`${folder}/`, 50);
  for (const key of keys) await storage().remove(key);
}

/**
 * Removes images that are marked as being purged, so that nobody can restore them meanwhile: the files first and
 * the row last, because the row is what tells a repetition after a crash that there is still something to remove.
 */
export async function removeForGood(images: { id: string; storageKey: string }[]): Promise<void> {
  if (images.length === 0) return;
  const ids = images.map((image) => image.id);
  for (const image of images) await removeFolder(image.storageKey);
  await db().delete(generatedImages).where(inArray(generatedImages.id, ids));
  // A download that was being labelled while its image went has been stored after all.
  for (const id of ids) await removeFolder(imageFolder(id));
}
