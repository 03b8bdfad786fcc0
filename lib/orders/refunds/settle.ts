import { eq } from "drizzle-orm";
import { type Transaction, transact } from "@/db/client";
import { refunds } from "@/db/schema";
import { grantCredits } from "@/lib/credits/grant";
import { restoreMembership } from "@/lib/membership/restore";
import { notifyUser } from "@/lib/notifications/notify";
import type { Ctx } from "@/lib/platform/context";
import { broken } from "@/lib/platform/errors";
import { failPoint } from "@/lib/platform/process/fail-points";
import type { RefundReport } from "@/lib/providers/wechat-pay/words";
import { lockOrder, type MoveSource, moveOrder, type OrderRow } from "../internal/change";
import { recordDifference } from "../internal/differences";
import { isRefundOpen, mayMove, statusAfterRefund } from "../rules";
import type { RefundState } from "../schema";

type RefundRow = typeof refunds.$inferSelect;

export type RefundSettlement = { state: "settled" | "already" | "waiting" | "mismatch" | "unknown_refund" };

/**
 * Takes note of how a refund stands, whoever says it: a notice, an answer, the trade bill. Succeeded: the order shows
 * it. Closed for good: what was taken from the person comes back to them. Safe to repeat and in any order.
 */
export function settleRefund({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { report: RefundReport; source: MoveSource };
}): Promise<RefundSettlement> {
  const { report, source } = input;
  const platform: Ctx = { ...ctx, actor: { kind: "job", name: "settle-refund" } };
  return transact(platform, async (inner, tx) => {
    const order = await lockOrder(tx, report.outTradeNo);
    const [refund] = await tx.select().from(refunds).where(eq(refunds.id, report.outRefundNo)).for("update");
    if (!refund || !order || refund.orderId !== order.id) {
      await reportDifference(inner, tx, report, { kind: "unknown_refund", source });
      return { state: "unknown_refund" };
    }
    if (report.refundFen !== refund.amountFen || report.totalFen !== order.amountFen) {
      await reportDifference(inner, tx, report, { kind: "refund_amount", source, refund });
      return { state: "mismatch" };
    }
    if (!isRefundOpen(refund.status)) {
      if (!contradicts(refund.status, report.status)) return { state: "already" };
      await reportDifference(inner, tx, report, { kind: "refund_state", source, refund });
      return { state: "mismatch" };
    }
    if (report.status === "success") return succeed(inner, tx, order, refund, report, source);
    if (report.status === "closed") return undo(inner, tx, order, refund, report, source);
    await tx
      .update(refunds)
      .set({ status: report.status, refundId: report.refundId, updatedAt: ctx.now })
      .where(eq(refunds.id, refund.id));
    return { state: "waiting" };
  });
}

/** The money went back and was given up, or the other way round: nothing is done about it, and a person looks. */
const contradicts = (ours: RefundState, theirs: RefundReport["status"]): boolean =>
  (ours === "closed" && theirs === "success") || (ours === "succeeded" && theirs === "closed");

async function succeed(
  ctx: Ctx,
  tx: Transaction,
  order: OrderRow,
  refund: RefundRow,
  report: RefundReport,
  source: MoveSource,
): Promise<RefundSettlement> {
  await tx
    .update(refunds)
    .set({
      status: "succeeded",
      refundId: report.refundId,
      succeededAt: report.succeededAt ?? ctx.now,
      nextQueryAt: null,
      problem: null,
      updatedAt: ctx.now,
    })
    .where(eq(refunds.id, refund.id));
  failPoint("orders.refund-succeeded-not-shown");
  const refundedFen = order.refundedFen + refund.amountFen;
  const to = statusAfterRefund(order.amountFen, refundedFen);
  if (!mayMove(order.status, to)) broken(`order ${order.id} is ${order.status} and was refunded`);
  await moveOrder(ctx, tx, order, { to, source, set: { refundedFen }, data: { refund: refund.id } });
  await notifyUser({
    ctx,
    input: {
      userId: order.userId,
      kind: "order.refunded",
      businessKey: `order.refunded:${refund.id}`,
      data: { orderId: order.id, amountFen: refund.amountFen },
    },
  });
  return { state: "settled" };
}

/** The business key under which credits came back that a refund had taken in vain. */
export const refundUndoneKey = (refundId: string): string => `refund-undone:${refundId}`;

/**
 * WeChat Pay has given it up: the money stays here, so what was taken for it goes back to the person. Of an order that
 * was never served there is nothing to give back, and a second refund of the same kind would fare no better: a person
 * looks.
 */
async function undo(
  ctx: Ctx,
  tx: Transaction,
  order: OrderRow,
  refund: RefundRow,
  report: RefundReport,
  source: MoveSource,
): Promise<RefundSettlement> {
  await tx
    .update(refunds)
    .set({ status: "closed", nextQueryAt: null, problem: "closed", updatedAt: ctx.now })
    .where(eq(refunds.id, refund.id));
  if (order.fulfilledAt === null)
    await reportDifference(ctx, tx, report, { kind: "refund_state", source, refund });
  const businessKey = refundUndoneKey(refund.id);
  if (order.product.kind === "membership" && order.fulfilledAt !== null)
    await restoreMembership({ ctx, input: { orderId: order.id, take: refund.take, businessKey } });
  else if (refund.take.credits > 0)
    await grantCredits({
      ctx,
      input: {
        userId: order.userId,
        amount: refund.take.credits,
        source: "purchase",
        expiresAt: null,
        businessKey,
      },
    });
  return { state: "settled" };
}

const reportDifference = (
  ctx: Ctx,
  tx: Transaction,
  report: RefundReport,
  about: {
    kind: "unknown_refund" | "refund_amount" | "refund_state";
    source: MoveSource;
    refund?: RefundRow;
  },
): Promise<boolean> =>
  recordDifference(ctx, tx, {
    kind: about.kind,
    outTradeNo: report.outTradeNo.slice(0, 64),
    reference: report.outRefundNo.slice(0, 64),
    source: about.source,
    expected: about.refund ? { refundFen: about.refund.amountFen, status: about.refund.status } : {},
    found: { refundFen: report.refundFen, totalFen: report.totalFen, status: report.status },
  });
