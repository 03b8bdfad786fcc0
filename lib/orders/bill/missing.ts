import { and, asc, eq, gte, inArray, lt } from "drizzle-orm";
import { db, transact } from "@/db/client";
import { orders, refunds } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { startOfBusinessDay } from "@/lib/platform/time";
import type { BillRow } from "@/lib/providers/wechat-pay/words";
import { type Difference, recordDifference } from "../internal/differences";

const DAY_MS = 24 * 3_600_000;
const MAX_ROWS_OF_A_DAY = 100_000;

/** What we have booked on this day of Shanghai and the bill does not know; answers how many. */
export async function reportMissing(ctx: Ctx, day: string, rows: readonly BillRow[]): Promise<number> {
  const paid = new Set(rows.map((row) => (row.kind === "payment" ? row.transaction.outTradeNo : "")));
  const returned = new Set(rows.map((row) => (row.kind === "refund" ? row.outRefundNo : "")));
  const missing = [
    ...(await bookedPayments(day)).filter(({ outTradeNo }) => !paid.has(outTradeNo)),
    ...(await bookedRefunds(day)).filter(({ refundNo }) => !returned.has(refundNo)),
  ];
  for (const { difference } of missing)
    await transact(ctx, (inner, tx) => recordDifference(inner, tx, difference));
  return missing.length;
}

const boundsOf = (day: string): [Date, Date] => {
  const from = startOfBusinessDay(day);
  return [from, new Date(from.getTime() + DAY_MS)];
};

async function bookedPayments(day: string): Promise<{ outTradeNo: string; difference: Difference }[]> {
  const [from, to] = boundsOf(day);
  const booked = await db()
    .select({ id: orders.id, amountFen: orders.amountFen, transactionId: orders.transactionId })
    .from(orders)
    .where(
      and(
        gte(orders.paidAt, from),
        lt(orders.paidAt, to),
        inArray(orders.status, ["paid", "fulfilled", "partly_refunded", "refunded"]),
      ),
    )
    .orderBy(asc(orders.paidAt))
    .limit(MAX_ROWS_OF_A_DAY);
  return booked.map(({ id, amountFen, transactionId }) => ({
    outTradeNo: id,
    difference: {
      kind: "missing_in_bill",
      outTradeNo: id,
      reference: day,
      source: "bill",
      expected: { amountFen, transactionId },
      found: {},
    },
  }));
}

/** Only those that began and ended on this day: the others may stand in the bill of either. */
async function bookedRefunds(day: string): Promise<{ refundNo: string; difference: Difference }[]> {
  const [from, to] = boundsOf(day);
  const booked = await db()
    .select({ id: refunds.id, orderId: refunds.orderId, amountFen: refunds.amountFen })
    .from(refunds)
    .where(
      and(
        eq(refunds.status, "succeeded"),
        gte(refunds.createdAt, from),
        lt(refunds.createdAt, to),
        lt(refunds.succeededAt, to),
      ),
    )
    .orderBy(asc(refunds.createdAt))
    .limit(MAX_ROWS_OF_A_DAY);
  return booked.map(({ id, orderId, amountFen }) => ({
    refundNo: id,
    difference: {
      kind: "refund_missing_in_bill",
      outTradeNo: orderId,
      reference: id,
      source: "bill",
      expected: { refundFen: amountFen },
      found: {},
    },
  }));
}
