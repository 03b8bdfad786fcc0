/**
 * Calendar months in Shanghai (UTC+8, no daylight saving). A stretch of time that begins at `start` is measured in
 * months from there: 1.5 is half way through the second month. The day of the start is kept; a month that has no
 * such day ends on its last one, and the month after has the day again.
 */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/** Sums of fractions of months are off by less than this; a month of it is less than a millisecond. */
const EPSILON = 1e-10;

export function addMonths(start: Date, months: number): Date {
  const local = new Date(start.getTime() + SHANGHAI_OFFSET_MS);
  const year = local.getUTCFullYear();
  const month = local.getUTCMonth() + months;
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const timeOfDayMs = local.getTime() - Date.UTC(year, local.getUTCMonth(), local.getUTCDate());
  const day = Math.min(local.getUTCDate(), lastDay);
  return new Date(Date.UTC(year, month, day) + timeOfDayMs - SHANGHAI_OFFSET_MS);
}

/** Months from `start` to `at`, with the part of the last one; 0 before the start. */
export function monthsAt(start: Date, at: Date): number {
  if (at <= start) return 0;
  const a = new Date(start.getTime() + SHANGHAI_OFFSET_MS);
  const b = new Date(at.getTime() + SHANGHAI_OFFSET_MS);
  let whole = (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth();
  if (addMonths(start, whole) > at) whole -= 1;
  const from = addMonths(start, whole).getTime();
  return whole + (at.getTime() - from) / (addMonths(start, whole + 1).getTime() - from);
}

/** The moment that many months after `start`, to the nearest millisecond or the one before. */
export function momentAt(start: Date, months: number, round: "near" | "down"): Date {
  const whole = Math.floor(months + EPSILON);
  const from = addMonths(start, whole).getTime();
  const partMs = Math.max(0, months - whole) * (addMonths(start, whole + 1).getTime() - from);
  return new Date(from + (round === "near" ? Math.round(partMs) : Math.floor(partMs + 1e-3)));
}
