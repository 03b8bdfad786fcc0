import { gte } from "drizzle-orm";
import { db } from "@/db/client";
import { orders, tradeBills } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { businessDay, startOfBusinessDay } from "@/lib/platform/time";
import { findPay } from "../internal/pay";

const DAY_MS = 24 * 3_600_000;
/** The vendor keeps bills for three months; after a month without one a person has been told long ago. */
const LOOK_BACK_DAYS = 31;
/** Bills are made from nine o'clock in Shanghai and fetched after ten. */
const READY_AFTER_MS = 10 * 3_600_000;

/** Days whose trade bill is there by now and was not compared yet, oldest first, from the first order on. */
export async function listDueBillDays({ ctx }: { ctx: Ctx }): Promise<{ days: string[] }> {
  requireJob(ctx.actor);
  if (!findPay()) return { days: [] };
  const readyDay = businessDay(new Date(ctx.now.getTime() - READY_AFTER_MS));
  const oldest = new Date(startOfBusinessDay(readyDay).getTime() - LOOK_BACK_DAYS * DAY_MS);
  const [first] = await db()
    .select({ createdAt: orders.createdAt })
    .from(orders)
    .where(gte(orders.createdAt, oldest))
    .orderBy(orders.createdAt)
    .limit(1);
  if (!first) return { days: [] };
  const compared = await db()
    .select({ day: tradeBills.day })
    .from(tradeBills)
    .where(gte(tradeBills.day, businessDay(oldest)))
    .limit(LOOK_BACK_DAYS + 2);
  const done = new Set(compared.map((row) => row.day));
  const days: string[] = [];
  for (
    let at = startOfBusinessDay(businessDay(first.createdAt)).getTime();
    businessDay(new Date(at)) < readyDay;
    at += DAY_MS
  )
    if (!done.has(businessDay(new Date(at)))) days.push(businessDay(new Date(at)));
  return { days };
}
