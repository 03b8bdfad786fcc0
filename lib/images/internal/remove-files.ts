import { inArray } from "drizzle-orm";
import { db } from "@/db/client";
import { generatedImages } from "@/db/schema";
import { storage } from "@/lib/providers/storage/client";

/**
 * Removes images for good: the files first and the row last, because the row is what tells a repetition after
 * a crash that there is still something to remove.
 */
export async function removeForGood(images: { id: string; storageKey: string }[]): Promise<void> {
  if (images.length === 0) return;
  for (const image of images) {
    const { keys } = await storage().list(`${image.storageKey}/`, 50);
    for (const key of keys) await storage().remove(key);
  }
  await db()
    .delete(generatedImages)
    .where(
      inArray(
        generatedImages.id,
        images.map((image) => image.id),
      ),
    );
}
