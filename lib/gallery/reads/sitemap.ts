import { replica } from "@/db/client";
import { decodeCursor } from "@/lib/platform/http/cursor";
import { encodeTimeCursor } from "./list";
import { imageJoins, isPublicNow } from "./rows";

/** Most addresses that one file of a sitemap holds here; the protocol allows ten times as many. */
export const SITEMAP_PAGE = 5_000;

/** An address for crawlers. */
export interface SitemapRow {
  id: string;
  publishedAt: Date;
}

interface Row {
  id: string;
  publishedMs: number;
}

/**
 * Where each file of the sitemap begins: cursors for `listForSitemap`, the first one null. Oldest first, so that a new
 * image changes the last file only. It numbers every public image, so callers keep the answer for a while.
 */
export async function listSitemapPages(): Promise<(string | null)[]> {
  const sql = replica().$client;
  const rows = await sql<Row[]>`
    select id, (extract(epoch from published_at) * 1000)::float8 as "publishedMs"
    from (select image_id as id, published_at,
        row_number() over (order by published_at asc nulls first, image_id asc nulls first) as n
      from publications where state = 'public') numbered
    where n % ${SITEMAP_PAGE}::int = 0 order by n`;
  return [null, ...rows.map(encodeTimeCursor)];
}

/** Up to `SITEMAP_PAGE` public images after a cursor, oldest first, with the cursor of what follows. */
export async function listForSitemap({
  cursor,
}: {
  cursor: string | null;
}): Promise<{ items: SitemapRow[]; nextCursor: string | null }> {
  const sql = replica().$client;
  const after = cursor === null ? { atMs: 0, id: "" } : decodeCursor(cursor);
  const rows = await sql<(Row & { isShown: boolean })[]>`
    select p.image_id as id, (extract(epoch from p.published_at) * 1000)::float8 as "publishedMs",
      (${isPublicNow(sql)}) as "isShown"
    from publications p ${imageJoins(sql)}
    where p.state = 'public'
      and (p.published_at, p.image_id) > (${new Date(after.atMs).toISOString()}::timestamptz, ${after.id})
    order by p.published_at asc nulls first, p.image_id asc nulls first ${sql.unsafe(`limit ${SITEMAP_PAGE}`)}`;
  const last = rows.length === SITEMAP_PAGE ? rows.at(-1) : undefined;
  return {
    items: rows
      .filter((row) => row.isShown)
      .map(({ id, publishedMs }) => ({ id, publishedAt: new Date(publishedMs) })),
    nextCursor: last ? encodeTimeCursor(last) : null,
  };
}
