import type { z } from "zod";
import { executor, transact } from "@/db/client";
import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { failPoint } from "@/lib/platform/process/fail-points";
import { sendRefundRequested } from "../../internal/send";
import { approveRefundRequestInput, type OrderRefusal, type RefundRequestView } from "../../schema";
import { decideRefund } from "../request";
import { lockRequest, writeDecision } from "./decide";
import { getRequest } from "./view";

/**
 * Lets the money go back: the request becomes a refund in one transaction, so that neither is ever there without the
 * other, and two who approve at once make one refund. Refused with `refund_spent` where some of what was bought is
 * used and `force` does not say that it may be.
 */
export async function approveRefundRequest({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof approveRefundRequestInput>;
}): Promise<RefundRequestView | OrderRefusal> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { id, force, reason } = approveRefundRequestInput.parse(input);
  const decided = await transact(ctx, async (inner, tx) => {
    const request = await lockRequest(tx, id);
    if (request.state === "approved") return { refundId: request.refundId };
    if (request.state === "declined")
      return { ok: false as const, reason: "refund_request_decided" as const };
    const refund = await decideRefund(inner, tx, {
      ...{ orderId: request.orderId, amountFen: request.amountFen, reason: request.reason, force },
      idempotencyKey: `request:${id}`,
    });
    if ("ok" in refund) return refund;
    failPoint("orders.request-refunded-not-approved");
    await writeDecision(inner, tx, request, { state: "approved", refundId: refund.id, force }, reason);
    return { refundId: refund.id };
  });
  if ("ok" in decided) return decided;
  failPoint("orders.refund-requested");
  if (decided.refundId) await sendRefundRequested(decided.refundId);
  return getRequest(executor(ctx), id);
}
