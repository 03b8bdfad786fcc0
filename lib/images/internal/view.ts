import { sql } from "drizzle-orm";
import { generatedImages } from "@/db/schema";
import type { ImageView } from "../schema";

/** The columns that a view is made of. */
export const imageColumns = {
  id: generatedImages.id,
  generationId: generatedImages.generationId,
  ordinal: generatedImages.ordinal,
  parentImageId: generatedImages.parentImageId,
  prompt: generatedImages.prompt,
  negativePrompt: generatedImages.negativePrompt,
  styleTags: generatedImages.styleTags,
  ratio: generatedImages.ratio,
  tier: generatedImages.tier,
  quality: generatedImages.quality,
  provider: generatedImages.provider,
  model: generatedImages.model,
  seed: generatedImages.seed,
  operation: generatedImages.operation,
  vendorAccount: sql<string | null>`case when ${generatedImages.vendorRef} is null then null else
    (select case when c.user_id is null then 'platform' else c.id end
      from api_configs c where c.id = ${generatedImages.vendorConfigId}) end`,
  widthPx: generatedImages.widthPx,
  heightPx: generatedImages.heightPx,
  sizeBytes: generatedImages.sizeBytes,
  thumbHash: generatedImages.thumbHash,
  isPublic: generatedImages.isPublic,
  // Named in full: the query builder writes a bare "id" where only one table is read.
  publication: sql<ImageView["publication"]>`(select p.state from publications p
    where p.image_id = generated_images.id)`,
  aiClass: generatedImages.aiClass,
  tags: generatedImages.tags,
  collectionId: generatedImages.collectionId,
  isFavorite: generatedImages.isFavorite,
  createdAt: generatedImages.createdAt,
  deletedAt: generatedImages.deletedAt,
};

type ImageRow = Omit<ImageView, "createdAt" | "deletedAt" | "urls"> & {
  createdAt: Date;
  deletedAt: Date | null;
};

export function toImageView(row: ImageRow): ImageView {
  const path = `/media/${row.id}`;
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    deletedAt: row.deletedAt?.toISOString() ?? null,
    urls: { thumbnail: `${path}/thumbnail`, display: `${path}/display`, download: `${path}/download` },
  };
}
