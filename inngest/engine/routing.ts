import type postgres from "postgres";
import { failPoint } from "@/lib/platform/process/fail-points";
import { type Job, LostLease } from "./claim";
import type { EventPayload } from "./events";
import { compile } from "./expressions";
import { createRun, type EngineFunction, endRun } from "./runs";

type Tx = postgres.TransactionSql;

const isTrue = (expression: string | undefined, event: EventPayload, later?: EventPayload): boolean =>
  expression === undefined || Boolean(compile(expression)({ event, async: later }));

const isTriggered = (fn: EngineFunction, event: EventPayload): boolean =>
  fn.triggers.some((trigger) => trigger.event === event.name && isTrue(trigger.expression, event));

const cancels = (fn: EngineFunction, event: EventPayload, later: EventPayload): boolean =>
  fn.cancel.some((cancel) => cancel.event === later.name && isTrue(cancel.if, event, later));

/** A cancellation may be sent right after its trigger and be routed first; then the run ends as it is made. */
async function isCancelledAlready(tx: Tx, fn: EngineFunction, job: Job): Promise<boolean> {
  if (fn.cancel.length === 0) return false;
  const later = await tx<{ payload: EventPayload }[]>`
    select payload from engine_events
    where name = any(${fn.cancel.map((cancel) => cancel.event)}::text[]) and seq > ${job.eventSeq}::bigint`;
  return later.some(({ payload }) => cancels(fn, job.event, payload));
}

async function cancelRuns(tx: Tx, fn: EngineFunction, later: EventPayload): Promise<void> {
  const running = await tx<{ id: string; event: EventPayload }[]>`
    select id, event from engine_runs where fn_id = ${fn.id} and status = 'running' order by id`;
  for (const run of running)
    if (cancels(fn, run.event, later)) await endRun(tx, run.id, { status: "cancelled" });
}

/**
 * Turns one event into the runs it starts and the runs it cancels, in one transaction with the end of its job.
 * Events that can cancel something are routed one at a time, so that none passes between a trigger and its run.
 */
export async function routeEvent(sql: postgres.Sql, job: Job): Promise<void> {
  failPoint("engine.before-route");
  await sql.begin(async (tx) => {
    const rows = await tx<{ config: EngineFunction }[]>`
      select config from engine_functions where events @> array[${job.event.name}::text] order by id`;
    const functions = rows.map((row) => row.config);
    if (functions.some((fn) => fn.cancel.length > 0))
      await tx`select pg_advisory_xact_lock(hashtext('engine.cancel'))`;
    const owned =
      await tx`delete from engine_jobs where id = ${job.id} and lease = ${job.lease}::uuid returning id`;
    if (owned.length === 0) throw new LostLease();
    for (const fn of functions) {
      if (fn.cancel.some((cancel) => cancel.event === job.event.name)) await cancelRuns(tx, fn, job.event);
      if (!isTriggered(fn, job.event)) continue;
      const runId = await createRun(tx, fn, job.event);
      if (await isCancelledAlready(tx, fn, job)) await endRun(tx, runId, { status: "cancelled" });
    }
    failPoint("engine.before-route-commit");
  });
  failPoint("engine.after-route");
}
