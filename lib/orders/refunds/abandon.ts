import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { orders, refunds } from "@/db/schema";
import { requireJobOrAdmin } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { pay, payUnavailable, troubleOf } from "../internal/pay";
import { type RefundSettlement, settleRefund } from "./settle";

/**
 * Gives up a refund that WeChat Pay refuses for good, so that the person gets back what was taken for it. Only when
 * WeChat Pay says, signed, that it knows no such refund; one that it knows is taken note of as it stands there.
 */
export async function abandonRefund({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { refundId: string };
}): Promise<RefundSettlement | { state: "not_abnormal" }> {
  requireJobOrAdmin(ctx.actor);
  const [row] = await db()
    .select({ refund: refunds, totalFen: orders.amountFen, transactionId: orders.transactionId })
    .from(refunds)
    .innerJoin(orders, eq(orders.id, refunds.orderId))
    .where(eq(refunds.id, input.refundId));
  if (!row) throw notFound("refund");
  const { refund } = row;
  if (refund.status !== "abnormal") return { state: "not_abnormal" };
  const known = await ask(refund.id);
  const report = known ?? {
    refundId: refund.refundId ?? refund.id,
    outRefundNo: refund.id,
    outTradeNo: refund.orderId,
    transactionId: row.transactionId ?? "",
    status: "closed" as const,
    refundFen: refund.amountFen,
    totalFen: row.totalFen,
    succeededAt: null,
  };
  return settleRefund({ ctx, input: { report, source: "admin" } });
}

/** Null when WeChat Pay says for certain that there is no such refund. */
async function ask(id: string) {
  try {
    return await pay().queryRefund(id);
  } catch (error) {
    if (troubleOf(error, id).trouble === "missing") return null;
    throw payUnavailable();
  }
}
