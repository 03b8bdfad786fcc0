import { sql } from "drizzle-orm";
import { db, type Transaction, transact } from "@/db/client";
import { requireJobOrAdmin } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { businessDay } from "@/lib/platform/time";
import { addDays, daysBetween } from "../rules";
import { computeDay } from "./compute";

/** No day further back is computed, however old the platform is. */
const MOST_DAYS = 400;
/** Days of one call; the first round of an old platform takes several. */
const BATCH_DAYS = 30;

/**
 * Computes the figures of yesterday and today anew, and of every day since the last one that has any. A day is replaced
 * as a whole, so repeating it changes nothing. `next` is the day to go on with, null at the end.
 */
export async function rollUpFigures({
  ctx,
  input,
}: {
  ctx: Ctx;
  /** A day in Shanghai where an earlier call stopped. */
  input: { from: string | null };
}): Promise<{ days: number; next: string | null }> {
  requireJobOrAdmin(ctx.actor);
  const today = businessDay(ctx.now);
  const all = daysBetween(input.from ?? (await firstDay(today)), today);
  const days = all.slice(0, BATCH_DAYS);
  for (const day of days) await transact(ctx, (inner, tx) => replaceDay(inner, tx, day, day === today));
  return { days: days.length, next: all[BATCH_DAYS] ?? null };
}

async function replaceDay(ctx: Ctx, tx: Transaction, day: string, isToday: boolean): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('stats.roll-up-figures', 0))`);
  await computeDay(ctx, tx, day, isToday);
}

/** Yesterday, or the last day with figures if that is longer ago; at first the day of the first account. */
async function firstDay(today: string): Promise<string> {
  const yesterday = addDays(today, -1);
  const earliest = addDays(today, -MOST_DAYS);
  const [row] = await db().execute<{ last: string | null; first: string | null }>(sql`
    select (select max(day) from platform_figures where figure = 'users.total') as last,
      to_char((select min(created_at) from users) at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as first`);
  const [, from = earliest] = [earliest, row?.last ?? row?.first ?? yesterday].toSorted();
  const [first = from] = [from, yesterday].toSorted();
  return first;
}
