import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { decodeCursor } from "@/lib/platform/http/cursor";

/**
 * The rows that follow a cursor in a list ordered by (createdAt desc, id desc). A row comparison, because the
 * planner walks the index with it; the same condition written with OR reads every earlier page.
 */
export function afterCursor(createdAt: PgColumn, id: PgColumn, cursor: string | undefined): SQL | undefined {
  if (cursor === undefined) return undefined;
  const { atMs, id: lastId } = decodeCursor(cursor);
  return sql`(${createdAt}, ${id}) < (${new Date(atMs).toISOString()}::timestamptz, ${lastId})`;
}
