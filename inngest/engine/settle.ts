import type postgres from "postgres";
import { newId } from "@/lib/platform/ids";
import { failPoint } from "@/lib/platform/process/fail-points";
import { type Job, LostLease } from "./claim";
import { CHANNEL, limits } from "./limits";
import type { Outcome, PlannedStep } from "./outcome";
import { endRun, type RunError } from "./runs";

type Tx = postgres.TransactionSql;
type Memo = Extract<Outcome, { kind: "memo" }>;

/** The run has outgrown a limit of the server; it fails instead of the write. */
class LimitExceeded extends Error {
  override readonly name = "LimitExceeded";
}

export interface SettleOptions {
  leaseMs: number;
  /** Whether this process goes on with the run at once instead of giving it back to the queue. */
  keep: boolean;
}

/**
 * Writes what a call led to, in one transaction under the run's row lock: memo, end of the job, next job.
 * Returns the run's next job when this process keeps it. Throws LostLease, having written nothing, when the job is
 * not held any more.
 */
export async function settle(
  sql: postgres.Sql,
  job: Job,
  outcome: Outcome,
  options: SettleOptions,
): Promise<Job | null> {
  try {
    if (outcome.kind === "retry") return await retry(sql, job, outcome.delayMs);
    return await sql.begin(async (tx) => {
      const next = await write(tx, job, outcome, options);
      failPoint("engine.before-commit");
      return next;
    });
  } catch (error) {
    if (!(error instanceof LimitExceeded)) throw error;
    return settle(sql, job, { kind: "fail", error }, options);
  }
}

async function write(tx: Tx, job: Job, outcome: Exclude<Outcome, { kind: "retry" }>, options: SettleOptions) {
  if (outcome.kind === "memo") {
    if (job.kind === "run") return memoiseAndContinue(tx, job, outcome, options);
    await memoisePlanned(tx, job, outcome);
    return null;
  }
  await lock(tx, job);
  if (outcome.kind === "plan") await plan(tx, job, outcome.steps);
  if (outcome.kind === "complete")
    await endRun(tx, job.runId, { status: "completed", output: outcome.output });
  if (outcome.kind === "fail") await endRun(tx, job.runId, { status: "failed", error: plain(outcome.error) });
  return null;
}

const plain = ({ name, message, stack, ...rest }: RunError): RunError => ({ ...rest, name, message, stack });

/** Takes the run's row lock, then proves that the job is still ours. Always in this order, against deadlocks. */
async function lock(tx: Tx, job: Job): Promise<void> {
  const [, owned] = await Promise.all([
    tx`select 1 from engine_runs where id = ${job.runId} for update`,
    tx`select 1 from engine_jobs where id = ${job.id} and lease = ${job.lease}::uuid for update`,
  ]);
  if (owned.length === 0) throw new LostLease();
}

async function retry(sql: postgres.Sql, job: Job, delayMs: number): Promise<null> {
  const rows = await sql`
    update engine_jobs
    set attempt = ${job.attempt + 1}, due_at = now() + ${delayMs}::float8 * interval '1 ms', lease = null, leased_until = null
    where id = ${job.id} and lease = ${job.lease}::uuid
    returning id`;
  if (rows.length === 0) throw new LostLease();
  return null;
}

/** Counts the memo into the run's state and stores it; an outstanding step becomes a finished one. */
function memoise(tx: Tx, job: Job, { stepId, name, memo }: Memo) {
  const text = JSON.stringify(memo);
  return [
    tx<{ stepCount: number; stateBytes: number }[]>`
      update engine_runs
      set step_count = step_count + 1, state_bytes = state_bytes + ${Buffer.byteLength(text)}
      where id = ${job.runId} and status = 'running'
      returning step_count as "stepCount", state_bytes as "stateBytes"`,
    tx`
      insert into engine_steps (run_id, id, name, position, memo)
      select id, ${stepId}, ${name}, step_count, ${text}::text::json from engine_runs where id = ${job.runId}
      on conflict (run_id, id) do update set position = excluded.position, memo = excluded.memo
      where engine_steps.memo is null`,
  ] as const;
}

