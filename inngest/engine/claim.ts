import { randomUUID } from "node:crypto";
import type postgres from "postgres";
import type { EventPayload } from "./events";

/** A claimed piece of work with everything that its execution needs. */
export interface Job {
  id: string;
  kind: "event" | "run" | "step" | "sleep";
  runId: string;
  fnId: string;
  stepId: string | null;
  /** Failed or lost tries before this one. */
  attempt: number;
  lease: string;
  /** The run's event; for kind `event` the one to route. */
  event: EventPayload;
  eventSeq: string | null;
  /** Memoised results by hashed step id, and those ids in the order of completion. */
  steps: Record<string, unknown>;
  stack: string[];
}

/** Somebody else holds the job by now, or its run has ended: the result at hand must be discarded. */
export class LostLease extends Error {
  constructor() {
    super("The lease of this job was lost.");
  }
}

/** How far the queue is searched at once; also how many rows one claim may lock. */
const WINDOW = 64;

export interface ClaimOptions {
  /** At most this many jobs. */
  count: number;
  leaseMs: number;
  /** The functions that this process can execute. */
  functions: string[];
  /** Whether any of them limits its concurrency; then claims are made one at a time across all processes. */
  limited: boolean;
}

/**
 * Claims due jobs, oldest first. A claim over an expired lease counts as an attempt. Jobs whose concurrency key has
 * no room are passed over: executing jobs (unexpired leases) are counted under one lock, so that two processes
 * cannot both take the last place. `more` tells that the search window was too small to use all free slots.
 */
export function claim(sql: postgres.Sql, options: ClaimOptions): Promise<{ jobs: Job[]; more: boolean }> {
  if (!options.limited) return select(sql, options);
  return sql.begin(async (tx) => {
    // A statement sees what was committed when it starts, hence the lock in a statement of its own, awaited first.
    await tx`select pg_advisory_xact_lock(hashtext('engine.claim'))`;
    return select(tx, options);
  });
}

async function select(sql: postgres.Sql | postgres.TransactionSql, options: ClaimOptions) {
  const rows = await sql<(Job & { candidates: number })[]>`
    with busy as (
      select key, count(*) as executing
      from engine_jobs, lateral (values (concurrency_key), (concurrency_key_2)) as used (key)
      where leased_until > now() and key is not null
      group by key
    ), candidate as materialized (
      select j.id, j.due_at, j.concurrency_key, j.concurrency_limit, j.concurrency_key_2, j.concurrency_limit_2,
        coalesce(b1.executing, 0) as executing, coalesce(b2.executing, 0) as executing_2
      from engine_jobs j
      left join busy b1 on b1.key = j.concurrency_key
      left join busy b2 on b2.key = j.concurrency_key_2
      where j.due_at <= now()
        and (j.leased_until is null or j.leased_until <= now())
        and (j.fn_id is null or j.fn_id = any(${options.functions}::text[]))
        and (j.concurrency_key is null or coalesce(b1.executing, 0) < j.concurrency_limit)
        and (j.concurrency_key_2 is null or coalesce(b2.executing, 0) < j.concurrency_limit_2)
      order by j.due_at, j.id
      limit ${Math.max(WINDOW, options.count)}
      for update of j skip locked
    ), ranked as (
      select *, count(*) over () as candidates,
        row_number() over (partition by concurrency_key order by due_at, id) + executing as place,
        row_number() over (partition by concurrency_key_2 order by due_at, id) + executing_2 as place_2
      from candidate
    ), chosen as (
      select id, candidates from ranked
      where (concurrency_key is null or place <= concurrency_limit)
        and (concurrency_key_2 is null or place_2 <= concurrency_limit_2)
      order by due_at, id
      limit ${options.count}
    ), taken as (
      update engine_jobs j
      set attempt = j.attempt + (j.lease is not null)::int, lease = ${randomUUID()}::uuid,
        leased_until = now() + ${options.leaseMs}::float8 * interval '1 ms'
      from chosen where j.id = chosen.id
      returning j.*, chosen.candidates
    )
    select t.id, t.kind, t.run_id as "runId", t.fn_id as "fnId", t.step_id as "stepId", t.attempt, t.lease,
      t.candidates::int, coalesce(r.event, e.payload) as event, e.seq as "eventSeq",
      coalesce(s.steps, '{}'::json) as steps, coalesce(s.stack, '{}') as stack
    from taken t
    left join engine_runs r on r.id = t.run_id
    left join engine_events e on e.id = t.event_id
    left join lateral (
      select json_object_agg(id, memo) as steps, array_agg(id order by position) as stack
      from engine_steps where run_id = t.run_id and memo is not null and t.kind in ('run', 'step')
    ) s on true
    order by t.due_at, t.id`;
  return { jobs: [...rows], more: rows.length < options.count && (rows[0]?.candidates ?? 0) >= WINDOW };
}

/** Extends the leases of jobs that are still executing here; a lost one stays lost. Never waits for a row lock. */
export async function heartbeat(sql: postgres.Sql, jobs: Job[], leaseMs: number): Promise<void> {
  await sql`
    update engine_jobs set leased_until = now() + ${leaseMs}::float8 * interval '1 ms'
    where id in (
      select j.id from engine_jobs j
      join unnest(${jobs.map((job) => job.id)}::text[], ${jobs.map((job) => job.lease)}::uuid[]) as mine (id, lease)
        on mine.id = j.id and mine.lease = j.lease
      for update of j skip locked
    )`;
}

/** Gives jobs back without counting an attempt; used when the process stops before they have ended. */
export async function release(sql: postgres.Sql, jobs: Job[]): Promise<void> {
  await sql`
    update engine_jobs j set lease = null, leased_until = null
    from unnest(${jobs.map((job) => job.id)}::text[], ${jobs.map((job) => job.lease)}::uuid[]) as mine (id, lease)
    where mine.id = j.id and mine.lease = j.lease`;
}

/** Milliseconds until a job becomes due or a lease expires; null when nothing is ahead. */
export async function nextDueMs(sql: postgres.Sql): Promise<number | null> {
  const [row] = await sql<{ ms: number | null }[]>`
    select (extract(epoch from least(
      (select min(due_at) from engine_jobs where due_at > now()),
      (select min(leased_until) from engine_jobs where leased_until > now())
    ) - now()) * 1000)::float8 as ms`;
  return row?.ms ?? null;
}
