import { type SQL, sql } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { businessDay, startOfBusinessDay } from "@/lib/platform/time";
import { addDays, daysBetween, daysOf, LAST_BUCKET, percentile } from "../rules";
import { getRequestStatsInput, type RequestFigures, type RequestStatsView } from "../schema";

const MOST_ROUTES = 100;
const MOST_ERRORS = 20;

/**
 * Requests of a range by route, client and status, their durations and errors. Today is read from the hours, longer
 * ranges from the days; what came in the last five minutes may still be missing.
 */
export async function getRequestStats({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof getRequestStatsInput>;
}): Promise<RequestStatsView> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const { range, ...filters } = getRequestStatsInput.parse(input);
  const today = businessDay(ctx.now);
  const first = addDays(today, 1 - daysOf(range));
  const source = range === "today" ? hoursOf(today) : daysFrom(first, today);
  const where = sql.join([source.where, ...conditionsOf(filters)], sql` and `);
  const [counts, buckets, topErrors] = await Promise.all([
    readCounts(ctx, source, where),
    readBuckets(ctx, source, where),
    readTopErrors(ctx, source, where),
  ]);
  const figures = (kind: Kind): RequestFigures[] =>
    counts
      .filter((row) => row.kind === kind)
      .map(({ key, count, refused, errors }) => ({
        key,
        count,
        refused,
        errors,
        ...percentilesOf(buckets.get(`${kind} ${key}`) ?? []),
      }))
      .sort((a, b) => b.count - a.count || a.key.localeCompare(b.key, "en"));
  const byPoint = new Map(figures("x").map((row) => [row.key, row]));
  const [total = { key: "", count: 0, refused: 0, errors: 0, ...percentilesOf([]) }] = figures("all");
  return {
    range,
    total,
    routes: figures("route").slice(0, MOST_ROUTES),
    clients: figures("client"),
    statuses: figures("status"),
    topErrors,
    points: pointsOf(ctx.now, range === "today" ? null : daysBetween(first, today)).map((x) => {
      const row = byPoint.get(x);
      return {
        x,
        count: row?.count ?? 0,
        refused: row?.refused ?? 0,
        errors: row?.errors ?? 0,
        p95Ms: row?.p95Ms ?? 0,
      };
    }),
  };
}

/** All routes of a range, for the filter. */
export async function listRequestRoutes({ ctx }: { ctx: Ctx }): Promise<string[]> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const today = businessDay(ctx.now);
  const rows = await executor(ctx).execute<{ route: string }>(sql`
    select distinct route from request_days where day between ${addDays(today, -6)} and ${today} order by route limit 500`);
  return rows.map(({ route }) => route);
}

type Kind = "all" | "route" | "client" | "status" | "x";

/** Which table is read, what names a point of the chart in it, and the condition on its time. */
interface Source {
  table: SQL;
  x: SQL;
  where: SQL;
}

function hoursOf(day: string): Source {
  const start = startOfBusinessDay(day).toISOString();
  return {
    table: sql`request_hours`,
    x: sql`to_char(hour at time zone 'Asia/Shanghai', 'HH24:MI')`,
    where: sql`hour >= ${start}::timestamptz and hour < ${start}::timestamptz + interval '1 day'`,
  };
}

const daysFrom = (first: string, last: string): Source => ({
  table: sql`request_days`,
  x: sql`day`,
  where: sql`day between ${first} and ${last}`,
});

type Filters = Omit<z.output<typeof getRequestStatsInput>, "range">;

/** The conditions of filters on the columns that log, hours and days share. */
export function conditionsOf({ route, client, status }: Filters): SQL[] {
  const least = status === undefined ? 0 : Number(status.charAt(0)) * 100;
  return [
    ...(route === undefined ? [] : [sql`route = ${route}`]),
    ...(client === undefined ? [] : [sql`client = ${client}`]),
    ...(status === undefined ? [] : [sql`status between ${least} and ${least + 99}`]),
  ];
}

/** One pass over the rows for every way of splitting them. */
const splits = sql`grouping sets ((), (route), (client), (status), (x))`;
const kindOf = sql`case when grouping(route) = 0 then 'route' when grouping(client) = 0 then 'client'
  when grouping(status) = 0 then 'status' when grouping(x) = 0 then 'x' else 'all' end`;
const keyOf = sql`coalesce(route, client, status::text, x, '')`;

interface Counts {
  kind: Kind;
  key: string;
  count: number;
  refused: number;
  errors: number;
}

async function readCounts(ctx: Ctx, { table, x }: Source, where: SQL): Promise<Counts[]> {
  const rows = await executor(ctx).execute<Counts & Record<string, unknown>>(sql`
    select ${kindOf} as kind, ${keyOf} as key, coalesce(sum(count), 0)::float8 as count,
      coalesce(sum(count) filter (where status between 400 and 499), 0)::float8 as refused,
      coalesce(sum(count) filter (where status >= 500), 0)::float8 as errors
    from (select route, client, status, ${x} as x, count from ${table} where ${where}) r group by ${splits}`);
  return [...rows];
}

/** Counts by bucket for each way of splitting; its name is the kind and the key. */
async function readBuckets(ctx: Ctx, { table, x }: Source, where: SQL): Promise<Map<string, number[]>> {
  const rows = await executor(ctx).execute<{ kind: Kind; key: string; place: number; n: number }>(sql`
    select ${kindOf} as kind, ${keyOf} as key, place::int as place, sum(n)::float8 as n
    from (select route, client, status, ${x} as x, b.n, b.place
      from ${table} cross join lateral unnest(buckets) with ordinality b (n, place) where ${where} and b.n > 0) r
    group by place, ${splits}`);
  const buckets = new Map<string, number[]>();
  for (const { kind, key, place, n } of rows) {
    const name = `${kind} ${key}`;
    const counts = buckets.get(name) ?? Array<number>(LAST_BUCKET + 1).fill(0);
    counts[place - 1] = n;
    buckets.set(name, counts);
  }
  return buckets;
}

async function readTopErrors(
  ctx: Ctx,
  { table }: Source,
  where: SQL,
): Promise<RequestStatsView["topErrors"]> {
  type Row = RequestStatsView["topErrors"][number];
  const rows = await executor(ctx).execute<Row & Record<string, unknown>>(sql`
    select error_code as code, status, route, sum(count)::float8 as count from ${table}
    where ${where} and error_code <> '' group by error_code, status, route
    order by (status >= 500) desc, sum(count) desc, error_code, route limit ${MOST_ERRORS}`);
  return [...rows];
}

const percentilesOf = (buckets: readonly number[]) => ({
  p50Ms: percentile(buckets, 0.5),
  p95Ms: percentile(buckets, 0.95),
  p99Ms: percentile(buckets, 0.99),
});

/** The names of all points of the chart, so that quiet ones are there too: days, or the hours of today so far. */
function pointsOf(now: Date, days: string[] | null): string[] {
  if (days) return days;
  const hours = Math.floor((now.getTime() - startOfBusinessDay(businessDay(now)).getTime()) / 3_600_000);
  return Array.from({ length: hours + 1 }, (_, hour) => `${String(hour).padStart(2, "0")}:00`);
}
