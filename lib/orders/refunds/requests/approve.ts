import type { z } from "zod";
import { executor, type Transaction, transact } from "@/db/client";
import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { failPoint } from "@/lib/platform/process/fail-points";
import { sendRefundRequested } from "../../internal/send";
import { isOwnRequest } from "../../rules";
import { approveRefundRequestInput, type OrderRefusal, type RefundRequestView } from "../../schema";
import { decideRefund } from "../request";
import { lockRequest, writeDecision } from "./decide";
import { getRequest } from "./view";

/**
 * Lets the money go back: the request becomes a refund in one transaction, so that neither is ever there without the
 * other, and two who approve at once make one refund. Buyers who asked themselves get what is unused by now, at most
 * what they asked for, and are refused with `nothing_refundable` where that is nothing. A sum that an admin named is
 * refused with `refund_spent` where less is unused. With `force` the sum that was asked for goes back either way.
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
    const decide = isOwnRequest(request) && !force ? refundUnused : decideRefund;
    const refund = await decide(inner, tx, {
      ...{ orderId: request.orderId, amountFen: request.amountFen, reason: request.reason, force },
      idempotencyKey: `request:${id}`,
    });
    if ("ok" in refund) return refund;
    failPoint("orders.request-refunded-not-approved");
    const goes = { refundId: refund.id, amountFen: refund.amountFen };
    await writeDecision(inner, tx, request, { state: "approved", force, ...goes }, reason);
    return { refundId: refund.id };
  });
  if ("ok" in decided) return decided;
  failPoint("orders.refund-requested");
  if (decided.refundId) await sendRefundRequested(decided.refundId);
  return getRequest(executor(ctx), id);
}

/**
 * Less than was asked for is unused or left by now: then that much. The refusal says how much, and nothing can be
 * used in between, because whatever counted it holds its locks.
 */
async function refundUnused(
  ctx: Ctx,
  tx: Transaction,
  given: Parameters<typeof decideRefund>[2],
): ReturnType<typeof decideRefund> {
  const refund = await decideRefund(ctx, tx, given);
  if (!("ok" in refund) || refund.refundableFen === undefined) return refund;
  if (refund.refundableFen === 0) return { ok: false, reason: "nothing_refundable" };
  if (refund.refundableFen >= given.amountFen) return refund;
  return refundUnused(ctx, tx, { ...given, amountFen: refund.refundableFen });
}
