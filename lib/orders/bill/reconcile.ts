import { eq } from "drizzle-orm";
import { db, transact } from "@/db/client";
import { orders, tradeBills } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import { type Ctx, later } from "@/lib/platform/context";
import { failPoint } from "@/lib/platform/process/fail-points";
import type { BillRow } from "@/lib/providers/wechat-pay/words";
import { pay, troubleOf } from "../internal/pay";
import { settleRefund } from "../refunds/settle";
import { settleOrder } from "../settle";
import { reportMissing } from "./missing";

export type BillOutcome =
  | { state: "compared"; payments: number; refunds: number; settled: number; differences: number }
  | { state: "not_yet" }
  | { state: "unavailable" };

/**
 * Compares a day of Shanghai with WeChat Pay's trade bill: payments that we do not know of are settled, whatever does
 * not agree is written down for a person, in both directions. A day that was compared may be compared again.
 */
export async function reconcileTradeBill({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { day: string };
}): Promise<BillOutcome> {
  requireJob(ctx.actor);
  const begunMs = performance.now();
  const bill = await fetchBill(input.day);
  if (bill === null) return { state: "unavailable" };
  if (bill.state === "not_yet") return { state: "not_yet" };
  const rows = bill.state === "ready" ? bill.rows : [];
  const done = { payments: 0, refunds: 0, settled: 0, differences: 0 };
  let failure: unknown;
  for (const row of rows) {
    if (row.kind === "payment") done.payments += 1;
    else done.refunds += 1;
    try {
      const outcome = await heedRow(later(ctx, begunMs), row);
      if (outcome === "settled") done.settled += 1;
      if (outcome === "difference") done.differences += 1;
    } catch (error) {
      // One row that fails must not keep those behind it from being settled; the day stays to do.
      failure ??= error;
    }
  }
  if (failure !== undefined) throw failure;
  failPoint("orders.bill-heeded");
  const now = later(ctx, begunMs);
  done.differences += await reportMissing(now, input.day, rows);
  const sha1 = bill.state === "ready" ? bill.sha1 : null;
  const summary = { ...done, sha1, comparedAt: now.now };
  await transact(now, (_, tx) =>
    tx
      .insert(tradeBills)
      .values({ day: input.day, ...summary, createdAt: now.now })
      .onConflictDoUpdate({ target: tradeBills.day, set: summary }),
  );
  return { state: "compared", ...done };
}

async function fetchBill(day: string) {
  try {
    return await pay().tradeBill(day);
  } catch (error) {
    troubleOf(error, `bill of ${day}`);
    return null;
  }
}

async function heedRow(ctx: Ctx, row: BillRow): Promise<"settled" | "agreed" | "difference"> {
  if (row.kind === "payment") {
    const { state } = await settleOrder({ ctx, input: { payment: row.transaction, source: "bill" } });
    if (state === "settled") return "settled";
    return state === "already" ? "agreed" : "difference";
  }
  const { outTradeNo, transactionId, refundId, outRefundNo, refundFen, status } = row;
  const [order] = await db()
    .select({ amountFen: orders.amountFen })
    .from(orders)
    .where(eq(orders.id, outTradeNo));
  const { state } = await settleRefund({
    ctx,
    input: {
      source: "bill",
      report: {
        refundId,
        outRefundNo,
        outTradeNo,
        transactionId,
        status,
        refundFen,
        // The bill's rows of refunds do not say it; what the order says cannot be contradicted here.
        totalFen: order?.amountFen ?? refundFen,
        succeededAt: null,
      },
    },
  });
  if (state === "settled") return "settled";
  return state === "already" || state === "waiting" ? "agreed" : "difference";
}
