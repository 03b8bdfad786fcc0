import { and, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { storageUsage, users, wechatIdentities } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { pageBy } from "@/lib/platform/http/cursor";
import { requirePermission } from "../rules";
import { listUsersInput, type UserRowView, type UsersPage } from "../schema";
import { stepsOf, type Walk, walkAlong, walkOf } from "./walk";

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
  storageBytes: sql<number>`coalesce(${storageUsage.bytes}, 0)`.mapWith(Number),
  createdAt: users.createdAt,
};

/**
 * People, newest first unless the filters say otherwise (`walkOf`). Words are looked for in addresses and names, by
 * trigrams from three characters on and at the beginning of words from two; an id and an openid name one person.
 * By storage come all who ever had a picture: nobody else has a row there. Filters that the walked index does not serve
 * are applied to a bounded part of it, so that a page may hold fewer people than it could and still go on.
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
  const walk = q === undefined ? walkOf(filters) : walkAlong(matches(q), filters);
  const isPlain = walk.others.length === 0;
  const steps = await executor(ctx).execute<Step>(
    isPlain ? stepsOf(walk, cursor, limit + 1) : lookedAt(walk, cursor, limit + 1),
  );
  const found = pageBy([...steps], limit, (step) => cursorAt(walk, step));
  const nextCursor = found.nextCursor ?? (isPlain ? null : await endOfWindow(ctx, walk, cursor));
  return {
    items: await viewRows(
      ctx,
      found.items.map((step) => step.id),
    ),
    nextCursor,
  };
}

type Step = { id: string; at: number };

const cursorAt = ({ way }: Walk, { at, id }: Step): string => way.cursors.encode({ atMs: at, id });

/** Each person of the window by their own row, whatever the planner thinks of reading all of them. */
const lookedAt = (walk: Walk, cursor: string | undefined, limit: number): SQL => sql`
  select w.id, w.at from (${stepsOf(walk, cursor, WINDOW)}) w
    cross join lateral (select 1 from users where users.id = w.id and ${and(...walk.others)} offset 0) u
  order by w.key ${walk.way.descending}, w.id ${walk.way.descending} limit ${limit}`;

/** Where the next page goes on when this one has looked at as many people as it may. */
async function endOfWindow(ctx: Ctx, walk: Walk, cursor: string | undefined): Promise<string | null> {
  const [last] = await executor(ctx).execute<Step>(
    sql`select w.id, w.at from (${stepsOf(walk, cursor, WINDOW)}) w offset ${WINDOW - 1}`,
  );
  return last ? cursorAt(walk, last) : null;
}

/** The people of a page, in its order. */
async function viewRows(ctx: Ctx, ids: readonly string[]): Promise<UserRowView[]> {
  if (ids.length === 0) return [];
  const rows = await executor(ctx)
    .select(columns)
    .from(users)
    .leftJoin(storageUsage, eq(storageUsage.userId, users.id))
    .where(inArray(users.id, [...ids]));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row ? [{ ...row, createdAt: row.createdAt.toISOString() }] : [];
  });
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
