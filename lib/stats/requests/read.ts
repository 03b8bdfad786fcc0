import { type SQL, sql } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { businessDay, startOfBusinessDay } from "@/lib/platform/time";
import { addDays, daysBetween, firstDayOf, percentile } from "../rules";
import { getRequestStatsInput, type RequestFigures, type RequestStatsView } from "../schema";
import { type Cell, inSpan, readCells, readSums, type Span } from "./cells";

const MOST_ROUTES = 100;
const MOST_ERRORS = 20;

/**
 * Requests of a range, or of one day in it or long before, by route, client and status, their durations and errors.
 * Without a filter they stand ready; filtered they are added up from the days, the course of a single day from its
 * hours, as long as those are kept. What came in the last five minutes may still be missing.
 */
export async function getRequestStats({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof getRequestStatsInput>;
}): Promise<RequestStatsView> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const { range, day, ...filters } = getRequestStatsInput.parse(input);
  const last = day ?? businessDay(ctx.now);
  const span = { first: day ?? firstDayOf(range, last), last };
  const conditions = conditionsOf(filters);
  const [cells, topErrors] = await Promise.all([
    conditions.length === 0 ? readSums(ctx, span) : readCells(ctx, span, conditions),
    readTopErrors(ctx, span, conditions),
  ]);
  const figures = (kind: Cell["kind"]): RequestFigures[] =>
    cells
      .filter((cell) => cell.kind === kind)
      .map(({ key, count, refused, errors, buckets }) => ({
        ...{ key, count, refused, errors },
        ...percentilesOf(buckets),
      }))
      .sort((a, b) => b.count - a.count || a.key.localeCompare(b.key, "en"));
  const byPoint = new Map(figures("x").map((row) => [row.key, row]));
  const [total = { key: "", count: 0, refused: 0, errors: 0, ...percentilesOf([]) }] = figures("all");
  return {
    range,
    day: span.first === span.last ? span.last : null,
    total,
    routes: figures("route").slice(0, MOST_ROUTES),
    clients: figures("client"),
    statuses: figures("status"),
    topErrors,
    points: pointsOf(ctx.now, span).map((x) => {
      const { count = 0, refused = 0, errors = 0, p95Ms } = byPoint.get(x) ?? {};
      return { x, count, refused, errors, p95Ms: p95Ms ?? 0 };
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

type Filters = Omit<z.output<typeof getRequestStatsInput>, "range" | "day">;

/** The conditions of filters on the columns that log, hours and days share. */
export function conditionsOf({ route, client, status, code }: Filters): SQL[] {
  const [least, most] = status?.endsWith("xx")
    ? [Number(status.charAt(0)) * 100, Number(status.charAt(0)) * 100 + 99]
    : [Number(status), Number(status)];
  return [
    ...(route === undefined ? [] : [sql`route = ${route}`]),
    ...(client === undefined ? [] : [sql`client = ${client}`]),
    ...(status === undefined ? [] : [sql`status between ${least} and ${most}`]),
    ...(code === undefined ? [] : [sql`error_code = ${code}`]),
  ];
}

async function readTopErrors(
  ctx: Ctx,
  span: Span,
  conditions: readonly SQL[],
): Promise<RequestStatsView["topErrors"]> {
  type Row = RequestStatsView["topErrors"][number];
  const rows = await executor(ctx).execute<Row & Record<string, unknown>>(sql`
    select error_code as code, status, route, sum(count)::float8 as count from request_days
    where ${sql.join([inSpan(span), ...conditions], sql` and `)} and error_code <> ''
    group by error_code, status, route
    order by (status >= 500) desc, sum(count) desc, error_code, route limit ${MOST_ERRORS}`);
  return [...rows];
}

const percentilesOf = (buckets: readonly number[]) => ({
  p50Ms: percentile(buckets, 0.5),
  p95Ms: percentile(buckets, 0.95),
  p99Ms: percentile(buckets, 0.99),
});

/** The names of all points of the chart, so that quiet ones are there too: days, or the hours of a day so far. */
function pointsOf(now: Date, { first, last }: Span): string[] {
  if (first !== last) return daysBetween(first, last);
  const begun = Math.floor((now.getTime() - startOfBusinessDay(last).getTime()) / 3_600_000) + 1;
  return Array.from(
    { length: Math.min(24, Math.max(0, begun)) },
    (_, hour) => `${String(hour).padStart(2, "0")}:00`,
  );
}
