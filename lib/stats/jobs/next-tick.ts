import { Cron } from "croner";

/** When one of these schedules strikes next; they are written as the engine reads them, UTC without `TZ=`. */
export function nextTick(crons: readonly string[], now: Date): Date | null {
  const ticks = crons.flatMap((text) => {
    const [, timezone = "UTC", pattern = ""] = /^(?:TZ=(\S+)\s+)?(.+)$/.exec(text.trim()) ?? [];
    return new Cron(pattern, { timezone, mode: "5-part", paused: true }).nextRun(now)?.getTime() ?? [];
  });
  return ticks.length === 0 ? null : new Date(Math.min(...ticks));
}
