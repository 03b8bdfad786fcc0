import { inArray } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { styleTags } from "@/db/schema";
import { foldForSearch } from "@/lib/platform/text/search-text";

/** What an image is found by. */
export interface Findable {
  prompt: string;
  /** Slugs. */
  styleTags: readonly string[];
  /** The owner's own words. */
  tags: readonly string[];
}

/** The folded words of images, in their order: prompt, names of the style tags in both languages, own tags. */
export async function searchTextsOf(exec: Executor, images: readonly Findable[]): Promise<string[]> {
  const slugs = [...new Set(images.flatMap((image) => image.styleTags))];
  const rows =
    slugs.length === 0
      ? []
      : await exec
          .select({ slug: styleTags.slug, name: styleTags.name, nameEn: styleTags.nameEn })
          .from(styleTags)
          .where(inArray(styleTags.slug, slugs));
  const names = new Map(rows.map((row) => [row.slug, [row.name, row.nameEn]]));
  return images.map((image) =>
    // A style tag that is gone is still known by its slug, which is made of English words.
    foldForSearch(image.prompt, ...image.styleTags.flatMap((slug) => names.get(slug) ?? slug), ...image.tags),
  );
}
