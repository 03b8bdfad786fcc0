import type { AlertCode, AlertView, StatsRange } from "./schema";

/** Days for which the log's partitions are made ahead. */
export const LOG_DAYS_AHEAD = 7;
/** For how many days single requests are kept. */
export const LOG_KEPT_DAYS = 30;
/** For how many days the hours are kept; the days stay. */
export const HOURS_KEPT_DAYS = 400;
/** Requests that may wait in a process to be written; further ones are dropped and counted. */
export const LOG_BUFFER_ROWS = 10_000;
export const LOG_BATCH_ROWS = 500;
/** How long a request waits at most before it is written. */
export const LOG_FLUSH_MS = 1_000;
/** How often the same rows are tried when the database does not take them. */
export const LOG_TRIES = 5;

/** Of each doubling of a duration; a percentile out of them is at most 9 % off. */
export const BUCKETS_PER_OCTAVE = 4;
/** 2^22 ms are 70 minutes; what took longer counts as the last. */
export const LAST_BUCKET = 22 * BUCKETS_PER_OCTAVE;

/** The bucket of a duration in ms: 0 up to 1 ms, then `k` for those above 2^((k-1)/4) and up to 2^(k/4) ms. */
export const bucketOf = (ms: number): number =>
  ms <= 1
    ? 0
    : Math.min(LAST_BUCKET, Math.ceil((BUCKETS_PER_OCTAVE * Math.log(ms)) / Math.log(2) - BUCKET_SLACK));

/** So that a power of two, whose logarithm may come out a hair too large, stays in its own bucket. */
export const BUCKET_SLACK = 1e-9;

/** What stands for the durations of a bucket, in ms: its middle. */
export const bucketMs = (bucket: number): number =>
  bucket === 0 ? 1 : 2 ** ((bucket - 0.5) / BUCKETS_PER_OCTAVE);

/** The same counts of several lists together. */
export function addUp(lists: Iterable<readonly number[]>): number[] {
  const sums = Array<number>(LAST_BUCKET + 1).fill(0);
  for (const list of lists)
    for (const [bucket, count] of list.entries()) sums[bucket] = (sums[bucket] ?? 0) + count;
  return sums;
}

/** The duration in ms that `share` (0 to 1) of all are not longer than; null without any. */
export function percentile(buckets: readonly number[], share: number): number | null {
  const all = buckets.reduce((sum, count) => sum + count, 0);
  if (all === 0) return null;
  const wanted = Math.max(1, Math.ceil(all * share));
  let seen = 0;
  for (const [bucket, count] of buckets.entries()) {
    seen += count;
    if (seen >= wanted) return Math.round(bucketMs(bucket));
  }
  return null;
}

const rangeDays: Record<StatsRange, number> = { today: 1, "7d": 7, "30d": 30, "90d": 90 };

/** How many days a range has, today among them. */
export const daysOf = (range: StatsRange): number => rangeDays[range];

/** A `2026-11-21` some days later, or earlier. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** The first day of a range that ends with this one. */
export const firstDayOf = (range: StatsRange, lastDay: string): string => addDays(lastDay, 1 - daysOf(range));

/** All days from the first to the last, both among them; none when the last is before the first. */
export function daysBetween(first: string, last: string): string[] {
  const days: string[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

/**
 * A whole amount shared out by weights: every share is whole, at most one off, and all of them add up to the amount.
 * Null where nothing weighs anything.
 */
export function shareOut(amount: number, weights: readonly number[]): number[] | null {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  if (all === 0) return null;
  let seen = 0;
  let given = 0;
  return weights.map((weight) => {
    seen += weight;
    const share = Math.round((amount * seen) / all) - given;
    given += share;
    return share;
  });
}

/** The part of the pictures' orders that brought something, of those that nobody took back; null without any. */
export function successRate(ended: Partial<Record<string, number>>): number | null {
  const good = (ended.succeeded ?? 0) + (ended.partly_succeeded ?? 0);
  const all = good + (ended.failed ?? 0);
  return all === 0 ? null : good / all;
}

/** What the alerts are decided by. */
export interface Signs {
  oldestJobMs: number | null;
  openCircuits: number;
  successRate: number | null;
  /** Orders of today that ended well or badly. */
  endedToday: number;
  /** What the last check of the ledger found; null where it is not known. */
  ledgerDifferences: number | null;
  openDifferences: number;
  uncertainOutcomes: number;
  failedRuns: number;
  failedDeliveries: number;
  strayRequests: number;
  /** Of the last two hours. */
  requests: number;
  serverErrors: number;
  /** How old the figures are; null before the first ones. */
  figuresAgeMs: number | null;
}

const OLDEST_JOB_MS = 10 * 60_000;
const FIGURES_AGE_MS = 20 * 60_000;
const MIN_SUCCESS_RATE = 0.9;
const MIN_ENDED = 10;
const MIN_REQUESTS = 100;
const MAX_ERROR_SHARE = 0.01;
const MANY_FAILED_DELIVERIES = 20;

/** What somebody has to look at now, the most urgent first. */
export function alertsOf(signs: Signs): AlertView[] {
  const alerts: AlertView[] = [];
  const raise = (when: boolean, code: AlertCode, value: number) => when && alerts.push({ code, value });
  raise((signs.ledgerDifferences ?? 0) > 0, "ledger", signs.ledgerDifferences ?? 0);
  raise(signs.openDifferences > 0, "payment_differences", signs.openDifferences);
  const errorShare = signs.requests < MIN_REQUESTS ? 0 : signs.serverErrors / signs.requests;
  raise(errorShare > MAX_ERROR_SHARE, "server_errors", Math.round(errorShare * 1_000) / 10);
  raise(
    (signs.oldestJobMs ?? 0) > OLDEST_JOB_MS,
    "oldest_job",
    Math.floor((signs.oldestJobMs ?? 0) / 60_000),
  );
  raise(signs.openCircuits > 0, "open_circuits", signs.openCircuits);
  const rate = signs.endedToday < MIN_ENDED ? 1 : (signs.successRate ?? 1);
  raise(rate < MIN_SUCCESS_RATE, "success_rate", Math.round(rate * 1_000) / 10);
  raise(signs.uncertainOutcomes > 0, "uncertain_outcomes", signs.uncertainOutcomes);
  raise(signs.failedRuns > 0, "failed_runs", signs.failedRuns);
  raise(signs.failedDeliveries >= MANY_FAILED_DELIVERIES, "failed_deliveries", signs.failedDeliveries);
  raise(signs.strayRequests > 0, "stray_requests", signs.strayRequests);
  const ageMs = signs.figuresAgeMs;
  raise(ageMs !== null && ageMs > FIGURES_AGE_MS, "old_figures", Math.floor((ageMs ?? 0) / 60_000));
  return alerts;
}
