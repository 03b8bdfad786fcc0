import type { Inngest, InngestFunction } from "inngest";
import type postgres from "postgres";
import { sql as appPool } from "@/db/client";
import { env } from "@/lib/platform/env";
import { logger } from "@/lib/platform/log";
import { failPoint } from "@/lib/platform/process/fail-points";
import { singleton } from "@/lib/platform/process/singleton";
import { sleep } from "@/lib/platform/time";
import { type Call, createCall } from "./call";
import { claim, heartbeat, type Job, LostLease, nextDueMs, release } from "./claim";
import { fireCrons, readSchedules, type Schedule, syncSchedules } from "./crons";
import { backOffMs, CHANNEL } from "./limits";
import { giveUp, interpret, interpretLoss, type Outcome, toRunError } from "./outcome";
import { readFunctions, syncFunctions } from "./registration";
import { routeEvent } from "./routing";
import { type EngineFunction, prune } from "./runs";
import { settle } from "./settle";

const log = logger("engine");
const PRUNE_EVERY_MS = 3_600_000;

export interface EngineOptions {
  functions: InngestFunction.Any[];
  /** The client of the functions unless told otherwise. */
  client?: Inngest.Any;
  /** Jobs that this process executes at once; ENGINE_SLOTS by default. */
  slots?: number;
  /** How long a silent worker keeps a job; ENGINE_LEASE_MS by default. Renewed every third of it. */
  leaseMs?: number;
  /** The longest pause between two looks at the queue, should a notification be lost. */
  pollMs?: number;
  /** The pool to use; the process's own by default. */
  sql?: postgres.Sql;
}

export interface EngineHealth {
  /** Jobs that are due and not executing anywhere, and for how long the oldest has waited. */
  queued: number;
  oldestDueMs: number;
  /** Jobs that execute in this process, and its slots. */
  running: number;
  slots: number;
  crons: { fnId: string; cron: string; lastTick: string }[];
}

export interface Engine {
  /** Claims nothing more, waits up to `drainMs` for what executes, gives the rest back. May be called twice. */
  stop(options?: { drainMs?: number }): Promise<void>;
  health(): Promise<EngineHealth>;
}

class EmbeddedEngine implements Engine {
  private readonly running = new Map<string, { job: Job; done: Promise<void> }>();
  private readonly functions: Map<string, EngineFunction>;
  private readonly limited: boolean;
  private readonly beat: NodeJS.Timeout;
  private readonly stopping = new AbortController();
  private stopped: Promise<void> | undefined;
  private loop: Promise<void> = Promise.resolve();
  private unlisten: () => Promise<unknown> = async () => {};
  private woken = true;
  private wake: () => void = () => {};
  private pruneAtMs = Date.now() + 60_000;

  constructor(
    private readonly sql: postgres.Sql,
    private readonly call: Call,
    functions: EngineFunction[],
    private readonly schedules: Schedule[],
    private readonly options: { slots: number; leaseMs: number; pollMs: number },
  ) {
    this.functions = new Map(functions.map((fn) => [fn.id, fn]));
    this.limited = functions.some((fn) => fn.concurrency.length > 0);
    this.beat = setInterval(() => this.heartbeat(), options.leaseMs / 3);
  }

  async start(): Promise<void> {
    const { unlisten } = await this.sql.listen(CHANNEL, () => this.notice());
    this.unlisten = unlisten;
    this.loop = this.work();
  }

  private notice(): void {
    this.woken = true;
    this.wake();
  }

  private heartbeat(): void {
    const jobs = [...this.running.values()].map(({ job }) => job);
    if (jobs.length === 0) return;
    heartbeat(this.sql, jobs, this.options.leaseMs).catch((err) =>
      log.error("The heartbeat failed.", { err }),
    );
  }

