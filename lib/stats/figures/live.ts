import { type SQL, sql } from "drizzle-orm";
import { executor } from "@/db/client";
import { CHECK_DONE } from "@/lib/credits/checks/running";
import type { Ctx } from "@/lib/platform/context";
import { businessDay, startOfBusinessDay } from "@/lib/platform/time";
import type { BoundedCount, LiveFigures } from "../schema";

/** Nothing is counted further: what is shown is "1,000+". */
const MOST = 1_000;
/** More jobs than can be open at once on one machine. */
const MOST_JOBS = 20_000;
const RUNS_MS = 24 * 3_600_000;

/** What waits and what failed at this moment; each count walks an index of just those rows and ends early. */
export async function readLive(ctx: Ctx): Promise<LiveFigures> {
  const today = at(startOfBusinessDay(businessDay(ctx.now)));
  const dayAgo = at(new Date(ctx.now.getTime() - RUNS_MS));
  const [queue, counts] = await Promise.all([
    readQueue(ctx),
    readCounts(ctx, {
      // A call on its way is unknown too; what waits for a person is left of a generation that has ended.
      uncertainOutcomes: sql`generation_attempts a where a.state = 'submission_unknown' and a.resolution is null
        and exists (select from generation_history g where g.id = a.generation_id and g.finished_at is not null)`,
      reviewQueue: sql`publications where state = 'pending'`,
      openDifferences: sql`payment_differences where state = 'open'`,
      failedDeliveries: sql`notification_deliveries where state = 'failed' and created_at >= ${today}`,
      failedRuns: sql`engine_runs where status = 'failed' and ended_at >= ${dayAgo}`,
      strayRequests: sql`request_log_other`,
    }),
  ]);
  return { ...queue, ...counts, ledgerDifferences: await readLedger(ctx) };
}

const at = (moment: Date): SQL => sql`${moment.toISOString()}::timestamptz`;

async function readQueue(ctx: Ctx): Promise<Pick<LiveFigures, "queued" | "byStage" | "oldestJobMs">> {
  const rows = await executor(ctx).execute<{ stage: string; n: number; oldest: number }>(sql`
    select stage::text as stage, count(*)::int as n, (extract(epoch from min(created_at)) * 1000)::float8 as oldest
    from (select stage, created_at from generation_history where status in ('queued', 'running')
      limit ${MOST_JOBS}) open group by stage`);
  const value = rows.reduce((sum, row) => sum + row.n, 0);
  const oldest = Math.min(...rows.map((row) => row.oldest));
  return {
    queued: { value, isMore: value >= MOST_JOBS },
    byStage: Object.fromEntries(rows.map((row) => [row.stage, row.n])),
    oldestJobMs: rows.length === 0 ? null : Math.max(0, ctx.now.getTime() - oldest),
  };
}

async function readCounts<K extends string>(
  ctx: Ctx,
  sources: Record<K, SQL>,
): Promise<Record<K, BoundedCount>> {
  const names = Object.keys(sources) as K[];
  const counts = names.map(
    (name) => sql`(select count(*)::int from (select 1 from ${sources[name]} limit ${MOST + 1}) found)`,
  );
  const [row] = await executor(ctx).execute<{ counts: number[] }>(
    sql`select array[${sql.join(counts, sql`, `)}] as counts`,
  );
  const bounded = (n: number): BoundedCount => ({ value: Math.min(n, MOST), isMore: n > MOST });
  return Object.fromEntries(names.map((name, n) => [name, bounded(row?.counts[n] ?? 0)])) as Record<
    K,
    BoundedCount
  >;
}

/** What the last check of the ledger found, the nightly one or one that was asked for; null before the first. */
async function readLedger(ctx: Ctx): Promise<number | null> {
  const [row] = await executor(ctx).execute<{ found: string | null }>(sql`
    select after ->> 'differences' as found from audit_log where action = ${CHECK_DONE}
    order by created_at desc nulls last, id desc nulls last limit 1`);
  return row?.found ? Number(row.found) : null;
}
