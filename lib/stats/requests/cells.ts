import { type SQL, sql } from "drizzle-orm";
import { executor } from "@/db/client";
import type { Ctx } from "@/lib/platform/context";
import { startOfBusinessDay } from "@/lib/platform/time";
import { hourKey, placeSums } from "./sum-up";

/** What is asked for: whole days in Shanghai, both among them; of a single day by its hours. */
export interface Span {
  first: string;
  last: string;
}

/** Requests that have something in common: a route, a client, a status, a point of the chart, or nothing. */
export interface Cell {
  kind: "all" | "route" | "client" | "status" | "x";
  key: string;
  count: number;
  refused: number;
  errors: number;
  /** How many took how long, by the buckets of the rules. */
  buckets: number[];
}

export const inSpan = ({ first, last }: Span): SQL => sql`day between ${first} and ${last}`;

/** Everything of a span, from the sums that stand ready. */
export async function readSums(ctx: Ctx, span: Span): Promise<Cell[]> {
  const isOneDay = span.first === span.last;
  type Row = Omit<Cell, "kind"> & { day: string; kind: Exclude<Cell["kind"], "x"> | "hour" };
  const rows = await executor(ctx).execute<Row & Record<string, unknown>>(sql`
    select day, kind, key, count, refused, errors, to_json(buckets) as buckets from request_sums
    where ${inSpan(span)} and (kind <> 'hour' or ${isOneDay})`);
  const cells = [...rows].flatMap(({ day, kind, ...row }): Cell[] => {
    if (kind === "hour") return [{ ...row, kind: "x" }];
    const isPoint = kind === "all" && !isOneDay;
    return isPoint
      ? [
          { ...row, kind },
          { ...row, kind: "x", key: day },
        ]
      : [{ ...row, kind }];
  });
  return addAlike(cells);
}

/** The same of those for which all conditions hold, added up from the days, and from the hours of a single day. */
export async function readCells(ctx: Ctx, span: Span, conditions: readonly SQL[]): Promise<Cell[]> {
  const [splits, points] = await Promise.all([
    readSplits(ctx, span, conditions),
    readPoints(ctx, span, conditions),
  ]);
  return [...addAlike(splits), ...points];
}

const bucketSums = sql`to_json(array[${placeSums}])`;

async function readSplits(ctx: Ctx, span: Span, conditions: readonly SQL[]): Promise<Cell[]> {
  type Row = { route: string; client: string; status: number; count: number; buckets: number[] };
  const rows = await executor(ctx).execute<Row & Record<string, unknown>>(sql`
    select route, client, status, sum(count)::float8 as count, ${bucketSums} as buckets from request_days
    where ${sql.join([inSpan(span), ...conditions], sql` and `)} group by route, client, status`);
  return [...rows].flatMap(({ route, client, status, count, buckets }): Cell[] => {
    const refused = status >= 400 && status < 500 ? count : 0;
    const cell = { count, refused, errors: status >= 500 ? count : 0, buckets };
    return [
      { kind: "all", key: "", ...cell },
      { kind: "route", key: route, ...cell },
      { kind: "client", key: client, ...cell },
      { kind: "status", key: String(status), ...cell },
    ];
  });
}

async function readPoints(ctx: Ctx, span: Span, conditions: readonly SQL[]): Promise<Cell[]> {
  const start = sql`${startOfBusinessDay(span.first).toISOString()}::timestamptz`;
  const { table, x, when } =
    span.first === span.last
      ? {
          table: sql`request_hours`,
          x: hourKey(sql`hour`),
          when: sql`hour >= ${start} and hour < ${start} + interval '1 day'`,
        }
      : { table: sql`request_days`, x: sql`day`, when: inSpan(span) };
  const rows = await executor(ctx).execute<Omit<Cell, "kind"> & Record<string, unknown>>(sql`
    select key, sum(count)::float8 as count,
      coalesce(sum(count) filter (where status between 400 and 499), 0)::float8 as refused,
      coalesce(sum(count) filter (where status >= 500), 0)::float8 as errors, ${bucketSums} as buckets
    from (select ${x} as key, status, count, buckets from ${table}
      where ${sql.join([when, ...conditions], sql` and `)}) r group by key`);
  return [...rows].map((row): Cell => ({ ...row, kind: "x" }));
}

/** One cell for each kind and key. */
function addAlike(cells: readonly Cell[]): Cell[] {
  const sums = new Map<string, Cell>();
  for (const { kind, key, count, refused, errors, buckets } of cells) {
    const name = `${kind} ${key}`;
    const sum = sums.get(name) ?? { kind, key, count: 0, refused: 0, errors: 0, buckets: [] };
    sum.count += count;
    sum.refused += refused;
    sum.errors += errors;
    for (const [bucket, n] of buckets.entries()) sum.buckets[bucket] = (sum.buckets[bucket] ?? 0) + n;
    sums.set(name, sum);
  }
  return [...sums.values()];
}
