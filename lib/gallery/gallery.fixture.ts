import { db } from "@/db/client";
import { generatedImages, publications, publicationTags } from "@/db/schema";
import { newId } from "@/lib/platform/ids";
import { foldForSearch } from "@/lib/platform/text/search-text";
import { hotScore } from "./rules";
import type { PublicationState } from "./schema";

interface Parts {
  userId: string;
  id?: string;
  prompt?: string;
  tags?: string[];
  /** Words that only the search knows, such as the names of tags. */
  words?: string[];
  likes?: number;
  publishedAt?: Date;
  state?: PublicationState;
  /** Columns of the image that make it unlike a public one. */
  image?: Partial<typeof generatedImages.$inferInsert>;
}

/** An image with its publication, written past every rule; public unless told. Its id. */
export async function insertPublication(parts: Parts): Promise<string> {
  const { userId, prompt = "a fox", tags = [], likes = 0, state = "public", words = [] } = parts;
  const publishedAt = parts.publishedAt ?? new Date("2026-01-01T00:00:00Z");
  const id = parts.id ?? newId("image");
  const score = hotScore({ likes, downloads: 0, publishedAt });
  const searchText = foldForSearch(prompt, ...words);
  await db()
    .insert(generatedImages)
    .values({
      ...{ id, userId, prompt, likes, searchText, styleTags: tags, storageKey: `images/${id}` },
      ...{
        ratio: "1:1",
        tier: "1K",
        quality: "standard",
        provider: "sketch",
        model: "sketch-1",
        format: "png",
      },
      ...{
        widthPx: 64,
        heightPx: 64,
        sizeBytes: 100,
        sha256: id,
        perceptualHash: "0".repeat(16),
        thumbHash: "x",
      },
      isPublic: state === "public",
      ...parts.image,
    });
  await db()
    .insert(publications)
    .values({ imageId: id, userId, state, submittedAt: publishedAt, publishedAt, score, searchText });
  if (state === "public" && tags.length > 0)
    await db()
      .insert(publicationTags)
      .values(tags.map((tag) => ({ tag, imageId: id, publishedAt, score })));
  return id;
}
