import { asc, inArray } from "drizzle-orm";
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

/** How often tags are looked for anew that were merged away while they were waited for. */
const MAX_ROUNDS = 10;

/**
 * The names of style tags by slug, of a merged one those of the tag that it became. All are locked in one statement, in
 * the order in which everybody locks several; whoever finds one merged meanwhile lets go of all before looking again,
 * so that nobody waits in a ring.
 */
async function holdStyles(tx: Transaction, slugs: readonly string[]): Promise<Map<string, string>> {
  if (slugs.length === 0) return new Map();
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const ids = await idsOf(tx, slugs);
    const held = await tx.transaction((inner) => holdAll(inner, new Set(ids.values()))).catch(orNull);
    if (held) return new Map([...ids].map(([slug, id]) => [slug, held.get(id) ?? slug]));
  }
  throw new Error("style tags are merged faster than they can be held");
}

/** The tags that slugs mean now, by their own name or a former one. */
async function idsOf(tx: Transaction, slugs: readonly string[]): Promise<Map<string, string>> {
  const own = tx
    .select({ slug: styleTags.slug, id: styleTags.id })
    .from(styleTags)
    .where(inArray(styleTags.slug, [...slugs]));
  const former = tx
    .select({ slug: styleTagAliases.slug, id: styleTagAliases.tagId })
    .from(styleTagAliases)
    .where(inArray(styleTagAliases.slug, [...slugs]));
  // One statement, one moment: no tag is missed on its way from the one list to the other.
  const rows = await own.unionAll(former);
  return new Map(rows.map(({ slug, id }) => [slug, id]));
}

class Vanished extends Error {}

/** The names by id. Throws where a tag is gone, which undoes the savepoint and lets go of those that are held. */
async function holdAll(tx: Transaction, ids: ReadonlySet<string>): Promise<Map<string, string>> {
  const rows = await tx
    .select({ id: styleTags.id, name: styleTags.name, nameEn: styleTags.nameEn })
    .from(styleTags)
    .where(inArray(styleTags.id, [...ids]))
    .orderBy(asc(styleTags.id))
    .for("key share");
  if (rows.length < ids.size) throw new Vanished();
  return new Map(rows.map(({ id, name, nameEn }) => [id, `${name} ${nameEn}`]));
}

function orNull(error: unknown): null {
  if (error instanceof Vanished) return null;
  throw error;
}
