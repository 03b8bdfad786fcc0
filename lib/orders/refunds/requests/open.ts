import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { refundRequests } from "@/db/schema";
import { requireJobOrAdmin } from "@/lib/accounts/rules";
import { describeActor, recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { conflict, notFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { lockOrder } from "../../internal/change";
import { isRefundable } from "../../rules";
import { type OrderRefusal, openRefundRequestInput, type RefundRequestView } from "../../schema";
import { listStanding } from "../standing";
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
    const known = await tx
      .select()
      .from(refundRequests)
      .where(and(eq(refundRequests.orderId, orderId), eq(refundRequests.idempotencyKey, idempotencyKey)));
    const [first] = known;
    if (first && first.amountFen !== amountFen)
      throw conflict("idempotency_key_reused", "This key stands for another request.");
    if (first) return getRequest(tx, first.id);
    const open = await tx
      .select({ id: refundRequests.id })
      .from(refundRequests)
      .where(and(eq(refundRequests.orderId, orderId), eq(refundRequests.state, "open")));
    if (open.length > 0) return { ok: false as const, reason: "refund_request_open" as const };
    const standing = await listStanding(tx, orderId);
    if (!isRefundable(order, standing.length, ctx.now))
      return { ok: false as const, reason: "order_not_refundable" as const };
    const leftFen = standing.reduce((left, row) => left - row.amountFen, order.amountFen);
    if (amountFen > leftFen)
      return { ok: false as const, reason: "refund_too_large" as const, refundableFen: leftFen };
    const id = newId("refundRequest", ctx.now.getTime());
    const at = { createdAt: ctx.now, updatedAt: ctx.now };
    const requestedBy = describeActor(ctx.actor).id;
    await tx
      .insert(refundRequests)
      .values({ id, orderId, amountFen, reason: payerReason, idempotencyKey, requestedBy, ...at });
    await recordAudit(inner, tx, {
      action: "refund-requests.open",
      subjectId: orderId,
      before: { request: null },
      after: { request: id, state: "open", amountFen },
      reason: payerReason,
    });
    return getRequest(tx, id);
  });
}
