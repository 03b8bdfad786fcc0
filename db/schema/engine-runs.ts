import { sql } from "drizzle-orm";
import { check, index, integer, json, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt, moment } from "./columns";

/** One execution of one function for one event. */
export const engineRuns = pgTable(
  "engine_runs",
  {
    id: text("id").primaryKey(),
    fnId: text("fn_id").notNull(),
    event: json("event").notNull(),
    status: text("status", { enum: ["running", "completed", "failed", "cancelled"] })
      .notNull()
      .default("running"),
    /** Memoised steps so far; also the completion order given to the next one. */
    stepCount: integer("step_count").notNull().default(0),
    stateBytes: integer("state_bytes").notNull().default(0),
    concurrencyKey: text("concurrency_key"),
    concurrencyLimit: integer("concurrency_limit"),
    concurrencyKey2: text("concurrency_key_2"),
    concurrencyLimit2: integer("concurrency_limit_2"),
    output: json("output"),
    error: json("error"),
    createdAt: createdAt(),
    endedAt: moment("ended_at"),
  },
  (table) => [
    index("engine_runs_running").on(table.fnId).where(sql`${table.status} = 'running'`),
    index("engine_runs_function").on(table.fnId, table.createdAt.desc()),
    index("engine_runs_ended_at").on(table.endedAt).where(sql`${table.endedAt} is not null`),
    index("engine_runs_failed")
      .on(table.endedAt.desc(), table.id.desc())
      .where(sql`${table.status} = 'failed'`),
    index("engine_runs_function_failed")
      .on(table.fnId, table.endedAt.desc(), table.id.desc())
      .where(sql`${table.status} = 'failed'`),
    check("engine_runs_status", sql`${table.status} in ('running', 'completed', 'failed', 'cancelled')`),
    check("engine_runs_ended", sql`(${table.status} = 'running') = (${table.endedAt} is null)`),
  ],
);