function checkLimits(run: { stepCount: number; stateBytes: number } | undefined): void {
  if (!run) throw new LostLease();
  if (run.stateBytes > limits.stateBytes)
    throw new LimitExceeded("The state of this run is larger than 32 MB.");
  if (run.stepCount > limits.steps) throw new LimitExceeded(`This run has more than ${limits.steps} steps.`);
}

/** The common case, three round trips: a step that ran at its discovery. The job becomes the next discovery. */
async function memoiseAndContinue(
  tx: Tx,
  job: Job,
  memo: Memo,
  { keep, leaseMs }: SettleOptions,
): Promise<Job | null> {
  const [update, insert] = memoise(tx, job, memo);
  const [[run], , owned] = await Promise.all([
    update,
    insert,
    tx`
      update engine_jobs
      set attempt = 0, due_at = now(), lease = ${keep ? job.lease : null}::uuid,
        leased_until = ${keep ? leaseMs : null}::float8 * interval '1 ms' + now()
      where id = ${job.id} and lease = ${job.lease}::uuid
      returning id`,
  ]);
  if (owned.length === 0) throw new LostLease();
  checkLimits(run);
  if (!keep) return null;
  const steps = { ...job.steps, [memo.stepId]: memo.memo };
  return { ...job, attempt: 0, steps, stack: [...job.stack, memo.stepId] };
}

/** A planned step or a sleep has ended; only the last one outstanding brings the next discovery. */
async function memoisePlanned(tx: Tx, job: Job, memo: Memo): Promise<void> {
  await lock(tx, job);
  const [update, insert] = memoise(tx, job, memo);
  const [[run]] = await Promise.all([update, insert]);
  checkLimits(run);
  await tx`
    with next as (
      update engine_jobs
      set kind = 'run', step_id = null, attempt = 0, due_at = now(), lease = null, leased_until = null,
        (concurrency_key, concurrency_limit, concurrency_key_2, concurrency_limit_2) = (
          select concurrency_key, concurrency_limit, concurrency_key_2, concurrency_limit_2
          from engine_runs where id = ${job.runId})
      where id = ${job.id}
        and not exists (select from engine_steps where run_id = ${job.runId} and memo is null)
      returning id
    )
    delete from engine_jobs where id = ${job.id} and not exists (select from next)`;
}

/** Queues the reported steps. A step that was reported before keeps its memo or its job. */
async function plan(tx: Tx, job: Job, steps: PlannedStep[]): Promise<void> {
  const [run] = await tx<{ total: number }[]>`
    select count(*)::int + ${steps.length}::int as total from engine_steps where run_id = ${job.runId}`;
  if ((run?.total ?? 0) > limits.steps)
    throw new LimitExceeded(`This run has more than ${limits.steps} steps.`);
  await tx`
    with given as (
      select * from unnest(
        ${steps.map((step) => step.id)}::text[],
        ${steps.map((step) => step.name)}::text[],
        ${steps.map((step) => step.kind)}::text[],
        ${steps.map((step) => step.dueInMs)}::float8[],
        ${steps.map(() => newId("engineJob"))}::text[]
      ) as t (id, name, kind, due_in_ms, job_id)
    ), fresh as (
      insert into engine_steps (run_id, id, name) select ${job.runId}, id, name from given
      on conflict (run_id, id) do nothing
      returning id
    )
    insert into engine_jobs (id, kind, run_id, fn_id, step_id, due_at,
      concurrency_key, concurrency_limit, concurrency_key_2, concurrency_limit_2)
    select g.job_id, g.kind, r.id, r.fn_id, g.id, now() + g.due_in_ms * interval '1 ms',
      r.concurrency_key, r.concurrency_limit, r.concurrency_key_2, r.concurrency_limit_2
    from given g join fresh using (id) join engine_runs r on r.id = ${job.runId}`;
  await tx`delete from engine_jobs where id = ${job.id}`;
  if (steps.length > 1) await tx`select pg_notify(${CHANNEL}, '')`;
}
