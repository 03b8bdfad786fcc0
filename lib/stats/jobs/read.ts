import { type SQL, sql } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { env } from "@/lib/platform/env";
import { type JobRunView, type JobsView, type JobView, jobIdInput } from "../schema";
import { findKnownJob, type KnownJob, listKnownJobs } from "./known";
import { nextTick } from "./next-tick";
import { ms, type RunRow, runColumns, toRun } from "./run-row";

/** Nothing is counted further. */
const MOST_QUEUED = 10_000;
const MOST_RUNNING = 5_000;
const MOST_FAILED = 5_000;
const SHOWN_RUNS = 20;

/**
 * Every function of the platform with its clock, its last run and what waits for it. The last run of each is one step
 * of an index; what runs, failed and waits is counted from partial indexes and not beyond a bound.
 */
export async function listJobs({ ctx }: { ctx: Ctx }): Promise<JobsView> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const known = await listKnownJobs(ctx);
  const [runs, ticks, running, failures, queue] = await Promise.all([
    readLastRuns(ctx, known),
    readTicks(ctx),
    countBy(ctx, sql`select fn_id from engine_runs where status = 'running' limit ${MOST_RUNNING}`),
    countBy(
      ctx,
      sql`select fn_id from engine_runs where status = 'failed'
        and ended_at > ${ctx.now.toISOString()}::timestamptz - interval '7 days' limit ${MOST_FAILED}`,
    ),
    readQueue(ctx),
  ]);
  const jobs = known.map(
    ({ fnId, id, crons }): JobView => ({
      id,
      crons,
      lastTick: iso(ticks.get(fnId) ?? null),
      nextTick: nextTick(crons, ctx.now)?.toISOString() ?? null,
      lastRun: runs.get(fnId) ?? null,
      running: running.get(fnId) ?? 0,
      failures: failures.get(fnId) ?? 0,
      queued: queue.get(fnId)?.n ?? 0,
      oldestDueMs: queue.get(fnId)?.oldestMs ?? null,
    }),
  );
  const due = [...queue.values()].reduce((sum, { n }) => sum + n, 0);
  return {
    isOnServer: env().INNGEST_BASE_URL !== undefined,
    jobs,
    queued: { value: Math.min(due, MOST_QUEUED), isMore: due > MOST_QUEUED },
    oldestDueMs: due === 0 ? null : Math.max(...[...queue.values()].map(({ oldestMs }) => oldestMs)),
  };
}

/**
 * One job with its last twenty runs, whatever came of them; null for one that does not exist. On an Inngest server the
 * history stands there, and there are none here.
 */
export async function findJob({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof jobIdInput>;
}): Promise<{ id: string; crons: string[]; isOnServer: boolean; runs: JobRunView[] } | null> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const named = jobIdInput.safeParse(input);
  const job = named.success ? await findKnownJob(ctx, named.data.id) : null;
  if (!job) return null;
  const rows = await executor(ctx).execute<RunRow>(sql`
    select ${runColumns} from engine_runs r where r.fn_id = ${job.fnId}
    order by r.created_at desc nulls last limit ${SHOWN_RUNS}`);
  const isOnServer = env().INNGEST_BASE_URL !== undefined;
  return { id: job.id, crons: job.crons, isOnServer, runs: rows.map(toRun) };
}

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

async function readLastRuns(ctx: Ctx, known: readonly KnownJob[]): Promise<Map<string, JobRunView>> {
  const ids = sql.join(
    known.map(({ fnId }) => sql`(${fnId}::text)`),
    sql`, `,
  );
  if (known.length === 0) return new Map();
  const rows = await executor(ctx).execute<RunRow>(sql`
    select ${runColumns} from (values ${ids}) f (id) cross join lateral (
      select * from engine_runs where fn_id = f.id order by created_at desc nulls last limit 1) r`);
  return new Map(rows.map((row) => [row.fnId, toRun(row)]));
}

async function readTicks(ctx: Ctx): Promise<Map<string, number>> {
  const rows = await executor(ctx).execute<{ fnId: string; at: number }>(sql`
    select fn_id as "fnId", ${ms(sql`max(last_tick)`)} as at from engine_crons group by fn_id`);
  return new Map(rows.map((row) => [row.fnId, row.at]));
}

async function countBy(ctx: Ctx, source: SQL): Promise<Map<string, number>> {
  const rows = await executor(ctx).execute<{ fnId: string; n: number }>(sql`
    select fn_id as "fnId", count(*)::int as n from (${source}) counted group by fn_id`);
  return new Map(rows.map((row) => [row.fnId, row.n]));
}

/** What is due and executes nowhere, by function; events that are not routed yet stand under the empty name. */
async function readQueue(ctx: Ctx): Promise<Map<string, { n: number; oldestMs: number }>> {
  const now = sql`${ctx.now.toISOString()}::timestamptz`;
  const rows = await executor(ctx).execute<{ fnId: string; n: number; oldest: number }>(sql`
    select coalesce(fn_id, '') as "fnId", count(*)::int as n, ${ms(sql`(${now} - min(due_at))`)} as oldest
    from (select fn_id, due_at from engine_jobs
      where due_at <= ${now} and (leased_until is null or leased_until <= ${now})
      order by due_at, id limit ${MOST_QUEUED + 1}) due group by 1`);
  return new Map(rows.map((row) => [row.fnId, { n: row.n, oldestMs: Math.max(0, Math.round(row.oldest)) }]));
}
