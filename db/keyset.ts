import { and, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { decodeCursor, encodeCursor } from "@/lib/platform/http/cursor";
import { endOfBusinessDay, startOfBusinessDay } from "@/lib/platform/time";

/**
 * The rows that follow a cursor in a list ordered by (createdAt desc, id desc). A row comparison, because the
 * planner walks the index with it; the same condition written with OR reads every earlier page.
 */
export function afterCursor(createdAt: PgColumn, id: PgColumn, cursor: string | undefined): SQL | undefined {
  if (cursor === undefined) return undefined;
  const { atMs, id: lastId } = decodeCursor(cursor);
  return sql`(${createdAt}, ${id}) < (${new Date(atMs).toISOString()}::timestamptz, ${lastId})`;
}

/**
 * Newest first, in the very order of the lists' indexes, which put nulls last: without those words PostgreSQL sorts
 * all rows of a person (53 ms instead of 0.04 ms for a page out of 100,000).
 */
export const newestFirst = ({ createdAt, id }: { createdAt: SQLWrapper; id: SQLWrapper }): [SQL, SQL] => [
  sql`${createdAt} desc nulls last`,
  sql`${id} desc nulls last`,
];

/** The rows whose moment lies within these days of Shanghai, both included; a side that is missing is open. */
export const withinDays = (
  column: PgColumn | SQL,
  { from, to }: { from?: string | undefined; to?: string | undefined },
): SQL | undefined =>
  and(
    from === undefined ? undefined : sql`${column} >= ${startOfBusinessDay(from).toISOString()}::timestamptz`,
    to === undefined ? undefined : sql`${column} < ${endOfBusinessDay(to).toISOString()}::timestamptz`,
  );

/** The rows of a list in parts, each read when it is wanted, so that no transaction stays open meanwhile. */
export async function* inParts<T extends { createdAt: Date; id: string }>(
  size: number,
  read: (cursor: string | undefined, limit: number) => Promise<readonly T[]>,
): AsyncGenerator<readonly T[]> {
  let cursor: string | undefined;
  do {
    const rows = await read(cursor, size);
    yield rows;
    const last = rows.length === size ? rows.at(-1) : undefined;
    cursor = last && encodeCursor({ atMs: last.createdAt.getTime(), id: last.id });
  } while (cursor !== undefined);
}
