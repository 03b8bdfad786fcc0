import { generatedImages } from "@/db/schema";

/** What a file of an image that leaves is found, made and named by. */
export const fileSourceColumns = {
  id: generatedImages.id,
  generationId: generatedImages.generationId,
  storageKey: generatedImages.storageKey,
  format: generatedImages.format,
  aiClass: generatedImages.aiClass,
  prompt: generatedImages.prompt,
  createdAt: generatedImages.createdAt,
};
export type FileSource = Pick<typeof generatedImages.$inferSelect, keyof typeof fileSourceColumns>;
