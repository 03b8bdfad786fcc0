import { type SQL, sql } from "drizzle-orm";
import { executor } from "@/db/client";
import type { Ctx } from "@/lib/platform/context";
import { LAST_BUCKET } from "../rules";
import { type FigureName, figureNames } from "./names";
import type { DaySum } from "./sums";

const listOf = (names: readonly string[]): SQL =>
  sql.join(
    names.map((name) => sql`${name}`),
    sql`, `,
  );

/** Durations are the many rows; they are read as buckets. */
const withoutDurations: readonly FigureName[] = figureNames.filter((name) => name !== "generations.ms");

/** Every figure but the durations, by day and by the first part of its split. */
export async function readSums(ctx: Ctx, firstDay: string, lastDay: string): Promise<DaySum[]> {
  const rows = await executor(ctx).execute<DaySum & Record<string, unknown>>(sql`
    select day, figure, split_part(dimension, '|', 1) as part, sum(value)::float8 as value
    from platform_figures
    where figure in (${listOf(withoutDurations)}) and day between ${firstDay} and ${lastDay}
    group by day, figure, split_part(dimension, '|', 1)`);
  return [...rows];
}

/** One figure of the whole range with everything that it is split by. */
export interface Part {
  figure: string;
  dimension: string;
  value: number;
}

const byModel: readonly FigureName[] = [
  "generations.ended",
  "images.delivered",
  "credits.by-model",
  "cost.micro-yuan",
];

/** What is known by model, over the whole range. */
export async function readParts(ctx: Ctx, firstDay: string, lastDay: string): Promise<Part[]> {
  const rows = await executor(ctx).execute<Part & Record<string, unknown>>(sql`
    select figure, dimension, sum(value)::float8 as value from platform_figures
    where figure in (${listOf(byModel)}) and day between ${firstDay} and ${lastDay} group by figure, dimension`);
  return [...rows];
}

/** How long orders took, by model: counts by the buckets of the rules. */
export async function readBuckets(
  ctx: Ctx,
  firstDay: string,
  lastDay: string,
): Promise<Map<string, number[]>> {
  const rows = await executor(ctx).execute<{ model: string; bucket: number; value: number }>(sql`
    select split_part(dimension, '|', 1) as model, split_part(dimension, '|', 2)::int as bucket,
      sum(value)::float8 as value
    from platform_figures
    where figure = 'generations.ms' and day between ${firstDay} and ${lastDay} group by 1, 2`);
  return bucketsBy(rows, ({ model }) => model);
}

/** How long orders of all models took, by day. */
export async function readDayBuckets(
  ctx: Ctx,
  firstDay: string,
  lastDay: string,
): Promise<Map<string, number[]>> {
  const rows = await executor(ctx).execute<{ day: string; bucket: number; value: number }>(sql`
    select day, split_part(dimension, '|', 2)::int as bucket, sum(value)::float8 as value
    from platform_figures
    where figure = 'generations.ms' and day between ${firstDay} and ${lastDay} group by 1, 2`);
  return bucketsBy(rows, ({ day }) => day);
}

/** Rows of single buckets as lists of them all. */
function bucketsBy<R extends { bucket: number; value: number }>(
  rows: Iterable<R>,
  keyOf: (row: R) => string,
): Map<string, number[]> {
  const buckets = new Map<string, number[]>();
  for (const row of rows) {
    const counts = buckets.get(keyOf(row)) ?? Array<number>(LAST_BUCKET + 1).fill(0);
    counts[row.bucket] = row.value;
    buckets.set(keyOf(row), counts);
  }
  return buckets;
}

/** When today's figures were last computed, or those of the days before where today has none yet. */
export async function readUpdatedAt(ctx: Ctx, lastDay: string): Promise<Date | null> {
  const [row] = await executor(ctx).execute<{ ms: number | null }>(sql`
    select (extract(epoch from updated_at) * 1000)::float8 as ms from platform_figures
    where figure = 'users.total' and day <= ${lastDay} order by day desc limit 1`);
  return row?.ms ? new Date(row.ms) : null;
}

/** Requests of this hour and the one before, and how many of them failed on our side. */
export async function readRecentRequests(ctx: Ctx): Promise<{ requests: number; serverErrors: number }> {
  const since = new Date(Math.floor(ctx.now.getTime() / 3_600_000 - 1) * 3_600_000).toISOString();
  const [row] = await executor(ctx).execute<{ requests: number; serverErrors: number }>(sql`
    select coalesce(sum(count), 0)::int as requests,
      coalesce(sum(count) filter (where status >= 500), 0)::int as "serverErrors"
    from request_hours where hour >= ${since}::timestamptz`);
  return row ? { ...row } : { requests: 0, serverErrors: 0 };
}
