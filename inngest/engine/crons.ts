import { Cron } from "croner";
import type postgres from "postgres";
import { newId } from "@/lib/platform/ids";
import { createRun, type EngineFunction } from "./runs";

/**
 * Reads `m h dom mon dow` or a nickname such as `@daily`, with an optional `TZ=Area/City ` in front; UTC without.
 * Throws on anything else.
 */
export function parseCron(text: string): Cron {
  const [, timezone = "UTC", pattern = ""] = /^(?:TZ=(\S+)\s+)?(.+)$/.exec(text.trim()) ?? [];
  const cron = new Cron(pattern, { timezone, mode: "5-part", paused: true });
  cron.nextRun();
  return cron;
}

/** The latest tick at or before `now`; null before the first. */
export const latestTick = (cron: Cron, now: Date): Date | null =>
  cron.previousRuns(1, new Date(now.getTime() + 1))[0] ?? null;

export interface Schedule {
  fn: EngineFunction;
  text: string;
  cron: Cron;
  /** Not looked at before this moment, in ms since 1970. */
  nextMs: number;
}

export const readSchedules = (functions: EngineFunction[]): Schedule[] =>
  functions.flatMap((fn) => fn.crons.map((text) => ({ fn, text, cron: parseCron(text), nextMs: 0 })));

/** Registers schedules that are new, from now on: a first deployment fires nothing for the past. */
export async function syncSchedules(sql: postgres.Sql, schedules: Schedule[], now: Date): Promise<void> {
  for (const { fn, text } of schedules) {
    await sql`
      insert into engine_crons (fn_id, cron, last_tick) values (${fn.id}, ${text}, ${now.toISOString()}::text::timestamptz)
      on conflict do nothing`;
  }
}

/**
 * Starts the runs whose tick has come. Moving `last_tick` forward claims a tick, so it starts once however many
 * processes look; of the ticks missed while none ran, only the latest starts. Returns how many were started.
 */
export async function fireCrons(sql: postgres.Sql, schedules: Schedule[], now: Date): Promise<number> {
  let fired = 0;
  for (const schedule of schedules) {
    if (now.getTime() < schedule.nextMs) continue;
    const tick = latestTick(schedule.cron, now);
    if (tick && (await fire(sql, schedule, tick))) fired += 1;
    schedule.nextMs = schedule.cron.nextRun(now)?.getTime() ?? Number.POSITIVE_INFINITY;
  }
  return fired;
}

function fire(sql: postgres.Sql, { fn, text }: Schedule, tick: Date): Promise<boolean> {
  return sql.begin(async (tx) => {
    const claimed = await tx`
      update engine_crons set last_tick = ${tick.toISOString()}::text::timestamptz
      where fn_id = ${fn.id} and cron = ${text} and last_tick < ${tick.toISOString()}::text::timestamptz
      returning fn_id`;
    if (claimed.length === 0) return false;
    const event = {
      name: "inngest/scheduled.timer",
      data: { cron: text },
      id: newId("engineEvent"),
      ts: tick.getTime(),
    };
    await createRun(tx, fn, event);
    return true;
  });
}
