import { asc, inArray, sql } from "drizzle-orm";
import { type Transaction, transact } from "@/db/client";
import { generatedImages, publications } from "@/db/schema";
import { requireJobOrAdmin } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";

/** How many images move in one transaction. */
const MOVED_AT_ONCE = 500;

/**
 * Public images that still stand under the name of a merged tag move to the tag that it became, each once; a bounded
 * number at a time. Answers how many, 0 when there are none left.
 */
export async function moveMergedTags({ ctx }: { ctx: Ctx }): Promise<{ moved: number }> {
  requireJobOrAdmin(ctx.actor);
  return transact(ctx, async (_, tx) => {
    const ids = await lockNext(tx);
    if (ids.length === 0) return { moved: 0 };
    const those = sql`array[${sql.join(
      ids.map((id) => sql`${id}`),
      sql`, `,
    )}]::text[]`;
    await tx.execute(sql`
      with old as (delete from publication_tags p using style_tag_aliases a
        where p.tag = a.slug and p.image_id = any(${those})
        returning a.tag_id, p.image_id, p.published_at, p.score)
      insert into publication_tags (tag, image_id, published_at, score)
      select s.slug, o.image_id, o.published_at, o.score from old o join style_tags s on s.id = o.tag_id
      on conflict do nothing`);
    return { moved: ids.length };
  });
}

/** The next of them, locked as by everybody who moves publications: images, then publications, in the order of ids. */
async function lockNext(tx: Transaction): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select distinct p.image_id as id from style_tag_aliases a cross join lateral (
      select t.image_id from publication_tags t where t.tag = a.slug
      order by t.published_at desc nulls last, t.image_id desc nulls last limit ${MOVED_AT_ONCE}) p
    limit ${MOVED_AT_ONCE}`);
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  await tx
    .select({ id: generatedImages.id })
    .from(generatedImages)
    .where(inArray(generatedImages.id, ids))
    .orderBy(asc(generatedImages.id))
    .for("no key update");
  await tx
    .select({ id: publications.imageId })
    .from(publications)
    .where(inArray(publications.imageId, ids))
    .orderBy(asc(publications.imageId))
    .for("no key update");
  return ids;
}
