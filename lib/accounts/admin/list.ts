import { and, eq, or, type SQL, sql } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { afterCursor, newestFirst } from "@/db/keyset";
import { users, wechatIdentities } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { encodeCursor, page } from "@/lib/platform/http/cursor";
import { requirePermission } from "../rules";
import { listUsersInput, type UserRowView, type UsersPage } from "../schema";

/** People that one page looks at, at most, where a filter has no index of its own beside another one. */
const WINDOW = 5_000;

/** Texts of this length have trigrams in the middle of a word; shorter ones are looked for at its beginning. */
const INFIX_CHARS = 3;

const columns = {
  id: users.id,
  email: users.email,
  username: users.username,
  displayName: users.displayName,
  plan: users.plan,
  role: users.role,
  status: users.status,
  createdAt: users.createdAt,
};
type Row = { [K in keyof typeof columns]: (typeof users.$inferSelect)[K] };

/**
 * People, newest first. Words are looked for in addresses and names, by trigrams from three characters on and at the
 * beginning of words from two; an id and an openid name one person. Filters without a word go by the index of the one
 * that fewest people pass (role, then status, then plan) and apply the others to a bounded part of it, so that a page
 * may hold fewer people than it could and still go on.
 */
export async function listUsers({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof listUsersInput>;
}): Promise<UsersPage> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const { q, cursor, limit, ...filters } = listUsersInput.parse(input);
  const after = afterCursor(users.createdAt, users.id, cursor);
  const conditions = conditionsOf(filters);
  if (q !== undefined) {
    const matching = and(matches(q), ...conditions, after);
    return viewPage(await select(ctx, matching, limit + 1), limit);
  }
  const [first, ...others] = conditions;
  if (others.length === 0) return viewPage(await select(ctx, and(first, after), limit + 1), limit);
  const window = await executor(ctx)
    .select(columns)
    .from(candidates(ctx, and(first, after)))
    .where(and(...others))
    .orderBy(...newestFirst(users))
    .limit(limit + 1);
  const found = viewPage(window, limit);
  if (found.nextCursor !== null) return found;
  return { ...found, nextCursor: await endOfWindow(ctx, and(first, after)) };
}

const select = (ctx: Ctx, where: SQL | undefined, limit: number): Promise<Row[]> =>
  executor(ctx)
    .select(columns)
    .from(users)
    .where(where)
    .orderBy(...newestFirst(users))
    .limit(limit);

/** Named like the table, so that the other conditions read as they would there. */
const candidates = (ctx: Ctx, where: SQL | undefined) =>
  executor(ctx)
    .select()
    .from(users)
    .where(where)
    .orderBy(...newestFirst(users))
    .limit(WINDOW)
    .as("users");

/** Where the next page goes on when this one has looked at as many people as it may. */
async function endOfWindow(ctx: Ctx, where: SQL | undefined): Promise<string | null> {
  const [last] = await executor(ctx)
    .select({ id: users.id, createdAt: users.createdAt })
    .from(users)
    .where(where)
    .orderBy(...newestFirst(users))
    .offset(WINDOW - 1)
    .limit(1);
  return last ? encodeCursor({ atMs: last.createdAt.getTime(), id: last.id }) : null;
}

function conditionsOf(filters: Pick<z.output<typeof listUsersInput>, "plan" | "role" | "status">): SQL[] {
  return [
    ...(filters.role ? [eq(users.role, filters.role)] : []),
    ...(filters.status ? [eq(users.status, filters.status)] : []),
    ...(filters.plan ? [eq(users.plan, filters.plan)] : []),
  ];
}

const literal = (text: string): string => text.replaceAll(/[\\%_]/g, "\\$&");

function matches(q: string): SQL | undefined {
  if (/^usr_[0-9a-z]{26}$/.test(q)) return eq(users.id, q);
  const text = literal(q.toLowerCase());
  const names = sql`lower(${users.username} || ' ' || ${users.displayName})`;
  if ([...q].length < INFIX_CHARS)
    return or(
      sql`${users.email} like ${`${text}%`}`,
      sql`${names} like ${`${text}%`}`,
      sql`${names} like ${`% ${text}%`}`,
    );
  const infix = `%${text}%`;
  return or(
    sql`${users.email} like ${infix}`,
    sql`${names} like ${infix}`,
    // An openid is 28 characters of base64url; it is compared whole and with its case.
    /^[\w-]{20,40}$/.test(q)
      ? sql`${users.id} = any(array(select ${wechatIdentities.userId} from ${wechatIdentities} where ${wechatIdentities.openid} = ${q}))`
      : undefined,
  );
}

function viewPage(rows: readonly Row[], limit: number): UsersPage {
  const found = page([...rows], limit, (row) => ({ atMs: row.createdAt.getTime(), id: row.id }));
  return {
    items: found.items.map((row): UserRowView => ({ ...row, createdAt: row.createdAt.toISOString() })),
    nextCursor: found.nextCursor,
  };
}