  private async work(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        await this.round();
      } catch (err) {
        log.error("Looking for work failed.", { err });
        await sleep(1_000, this.stopping.signal);
      }
    }
  }

  /** One look at the clock and at the queue, then a pause unless there is more to take. */
  private async round(): Promise<void> {
    const { slots, leaseMs } = this.options;
    this.woken = false;
    await fireCrons(this.sql, this.schedules, new Date());
    if (Date.now() >= this.pruneAtMs) {
      this.pruneAtMs = Date.now() + PRUNE_EVERY_MS;
      await prune(this.sql);
    }
    const count = slots - this.running.size;
    if (count <= 0) return this.pause();
    const functions = [...this.functions.keys()];
    const { jobs, more } = await claim(this.sql, { count, leaseMs, functions, limited: this.limited });
    for (const job of jobs) this.execute(job);
    if (!more) await this.pause();
  }

  private async pause(): Promise<void> {
    if (this.woken || this.stopping.signal.aborted) return;
    const isFull = this.running.size >= this.options.slots;
    const dueMs = isFull ? null : await nextDueMs(this.sql);
    const cronMs = Math.min(...this.schedules.map((schedule) => schedule.nextMs)) - Date.now();
    const pauseMs = Math.max(
      1,
      Math.min(this.options.pollMs, Math.ceil(dueMs ?? Number.POSITIVE_INFINITY), cronMs),
    );
    await new Promise<void>((resolve) => {
      if (this.woken || this.stopping.signal.aborted) return resolve();
      const timer = setTimeout(resolve, pauseMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private execute(job: Job): void {
    failPoint("engine.after-claim");
    const done = this.untilGivenBack(job)
      .catch((err) => {
        if (err instanceof LostLease)
          log.warn("A late result was discarded.", { run_id: job.runId, job_id: job.id });
        else log.error("A job could not be settled; its lease will expire.", { err, job_id: job.id });
      })
      .finally(() => {
        this.running.delete(job.id);
        this.notice();
      });
    this.running.set(job.id, { job, done });
  }

  /** Executes a job and, while the run goes on without waiting, what follows it. */
  private async untilGivenBack(job: Job): Promise<void> {
    if (job.kind === "event") return this.route(job);
    for (let next: Job | null = job; next; ) {
      const current: Job = next;
      const outcome = await this.outcomeOf(current);
      this.report(current, outcome);
      failPoint("engine.before-settle");
      next = await this.insist(() =>
        settle(this.sql, current, outcome, {
          leaseMs: this.options.leaseMs,
          keep: !this.stopping.signal.aborted,
        }),
      );
      failPoint("engine.after-commit");
    }
  }

  private report(job: Job, outcome: Outcome): void {
    const about = { fn_id: job.fnId, run_id: job.runId, attempt: job.attempt };
    if (outcome.kind === "retry")
      log.warn("A call failed and will be tried again.", {
        ...about,
        err: outcome.error,
        delay_ms: outcome.delayMs,
      });
    if (outcome.kind === "fail") log.error("A run failed.", { ...about, err: outcome.error });
  }

  private async route(job: Job): Promise<void> {
    try {
      await routeEvent(this.sql, job);
    } catch (err) {
      if (err instanceof LostLease) throw err;
      log.error("An event could not be routed; it will be tried again.", { err, event: job.event.name });
      const delayMs = backOffMs(job.attempt);
      const outcome: Outcome = { kind: "retry", delayMs, error: toRunError(err) };
      await settle(this.sql, job, outcome, { leaseMs: this.options.leaseMs, keep: false });
    }
  }

  private async outcomeOf(job: Job): Promise<Outcome> {
    if (job.kind === "sleep" && job.stepId !== null)
      return { kind: "memo", stepId: job.stepId, name: job.stepId, memo: { data: null } };
    const maxAttempts = this.functions.get(job.fnId)?.maxAttempts ?? 1;
    if (job.attempt >= maxAttempts)
      return giveUp(job, {
        name: "WorkerLost",
        message: "The process executing this was lost on its last attempt.",
      });
    try {
      failPoint("engine.before-call");
      const answer = await this.call(job, maxAttempts);
      failPoint("engine.after-call");
      return interpret(job, maxAttempts, answer);
    } catch (err) {
      log.error("A call was not answered.", { err, fn_id: job.fnId, run_id: job.runId });
      return interpretLoss(job, maxAttempts, toRunError(err));
    }
  }

  /** A finished step may have cost money, so its result is not dropped for a passing database error. */
  private async insist<T>(write: () => Promise<T>): Promise<T> {
    for (const delayMs of [100, 1_000, 4_000]) {
      try {
        return await write();
      } catch (err) {
        if (err instanceof LostLease) throw err;
        log.error("A result could not be written; trying again.", { err });
        await sleep(delayMs);
      }
    }
    return write();
  }

  stop({ drainMs = 10_000 }: { drainMs?: number } = {}): Promise<void> {
    this.stopped ??= this.end(drainMs);
    return this.stopped;
  }

  private async end(drainMs: number): Promise<void> {
    this.stopping.abort();
    this.notice();
    await this.loop;
    const drained = new AbortController();
    const all = Promise.all([...this.running.values()].map(({ done }) => done)).finally(() =>
      drained.abort(),
    );
    await Promise.race([all, sleep(drainMs, drained.signal)]);
    clearInterval(this.beat);
    const left = [...this.running.values()].map(({ job }) => job);
    if (left.length > 0) await release(this.sql, left);
    await this.unlisten().catch((err) => log.warn("Unlistening failed.", { err }));
  }

  async health(): Promise<EngineHealth> {
    const [queue] = await this.sql<{ queued: number; oldest: number | null }[]>`
      select count(*)::int as queued, (extract(epoch from now() - min(due_at)) * 1000)::float8 as oldest
      from engine_jobs where due_at <= now() and (leased_until is null or leased_until <= now())`;
    const crons = await this.sql<{ fnId: string; cron: string; lastTick: string }[]>`
      select fn_id as "fnId", cron, to_char(last_tick at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "lastTick"
      from engine_crons where fn_id = any(${[...this.functions.keys()]}::text[]) order by fn_id, cron`;
    return {
      queued: queue?.queued ?? 0,
      oldestDueMs: Math.max(0, Math.round(queue?.oldest ?? 0)),
      running: this.running.size,
      slots: this.options.slots,
      crons: [...crons],
    };
  }
}

/**
 * Starts executing functions in this process, durably over PostgreSQL. Refuses, by throwing, functions that use
 * anything the engine does not implement. Several engines on one database share the work.
 */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  // biome-ignore lint/complexity/useLiteralKeys: protected in the SDK's types, public in its serve handler
  const client = options.client ?? options.functions[0]?.["client"];
  if (!client) throw new Error("There is no function to run.");
  const functions = readFunctions(client, options.functions);
  const sql = options.sql ?? appPool();
  const schedules = readSchedules(functions);
  await syncFunctions(sql, client.id, functions);
  await syncSchedules(sql, schedules, new Date());
  const engine = new EmbeddedEngine(sql, createCall(client, options.functions), functions, schedules, {
    slots: options.slots ?? env().ENGINE_SLOTS,
    leaseMs: options.leaseMs ?? env().ENGINE_LEASE_MS,
    pollMs: options.pollMs ?? 1_000,
  });
  await engine.start();
  log.info("The embedded Inngest engine is running.", { functions: functions.map((fn) => fn.id) });
  return engine;
}

/**
 * Writes down what the functions listen to without executing any, for a platform whose jobs run on a server: the
 * panel knows them from there.
 */
export async function rememberFunctions(functions: InngestFunction.Any[]): Promise<void> {
  // biome-ignore lint/complexity/useLiteralKeys: protected in the SDK's types, public in its serve handler
  const client = functions[0]?.["client"];
  if (client) await syncFunctions(appPool(), client.id, readFunctions(client, functions));
}

const place = () => singleton("engine", () => ({ started: null as Promise<Engine> | null }));

/**
 * For `instrumentation.ts`: starts this process's one engine unless an Inngest server is configured (then null).
 * A start that failed may be tried again.
 */
export async function startEmbeddedEngine(functions: InngestFunction.Any[]): Promise<Engine | null> {
  if (env().INNGEST_BASE_URL !== undefined) return null;
  const here = place();
  here.started ??= startEngine({ functions }).catch((error: unknown) => {
    here.started = null;
    throw error;
  });
  return here.started;
}

/** This process's engine, for health and metrics; null where none was started. */
export const embeddedEngine = async (): Promise<Engine | null> => place().started;
