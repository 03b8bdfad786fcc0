import { asc, inArray, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { generatedImages } from "@/db/schema";
import { searchTextsOf } from "./texts";

export interface Walk {
  /** Slugs of style tags; images that bear one of them are written anew. */
  slugs: readonly string[];
  /** The last image of the step before; empty at the beginning. */
  after: string;
  /** How many images are looked at, and how many are written, at most. */
  looked: number;
  written: number;
}

/**
 * One step down the images in the order of their ids: what those that bear one of the tags are found by is written
 * anew where it says something else. They are locked until the transaction ends. `place` is the last image that was
 * looked at; null at the end.
 */
export async function rewriteSearchTexts(
  tx: Transaction,
  walk: Walk,
): Promise<{ ids: string[]; place: string | null }> {
  const { ids, place } = await findNext(tx, walk);
  if (ids.length === 0) return { ids, place };
  const images = await tx
    .select({
      id: generatedImages.id,
      prompt: generatedImages.prompt,
      styleTags: generatedImages.styleTags,
      tags: generatedImages.tags,
      searchText: generatedImages.searchText,
    })
    .from(generatedImages)
    .where(inArray(generatedImages.id, ids))
    .orderBy(asc(generatedImages.id))
    .for("no key update");
  const texts = await searchTextsOf(tx, images);
  const rows = images.flatMap(({ id, searchText }, i) =>
    texts[i] === searchText ? [] : { id, search_text: texts[i] },
  );
  if (rows.length > 0)
    await tx.execute(sql`
      update generated_images i set search_text = v.search_text
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as v(id text, search_text text)
      where i.id = v.id`);
  return { ids: images.map(({ id }) => id), place };
}

interface Next extends Record<string, unknown> {
  ids: string[];
  last: string | null;
  looked: number;
}

/** The next images that bear one of the tags. No index knows those, so the walk goes by the primary key. */
async function findNext(tx: Transaction, { slugs, after, looked, written }: Walk) {
  const tags = sql`array[${sql.join(
    slugs.map((slug) => sql`${slug}`),
    sql`, `,
  )}]::text[]`;
  const [next] = await tx.execute<Next>(sql`
    with looked as materialized (select id, style_tags && ${tags} as bears from generated_images
      where id > ${after} order by id limit ${looked})
    select (select max(id) from looked) as last, (select count(*)::int from looked) as looked,
      array(select id from looked where bears order by id limit ${written + 1}) as ids`);
  const ids = (next?.ids ?? []).slice(0, written);
  if (next && next.ids.length > written) return { ids, place: ids.at(-1) ?? null };
  return { ids, place: next?.looked === looked ? next.last : null };
}
