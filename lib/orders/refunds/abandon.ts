import { and, eq, lt } from "drizzle-orm";
import { db, transact } from "@/db/client";
import { orders, refunds } from "@/db/schema";
import { requireJobOrAdmin } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import { type Ctx, later } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { lockOrder } from "../internal/change";
import { pay, payUnavailable, troubleOf } from "../internal/pay";
import { type RefundSettlement, settleRefund } from "./settle";

/** Longer than a call to WeChat Pay can take: whoever sent it last has had the answer by then. */
const QUIET_MS = 60_000;
const LEFT_ALONE_MS = 3_600_000;

/**
 * Gives up a refund that WeChat Pay refuses for good, so that the person gets back what was taken for it. Only when
 * WeChat Pay says, signed, that it knows no such refund; one that it knows is taken note of as it stands there. `busy`
 * while it may be on its way: sending it and giving it up at once would give back both the money and the goods.
 */
export async function abandonRefund({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { refundId: string; reason?: string };
}): Promise<RefundSettlement | { state: "not_abnormal" | "busy" }> {
  requireJobOrAdmin(ctx.actor);
  const begunMs = performance.now();
  const { refundId, reason } = input;
  const [row] = await db()
    .select({ refund: refunds, totalFen: orders.amountFen, transactionId: orders.transactionId })
    .from(refunds)
    .innerJoin(orders, eq(orders.id, refunds.orderId))
    .where(eq(refunds.id, refundId));
  if (!row) throw notFound("refund");
  const { refund } = row;
  if (refund.status !== "abnormal") return { state: "not_abnormal" };
  if (!(await claim(ctx, refund, reason))) return { state: "busy" };
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
  return transact(later(ctx, begunMs), async (inner, tx) => {
    await lockOrder(tx, refund.orderId);
    const standing = async () => {
      const [now] = await tx
        .select({ status: refunds.status, problem: refunds.problem })
        .from(refunds)
        .where(eq(refunds.id, refundId));
      return { refundId, status: now?.status ?? null, problem: now?.problem ?? null };
    };
    const before = await standing();
    const settled = await settleRefund({ ctx: inner, input: { report, source: "admin" } });
    await recordAudit(inner, tx, {
      action: "refunds.abandon",
      subjectId: refund.orderId,
      before,
      after: { ...(await standing()), known: known !== null },
      reason,
    });
    return settled;
  });
}

/**
 * True when nobody is sending it and, by the number of its tries, nobody will begin to before this is over. That it
 * is to be given up stands in the audit log before WeChat Pay is asked.
 */
const claim = (ctx: Ctx, refund: typeof refunds.$inferSelect, reason?: string): Promise<boolean> =>
  transact(ctx, async (inner, tx) => {
    const claimed = await tx
      .update(refunds)
      .set({
        queries: refund.queries + 1,
        nextQueryAt: new Date(ctx.now.getTime() + LEFT_ALONE_MS),
        updatedAt: ctx.now,
      })
      .where(
        and(
          eq(refunds.id, refund.id),
          eq(refunds.status, "abnormal"),
          eq(refunds.queries, refund.queries),
          lt(refunds.updatedAt, new Date(ctx.now.getTime() - QUIET_MS)),
        ),
      )
      .returning({ id: refunds.id });
    if (claimed.length === 0) return false;
    const before = { refundId: refund.id, status: refund.status, problem: refund.problem };
    await recordAudit(inner, tx, {
      action: "refunds.abandon-asked",
      subjectId: refund.orderId,
      before,
      after: { ...before, asked: true },
      reason,
    });
    return true;
  });

/** Null when WeChat Pay says for certain that there is no such refund. */
async function ask(id: string) {
  try {
    return await pay().queryRefund(id);
  } catch (error) {
    if (troubleOf(error, id).trouble === "missing") return null;
    throw payUnavailable();
  }
}
