import { eq, inArray } from "drizzle-orm";
import { db } from "@/db/client";
import { generatedImages, generationOutputs } from "@/db/schema";
import { removeImageFolder } from "@/lib/images/remove-all";
import { storage } from "@/lib/providers/storage/client";

/**
 * Removes what an ended generation leaves behind: staged copies, and the files of pictures that never became
 * images because a cancel or the deadline came first. Right after the end a worker may still be writing such a
 * picture, so its rows stay until the sweep, minutes later (`settledDown`), has removed what came meanwhile.
 */
export async function clearOutputs(generationId: string, { settledDown = false } = {}): Promise<void> {
  const outputs = await db()
    .select({ id: generationOutputs.id, imageId: generationOutputs.imageId })
    .from(generationOutputs)
    .where(eq(generationOutputs.generationId, generationId));
  const imageIds = outputs.map((output) => output.imageId);
  const kept = await db()
    .select({ id: generatedImages.id })
    .from(generatedImages)
    .where(inArray(generatedImages.id, imageIds));
  for (const imageId of imageIds)
    if (!kept.some((image) => image.id === imageId)) await removeImageFolder(imageId);
  await removeStaged(generationId);
  if (kept.length < imageIds.length && !settledDown) return;
  await db().delete(generationOutputs).where(eq(generationOutputs.generationId, generationId));
}

/** Removes the staged copies of a generation. */
export async function removeStaged(generationId: string): Promise<void> {
  const { keys } = await storage().list(`staging/${generationId}/`, 100);
  for (const key of keys) await storage().remove(key);
}
