import { eq } from "drizzle-orm";
import { type Transaction, transact } from "@/db/client";
import { users } from "@/db/schema";
import { grantCredits } from "@/lib/credits/grant";
import { startMembership } from "@/lib/membership/start";
import { notifyUser } from "@/lib/notifications/notify";
import type { Ctx } from "@/lib/platform/context";
import { broken } from "@/lib/platform/errors";
import { failPoint } from "@/lib/platform/process/fail-points";
import type { Transaction as Payment } from "@/lib/providers/wechat-pay/words";
import { lockOrder, type MoveSource, moveOrder, type OrderRow } from "./internal/change";
import { recordDifference } from "./internal/differences";
import { isPaid, type Mismatch, mismatchOf } from "./rules";

export type Settlement =
  | { state: "settled" }
  | { state: "already" }
  /** The money does not fit the order; nothing was given, and a person will look at it. */
  | { state: "mismatch"; mismatch: Mismatch }
  | { state: "unknown_order" };

/**
 * Takes note that an order was paid, and gives what was bought: the one way there is, for notices, queries, closing
 * and the trade bill alike. In one transaction the payment goes onto the order (its number is unique), the order
 * moves, and credits or membership are given under the order's own business key. Whoever comes second, at the same
 * moment or a year later, finds it done.
 */
export function settleOrder({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { payment: Payment; source: MoveSource };
}): Promise<Settlement> {
  const { payment, source } = input;
  // Whoever brought the news, it is the platform that gives; what is told was signed by WeChat Pay.
  const platform: Ctx = { ...ctx, actor: { kind: "job", name: "settle-order" } };
  return transact(platform, async (inner, tx) => {
    const order = await lockOrder(tx, payment.outTradeNo);
    if (!order) return reportUnknown(inner, tx, payment, source);
    const mismatch = mismatchOf(order, payment);
    if (mismatch) await reportMismatch(inner, tx, order, payment, { mismatch, source });
    if (mismatch && mismatch !== "payer") return { state: "mismatch", mismatch };
    if (isPaid(order.status)) return { state: "already" };
    const paid = await moveOrder(inner, tx, order, {
      to: "paid",
      source,
      set: {
        transactionId: payment.transactionId,
        payerOpenid: payment.payerOpenid,
        paidAt: payment.paidAt ?? ctx.now,
        nextQueryAt: null,
      },
    });
    failPoint("orders.paid-not-fulfilled");
    await fulfil(inner, tx, paid);
    failPoint("orders.fulfilled-not-committed");
    return { state: "settled" };
  });
}

/** Gives what was bought. An account that was closed can be given nothing: the sweep sends its money back. */
async function fulfil(ctx: Ctx, tx: Transaction, order: OrderRow): Promise<void> {
  const { id, userId, product } = order;
  const account = tx.select({ status: users.status }).from(users).where(eq(users.id, userId));
  // Nobody closes it before the credits are there; a membership has its own lock before the account's.
  const [user] = await (product.kind === "credits" ? account.for("share") : account);
  if (user?.status === "deleted") return;
  if (product.kind === "credits")
    await grantCredits({
      ctx,
      input: {
        userId,
        amount: product.credits ?? broken(`order ${id} holds a pack without credits`),
        source: "purchase",
        expiresAt: null,
        businessKey: orderGrantKey(id),
      },
    });
  else
    await startMembership({
      ctx,
      input: {
        userId,
        orderId: id,
        plan: product.plan ?? broken(`order ${id} holds a membership without a plan`),
        months: product.months ?? broken(`order ${id} holds a membership without months`),
        paidFen: order.amountFen,
      },
    });
  await moveOrder(ctx, tx, order, { to: "fulfilled", source: "job", set: { fulfilledAt: ctx.now } });
  await notifyUser({
    ctx,
    input: { userId, kind: "order.fulfilled", businessKey: `order.fulfilled:${id}`, data: { orderId: id } },
  });
}

/** The business key under which a pack's credits came in; a refund takes from that grant. */
export const orderGrantKey = (orderId: string): string => `order:${orderId}`;

async function reportUnknown(
  ctx: Ctx,
  tx: Transaction,
  payment: Payment,
  source: MoveSource,
): Promise<Settlement> {
  await recordDifference(ctx, tx, {
    kind: "unknown_order",
    outTradeNo: payment.outTradeNo.slice(0, 64),
    reference: payment.transactionId ?? "",
    source,
    expected: {},
    found: { amountFen: payment.amountFen, mchid: payment.mchid },
  });
  return { state: "unknown_order" };
}

async function reportMismatch(
  ctx: Ctx,
  tx: Transaction,
  order: OrderRow,
  payment: Payment,
  { mismatch, source }: { mismatch: Mismatch; source: MoveSource },
): Promise<void> {
  const facts = (one: OrderRow | Payment) => ({
    mchid: one.mchid,
    appid: one.appid,
    amountFen: one.amountFen,
    currency: one.currency,
    transactionId: one.transactionId,
  });
  await recordDifference(ctx, tx, {
    kind: mismatch,
    outTradeNo: order.id,
    reference: payment.transactionId ?? "",
    source,
    expected: facts(order),
    found: facts(payment),
  });
}
