import { isDeepStrictEqual } from "node:util";
import { transact } from "@/db/client";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { failPoint } from "@/lib/platform/process/fail-points";
import { lockOrder, type OrderRow } from "./change";

/** Surrounds what an answer of WeChat Pay changes about an order; `work` runs in the transaction that it is given. */
export type Heeding = (ctx: Ctx, work: (inner: Ctx) => Promise<unknown>) => Promise<void>;

/** For the platform itself and for people who ask about their own orders: the moves say who knew. */
export const heedPlainly: Heeding = async (ctx, work) => {
  await work(ctx);
};

/** An admin's question to WeChat Pay about an order, as the audit log names it. */
export interface AdminAsk {
  id: string;
  action: "orders.check" | "orders.close";
  reason: string;
}

const standingOf = ({ status, transactionId, queries }: OrderRow) => ({ status, transactionId, queries });

/**
 * Writes down that an admin asks, with what is known, before anything goes out; whatever becomes of the call and of
 * this process, it stands. Nothing is written where `mayAsk` says no. The order as it was.
 */
export const auditAsk = (
  ctx: Ctx,
  { id, action, reason }: AdminAsk,
  mayAsk: (order: OrderRow) => boolean = () => true,
): Promise<OrderRow> =>
  transact(ctx, async (inner, tx) => {
    const order = await lockOrder(tx, id);
    if (!order) throw notFound("order");
    if (!mayAsk(order)) return order;
    const before = standingOf(order);
    await recordAudit(inner, tx, {
      action: `${action}-asked`,
      subjectId: id,
      before,
      after: { ...before, asked: true },
      reason,
    });
    return order;
  });

/**
 * For an admin's question: what the answer changes and the line with before and after are one transaction. An answer
 * that changes nothing has no line; that it was asked for has one already.
 */
export const heedAudited =
  ({ id, action, reason }: AdminAsk): Heeding =>
  (ctx, work) =>
    transact(ctx, async (inner, tx) => {
      const standing = async () => {
        const order = await lockOrder(tx, id);
        if (!order) throw notFound("order");
        return { status: order.status, transactionId: order.transactionId };
      };
      const before = await standing();
      await work(inner);
      const after = await standing();
      if (isDeepStrictEqual(before, after)) return;
      failPoint("orders.heeded-not-audited");
      await recordAudit(inner, tx, { action, subjectId: id, before, after, reason });
    });
