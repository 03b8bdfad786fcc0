import type postgres from "postgres";
import { newId } from "@/lib/platform/ids";
import { type EventPayload, sendInternal } from "./events";
import { compile } from "./expressions";
import { RETENTION_MS } from "./limits";

type Tx = postgres.TransactionSql;

/** A function as the engine knows it; see registration.ts for what is refused. */
export interface EngineFunction {
  id: string;
  maxAttempts: number;
  triggers: { event: string; expression?: string }[];
  crons: string[];
  cancel: { event: string; if?: string }[];
  /** At most two; `key` is an expression over the event, without one the limit is the function's. */
  concurrency: { limit: number; key?: string }[];
}

/** Starts a run of `fn`, due now or, for an event dated in the future, then. Returns its id. */
export async function createRun(tx: Tx, fn: EngineFunction, event: EventPayload): Promise<string> {
  const runId = newId("engineRun");
  const keys = fn.concurrency.map(({ key, limit }, index) => {
    const value = key === undefined ? "" : JSON.stringify(compile(key)({ event }) ?? null);
    return { key: `${fn.id}|${index}|${value}`, limit };
  });
  await tx`
    with run as (
      insert into engine_runs (id, fn_id, event, concurrency_key, concurrency_limit, concurrency_key_2, concurrency_limit_2)
      values (${runId}, ${fn.id}, ${JSON.stringify(event)}::text::json,
        ${keys[0]?.key ?? null}, ${keys[0]?.limit ?? null}, ${keys[1]?.key ?? null}, ${keys[1]?.limit ?? null})
      returning *
    )
    insert into engine_jobs (id, kind, run_id, fn_id, due_at,
      concurrency_key, concurrency_limit, concurrency_key_2, concurrency_limit_2)
    select ${newId("engineJob")}, 'run', id, fn_id,
      greatest(now(), to_timestamp(${event.ts}::float8 / 1000)),
      concurrency_key, concurrency_limit, concurrency_key_2, concurrency_limit_2
    from run`;
  return runId;
}

/** The SDK's shape of a serialised error. */
export interface RunError {
  name: string;
  message: string;
  stack?: string;
}

type Ending =
  | { status: "completed"; output: unknown }
  | { status: "failed"; error: RunError }
  | { status: "cancelled" };

/**
 * Ends a run that is still running: its jobs go, and a failure or a cancellation sends its event.
 * A run started by a failure sends none when it fails, so a broken onFailure cannot loop.
 */
export async function endRun(tx: Tx, runId: string, ending: Ending): Promise<boolean> {
  const output = ending.status === "completed" ? JSON.stringify(ending.output ?? null) : null;
  const error = ending.status === "failed" ? JSON.stringify(ending.error) : null;
  const [run] = await tx<{ fnId: string; event: EventPayload }[]>`
    update engine_runs
    set status = ${ending.status}, ended_at = now(), output = ${output}::text::json, error = ${error}::text::json
    where id = ${runId} and status = 'running'
    returning fn_id as "fnId", event`;
  if (!run) return false;
  await tx`delete from engine_jobs where run_id = ${runId}`;
  const about = { function_id: run.fnId, run_id: runId, event: run.event, events: [run.event] };
  if (ending.status === "failed" && run.event.name !== "inngest/function.failed")
    await sendInternal(tx, "inngest/function.failed", { ...about, error: ending.error }, `failed:${runId}`);
  if (ending.status === "cancelled") {
    const cancelled = { name: "Error", message: "function cancelled", error: "function cancelled" };
    await sendInternal(
      tx,
      "inngest/function.cancelled",
      { ...about, error: cancelled },
      `cancelled:${runId}`,
    );
  }
  return true;
}

const PRUNE_BATCH = 1_000;

/** Deletes runs that ended, and events that arrived, longer ago than the retention. Returns how many rows went. */
export async function prune(sql: postgres.Sql): Promise<number> {
  let total = 0;
  for (;;) {
    const [row] = await sql<{ count: number }[]>`
      with old_runs as (
        delete from engine_runs where id in (
          select id from engine_runs where ended_at < now() - ${RETENTION_MS}::float8 * interval '1 ms'
          limit ${PRUNE_BATCH} for update skip locked)
        returning 1
      ), old_events as (
        delete from engine_events where id in (
          select id from engine_events e
          where received_at < now() - ${RETENTION_MS}::float8 * interval '1 ms'
            and not exists (select from engine_jobs where event_id = e.id)
          limit ${PRUNE_BATCH} for update skip locked)
        returning 1
      )
      select ((select count(*) from old_runs) + (select count(*) from old_events))::int as count`;
    total += row?.count ?? 0;
    if ((row?.count ?? 0) < PRUNE_BATCH) return total;
  }
}
