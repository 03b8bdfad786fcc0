import { and, eq, isNotNull, type SQL, sql } from "drizzle-orm";
import type { z } from "zod";
import { withinDays } from "@/db/keyset";
import { users } from "@/db/schema";
import { type Cursor, type CursorCodec, cursorsOf } from "@/lib/platform/http/cursor";
import type { listUsersInput } from "../schema";

/** An index that a list of people walks: by a key and then by the person, both descending. */
interface Way {
  cursors: CursorCodec<Cursor>;
  table: SQL;
  key: SQL;
  id: SQL;
  /** In the very words of the index. */
  descending: SQL;
  /** The key as a whole number, as a cursor holds it, and back. */
  asNumber: SQL;
  asKey: (number: number) => SQL;
}

const byMoment = (order: string, key: SQL): Way => ({
  cursors: cursorsOf(order),
  ...{ table: sql`users`, key, id: sql`users.id`, descending: sql`desc nulls last` },
  asNumber: sql`(extract(epoch from ${key}) * 1000)::float8`,
  asKey: (ms) => sql`${new Date(ms).toISOString()}::timestamptz`,
});

const ways = {
  joined: byMoment("joined", sql`users.created_at`),
  closed: byMoment("closed", sql`users.deleted_at`),
  active: {
    cursors: cursorsOf("active"),
    ...{ table: sql`user_days`, key: sql`day`, id: sql`user_id`, descending: sql`desc` },
    asNumber: sql`(extract(epoch from day::timestamp) * 1000)::float8`,
    asKey: (ms) => sql`${new Date(ms).toISOString().slice(0, 10)}`,
  },
  storage: {
    cursors: cursorsOf("storage"),
    ...{ table: sql`storage_usage`, key: sql`bytes`, id: sql`user_id`, descending: sql`desc nulls last` },
    asNumber: sql`bytes::float8`,
    asKey: (bytes) => sql`${bytes}::bigint`,
  },
} satisfies Record<string, Way>;

/** How a list goes through the people: along one index, and what is looked at on the way. */
export interface Walk {
  way: Way;
  /** What the index narrows the way to. */
  lead: SQL | undefined;
  /** Of the person, and of their row `w` (`id`, `key`) of the index. */
  others: SQL[];
}

type Filters = Omit<z.output<typeof listUsersInput>, "q" | "cursor" | "limit">;

/**
 * The way of some filters without a word: by storage, which goes with no filter; by the day on which somebody was last
 * here; by the day of closing; else by signing up, and then along the filter that fewest people pass (role, then status,
 * then plan).
 */
export function walkOf(filters: Filters): Walk {
  if (filters.sort === "storage") return { way: ways.storage, lead: undefined, others: [] };
  const own = ownOf(filters);
  const broad = filters.status === "open" ? [sql`${users.status} <> 'deleted'`] : [];
  if (filters.by === "active") {
    const { from, to } = filters;
    const lead = and(from ? sql`day >= ${from}` : undefined, to ? sql`day <= ${to}` : undefined);
    // Everybody once: at the last of their days.
    const later = sql`(select l.day from user_days l where l.user_id = w.id and l.day > w.key
      ${to ? sql`and l.day <= ${to}` : sql``} limit 1) is null`;
    return { way: ways.active, lead, others: [later, ...own, ...broad] };
  }
  const range = daysOf(filters);
  if (filters.by === "closed") return { way: ways.closed, lead: range, others: [...own, ...broad] };
  const [first, ...rest] = own;
  return { way: ways.joined, lead: and(first, range), others: [...rest, ...broad] };
}

/** With a word its index leads, and everything else is looked at on what it finds. */
export const walkAlong = (word: SQL | undefined, filters: Filters): Walk => ({
  way: ways.joined,
  lead: and(
    word,
    ...ownOf(filters),
    ...(filters.status === "open" ? [sql`${users.status} <> 'deleted'`] : []),
    daysOf(filters),
  ),
  others: [],
});

/** The keys and people of a walk behind a cursor, as many as wanted. */
export function stepsOf({ way, lead }: Walk, cursor: string | undefined, limit: number): SQL {
  const { table, key, id, descending, asNumber, cursors } = way;
  const last = cursor === undefined ? undefined : cursors.decode(cursor);
  const after = last && sql`(${key}, ${id}) < (${way.asKey(last.atMs)}, ${last.id})`;
  return sql`select ${id} as id, ${key} as key, ${asNumber} as at from ${table}
    where ${and(lead, after) ?? sql`true`} order by ${key} ${descending}, ${id} ${descending} limit ${limit}`;
}

const ownOf = ({ role, status, plan }: Filters): SQL[] => [
  ...(role ? [eq(users.role, role)] : []),
  ...(status && status !== "open" ? [eq(users.status, status)] : []),
  ...(plan ? [eq(users.plan, plan)] : []),
];

/** The days, as conditions on a person. */
function daysOf({ by, from, to }: Filters): SQL | undefined {
  if (by === "active") {
    const days = and(from ? sql`d.day >= ${from}` : undefined, to ? sql`d.day <= ${to}` : undefined);
    return sql`exists (select from user_days d where d.user_id = ${users.id} and ${days ?? sql`true`})`;
  }
  if (by === "closed") return and(isNotNull(users.deletedAt), withinDays(users.deletedAt, { from, to }));
  return withinDays(users.createdAt, { from, to });
}
