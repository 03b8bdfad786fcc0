import { asc, eq, inArray } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { styleTagAliases, styleTags } from "@/db/schema";
import { foldForSearch } from "@/lib/platform/text/search-text";

/** What an image is found by. */
export interface Findable {
  prompt: string;
  /** Slugs. */
  styleTags: readonly string[];
  /** The owner's own words. */
  tags: readonly string[];
}

/**
 * The folded words of images, in their order: prompt, names of the style tags in both languages, own tags. The style
 * tags are held until the transaction ends: whoever renames or merges one waits, and then finds every text that was
 * written with the name of before.
 */
export async function searchTextsOf(tx: Transaction, images: readonly Findable[]): Promise<string[]> {
  const styles = await holdStyles(tx, [...new Set(images.flatMap((image) => image.styleTags))]);
  return images.map((image) => {
    // A style tag that is gone is still known by its slug, which is made of English words.
    const names = image.styleTags.map((slug) => styles.get(slug) ?? slug);
    return foldForSearch(image.prompt, ...new Set(names), ...image.tags);
  });
}

/** The same as everybody may search by it: without own tags, and without slugs that no tag knows. */
export async function publicTextsOf(
  tx: Transaction,
  images: readonly Pick<Findable, "prompt" | "styleTags">[],
): Promise<string[]> {
  const styles = await holdStyles(tx, [...new Set(images.flatMap((image) => image.styleTags))]);
  return images.map((image) =>
    foldForSearch(image.prompt, ...new Set(image.styleTags.flatMap((slug) => styles.get(slug) ?? []))),
  );
}

/** The names of style tags by slug, of a merged one those of the tag that it became. */
async function holdStyles(tx: Transaction, slugs: readonly string[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  let wanted = new Map(slugs.map((slug) => [slug, slug]));
  // A tag that is merged while it is waited for is looked for under its new name.
  while (wanted.size > 0) {
    const rows = await tx
      .select({ slug: styleTags.slug, name: styleTags.name, nameEn: styleTags.nameEn })
      .from(styleTags)
      .where(inArray(styleTags.slug, [...new Set(wanted.values())]))
      .orderBy(asc(styleTags.id))
      .for("key share");
    const found = new Map(rows.map((row) => [row.slug, `${row.name} ${row.nameEn}`]));
    for (const [slug, current] of wanted) {
      const both = found.get(current);
      if (both !== undefined) names.set(slug, both);
    }
    const missing = [...wanted.keys()].filter((slug) => !names.has(slug));
    wanted = missing.length > 0 ? await becameOf(tx, missing) : new Map();
  }
  return names;
}

/** Of slugs that were merged away the slug of the tag that they became. */
async function becameOf(tx: Transaction, slugs: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx
    .select({ alias: styleTagAliases.slug, slug: styleTags.slug })
    .from(styleTagAliases)
    .innerJoin(styleTags, eq(styleTags.id, styleTagAliases.tagId))
    .where(inArray(styleTagAliases.slug, [...slugs]));
  return new Map(rows.map(({ alias, slug }) => [alias, slug]));
}
