import { businessDay, startOfBusinessDay } from "@/lib/platform/time";
import type { Wechat } from "../wechat";

const DAY_MS = 86_400_000;

export interface BillReport {
  day: string;
  payments: number;
  refunds: number;
  settled: number;
  differences: number;
}

/** Compares every day of Shanghai since a moment with the trade bill, today's too, although it is not complete. */
export async function compareBills(wechat: Wechat, sinceMs: number): Promise<BillReport[]> {
  const { jobContext } = await import("@/lib/entry/context");
  const { reconcileTradeBill } = await import("@/lib/orders/bill/reconcile");
  const reports: BillReport[] = [];
  const first = startOfBusinessDay(businessDay(new Date(sinceMs))).getTime();
  for (let at = first; at < Date.now(); at += DAY_MS) {
    const day = businessDay(new Date(at));
    await wechat.fault("bill_early", day);
    const outcome = await reconcileTradeBill({ ctx: jobContext("chaos"), input: { day } });
    if (outcome.state !== "compared") throw new Error(`the bill of ${day} was ${outcome.state}`);
    const { payments, refunds, settled, differences } = outcome;
    reports.push({ day, payments, refunds, settled, differences });
  }
  return reports;
}
