import { type SQL, sql } from "drizzle-orm";
import type { JobRunView } from "../schema";

const RESULT_CHARS = 500;

export interface RunRow extends Record<string, unknown> {
  fnId: string;
  id: string;
  state: JobRunView["state"];
  event: string | null;
  startedMs: number;
  endedMs: number | null;
  result: string | null;
}

/** A moment in milliseconds. */
export const ms = (column: SQL) => sql`(extract(epoch from ${column}) * 1000)::float8`;

/** What is read of a run of the engine that is called `r`. */
export const runColumns = sql`r.fn_id as "fnId", r.id, r.status as state, r.event ->> 'name' as event,
  ${ms(sql`r.created_at`)} as "startedMs", ${ms(sql`r.ended_at`)} as "endedMs",
  left(case when r.status = 'failed' then r.error ->> 'message' else r.output::text end, ${sql.raw(String(RESULT_CHARS))}) as result`;

export const toRun = ({ id, state, event, startedMs, endedMs, result }: RunRow): JobRunView => ({
  id,
  state,
  by: event === "inngest/scheduled.timer" ? "clock" : event === "platform/job.requested" ? "panel" : "event",
  startedAt: new Date(startedMs).toISOString(),
  endedAt: endedMs === null ? null : new Date(endedMs).toISOString(),
  durationMs: endedMs === null ? null : Math.max(0, Math.round(endedMs - startedMs)),
  result: result === "null" ? null : result,
});
