import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { executor } from "@/db/client";
import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { cursorCodec, cursorId, pageBy } from "@/lib/platform/http/cursor";
import { startOfBusinessDay } from "@/lib/platform/time";
import { LOG_KEPT_DAYS } from "../rules";
import { findRequestsInput, type RequestPage, type RequestView } from "../schema";
import { conditionsOf } from "./read";

const DAY_MS = 86_400_000;

const cursors = cursorCodec(z.tuple([z.number().int().min(0), cursorId]));

/** Filters that no index serves look at so many requests of a page at most. */
const MOST_LOOKED_AT = 20_000;

/**
 * Single requests, newest first: one by its id, those of a person or with an error code while they are kept, or those
 * of a day in Shanghai (the last 24 hours without one). Each walks an index of the log in the order of the list. Route,
 * client and status are looked for in a bounded part of it, so that a page may hold fewer requests than it could and
 * still go on.
 */
export async function listRequests({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof findRequestsInput>;
}): Promise<RequestPage> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const { requestId, userId, code, day, cursor, limit, ...filters } = findRequestsInput.parse(input);
  if (requestId) return { items: await readRows(ctx, sql`request_id = ${requestId}`, 1), nextCursor: null };
  const { from, to } = windowOf(ctx.now, day, userId ?? code);
  const where = sql.join(
    [
      sql`at >= ${from.toISOString()}::timestamptz and at < ${to.toISOString()}::timestamptz`,
      ...(userId ? [sql`user_id = ${userId}`] : []),
      ...(code ? [sql`error_code = ${code}`] : []),
      ...(cursor ? [after(cursor)] : []),
    ],
    sql` and `,
  );
  const others = conditionsOf(filters);
  const found = pageBy(await readRows(ctx, where, limit + 1, others), limit, (row) =>
    cursors.encode([Date.parse(row.at), row.requestId]),
  );
  if (others.length === 0 || found.nextCursor !== null) return found;
  return { ...found, nextCursor: await endOfPart(ctx, where) };
}

/** Without a day everything that is kept where an index picks out `few` of it. */
function windowOf(now: Date, day: string | undefined, few: string | undefined): { from: Date; to: Date } {
  if (day !== undefined) {
    const from = startOfBusinessDay(day);
    return { from, to: new Date(from.getTime() + DAY_MS) };
  }
  const backMs = few === undefined ? DAY_MS : (LOG_KEPT_DAYS + 1) * DAY_MS;
  return { from: new Date(now.getTime() - backMs), to: new Date(now.getTime() + 60_000) };
}

function after(cursor: string): SQL {
  const [atMs, id] = cursors.decode(cursor);
  return sql`(at, request_id) < (${new Date(atMs).toISOString()}::timestamptz, ${id})`;
}

type Row = Omit<RequestView, "at"> & { atMs: number };

const newest = sql`at desc nulls last, request_id desc nulls last`;

/** With `others`, the rows of the first part of the list for which they hold too. */
async function readRows(
  ctx: Ctx,
  where: SQL,
  limit: number,
  others: readonly SQL[] = [],
): Promise<RequestView[]> {
  const part = sql`(select * from request_log where ${where} order by ${newest} limit ${MOST_LOOKED_AT}) part`;
  const source =
    others.length === 0
      ? sql`request_log where ${where}`
      : sql`${part} where ${sql.join([...others], sql` and `)}`;
  const rows = await executor(ctx).execute<Row & Record<string, unknown>>(sql`
    select (extract(epoch from at) * 1000)::float8 as "atMs", request_id as "requestId", method, route, client,
      user_id as "userId", (select username from users where users.id = user_id) as username, status, error_code as "errorCode", duration_ms as "durationMs",
      bytes_out::float8 as "bytesOut"
    from ${source} order by ${newest} limit ${limit}`);
  return rows.map(({ atMs, ...row }) => ({ ...row, at: new Date(atMs).toISOString() }));
}

/** Where to go on after a part that was looked at as a whole; null where the list had ended. */
async function endOfPart(ctx: Ctx, where: SQL): Promise<string | null> {
  const [row] = await executor(ctx).execute<{ atMs: number; id: string }>(sql`
    select (extract(epoch from at) * 1000)::float8 as "atMs", request_id as id
    from request_log where ${where} order by ${newest} offset ${MOST_LOOKED_AT - 1} limit 1`);
  return row ? cursors.encode([row.atMs, row.id]) : null;
}
