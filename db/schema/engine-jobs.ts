import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, moment } from "./columns";
import { engineEvents } from "./engine-events";
import { engineRuns } from "./engine-runs";

/** The queue: what has to be done next, from when on, and who holds it until when. */
export const engineJobs = pgTable(
  "engine_jobs",
  {
    id: text("id").primaryKey(),
    /** `event` routes an event, `run` calls the function, `step` one planned step, `sleep` ends a sleep. */
    kind: text("kind", { enum: ["event", "run", "step", "sleep"] }).notNull(),
    eventId: text("event_id").references(() => engineEvents.id),
    runId: text("run_id").references(() => engineRuns.id, { onDelete: "cascade" }),
    fnId: text("fn_id"),
    stepId: text("step_id"),
    dueAt: moment("due_at").notNull(),
    attempt: integer("attempt").notNull().default(0),
    /** Names one claim; a result that carries another one is discarded. */
    lease: uuid("lease"),
    leasedUntil: moment("leased_until"),
    concurrencyKey: text("concurrency_key"),
    concurrencyLimit: integer("concurrency_limit"),
    concurrencyKey2: text("concurrency_key_2"),
    concurrencyLimit2: integer("concurrency_limit_2"),
    createdAt: createdAt(),
  },
  (table) => [
    index("engine_jobs_due").on(table.dueAt, table.id),
    index("engine_jobs_leased").on(table.leasedUntil).where(sql`${table.leasedUntil} is not null`),
    index("engine_jobs_run").on(table.runId),
    index("engine_jobs_event").on(table.eventId).where(sql`${table.eventId} is not null`),
    check("engine_jobs_kind", sql`${table.kind} in ('event', 'run', 'step', 'sleep')`),
    check("engine_jobs_target", sql`(${table.kind} = 'event') = (${table.eventId} is not null)`),
    check("engine_jobs_run_target", sql`(${table.kind} = 'event') = (${table.runId} is null)`),
    check(
      "engine_jobs_step_target",
      sql`(${table.kind} in ('step', 'sleep')) = (${table.stepId} is not null)`,
    ),
    check("engine_jobs_lease", sql`(${table.lease} is null) = (${table.leasedUntil} is null)`),
  ],
);
