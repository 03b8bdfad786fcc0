import { sql } from "drizzle-orm";
import { transact } from "@/db/client";
import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { firstIdAt } from "@/lib/platform/ids";

const COUNTED_MS = 30 * 86_400_000;

/**
 * Counts how many generations of the last thirty days asked for each tag, old names included, and writes that as its
 * popularity. Ids of generations begin with their time, so only those days are read, by the primary key.
 */
export async function countStyles({ ctx }: { ctx: Ctx }): Promise<{ counted: number }> {
  requireJob(ctx.actor);
  const since = firstIdAt("generation", ctx.now.getTime() - COUNTED_MS);
  return transact(ctx, async (_, tx) => {
    const counted = await tx.execute(sql`
      with asked as (
        select distinct g.id, coalesce(a.tag_id, s.id) as tag_id
        from generation_history g cross join lateral unnest(g.style_tags) as slug(slug)
          left join style_tag_aliases a on a.slug = slug.slug
          left join style_tags s on s.slug = slug.slug
        where g.id >= ${since}),
      counts as (select tag_id, count(*)::int as popularity from asked where tag_id is not null group by tag_id)
      update style_tags t set popularity = coalesce(c.popularity, 0)
      from style_tags o left join counts c on c.tag_id = o.id
      where o.id = t.id and t.popularity <> coalesce(c.popularity, 0)`);
    return { counted: counted.count };
  });
}
