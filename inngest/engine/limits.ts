const MB = 1024 * 1024;
const HOUR_MS = 3_600_000;

/** The real server's limits (inngest/inngest, pkg/consts), so that what passes here also passes there. */
export const limits = {
  eventBytes: 512 * 1024,
  eventsPerSend: 5_000,
  stepBytes: 4 * MB,
  stateBytes: 32 * MB,
  steps: 1_000,
  callMs: 2 * HOUR_MS,
  retryMinMs: 1_000,
  retryMaxMs: 24 * HOUR_MS,
  dedupeMs: 24 * HOUR_MS,
};

/** How long finished runs and events stay readable. */
export const RETENTION_MS = 7 * 24 * HOUR_MS;

export const CHANNEL = "xintu_engine";

const BACK_OFF_SECONDS = [15, 30, 60, 120, 300, 600, 1_200, 2_400, 3_600, 7_200];

/** The server's default delay after the given failed attempt (0 is the first), with up to 30 s of jitter. */
export function backOffMs(attempt: number, random: number = Math.random()): number {
  const seconds = BACK_OFF_SECONDS[Math.min(attempt, BACK_OFF_SECONDS.length - 1)] ?? 7_200;
  return seconds * 1_000 + Math.floor(random * 30_000);
}

/** A Retry-After header (seconds or an ISO date) as milliseconds from `now`, clamped as the server does; null if unreadable. */
export function retryAfterMs(header: string | null, now: number): number | null {
  if (header === null) return null;
  const asked = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isNaN(asked) ? null : Math.min(Math.max(asked, limits.retryMinMs), limits.retryMaxMs);
}

const UNIT_MS: Record<string, number> = {
  w: 7 * 24 * HOUR_MS,
  d: 24 * HOUR_MS,
  h: HOUR_MS,
  m: 60_000,
  s: 1_000,
};

/** A sleep as the SDK writes it (`1d2h30s`, the empty string for zero, or an ISO date), as milliseconds from `now`. */
export function sleepMs(text: string, now: number): number {
  if (/^(\d+[wdhms])*$/.test(text)) {
    const parts = [...text.matchAll(/(\d+)([wdhms])/g)];
    return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (UNIT_MS[unit ?? ""] ?? 0), 0);
  }
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new Error(`"${text}" is neither a duration nor a date.`);
  return Math.max(0, at - now);
}
