import type { z } from "zod";
import { transact } from "@/db/client";
import { requireJobOrAdmin } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { conflict, notFound } from "@/lib/platform/errors";
import { lockOrder } from "../../internal/change";
import { refundHindrance } from "../../rules";
import { type OrderRefusal, openRefundRequestInput, type RefundRequestView } from "../../schema";
import { listStanding } from "../standing";
import { findRequest, hasOpenRequest, insertRequest } from "./insert";
import { getRequest } from "./view";

/**
 * Asks for money to go back; somebody with the right to it decides. An order has one open request at a time. Nothing
 * is taken from the person and nothing is sent before it is approved.
 */
export async function openRefundRequest({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof openRefundRequestInput>;
}): Promise<RefundRequestView | OrderRefusal> {
  requireJobOrAdmin(ctx.actor);
  const { orderId, amountFen, payerReason, idempotencyKey } = openRefundRequestInput.parse(input);
  return transact(ctx, async (inner, tx) => {
    const order = await lockOrder(tx, orderId);
    if (!order) throw notFound("order");
    const first = await findRequest(tx, orderId, idempotencyKey);
    if (first && first.amountFen !== amountFen)
      throw conflict("idempotency_key_reused", "This key stands for another request.");
    if (first) return getRequest(tx, first.id);
    if (await hasOpenRequest(tx, orderId))
      return { ok: false as const, reason: "refund_request_open" as const };
    const standing = await listStanding(tx, orderId);
    const hindrance = refundHindrance(order, standing.length, ctx.now);
    if (hindrance) return { ok: false as const, reason: hindrance };
    const leftFen = standing.reduce((left, row) => left - row.amountFen, order.amountFen);
    if (amountFen > leftFen)
      return { ok: false as const, reason: "refund_too_large" as const, refundableFen: leftFen };
    const id = await insertRequest(inner, tx, { orderId, amountFen, reason: payerReason, idempotencyKey });
    return getRequest(tx, id);
  });
}
