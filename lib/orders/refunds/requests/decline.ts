import type { z } from "zod";
import { transact } from "@/db/client";
import { requirePermission } from "@/lib/accounts/rules";
import { notifyUser } from "@/lib/notifications/notify";
import type { Ctx } from "@/lib/platform/context";
import { isOwnRequest } from "../../rules";
import { declineRefundRequestInput, type OrderRefusal, type RefundRequestView } from "../../schema";
import { lockRequest, writeDecision } from "./decide";
import { getRequest } from "./view";

/**
 * Says no to a request, with a note of why. Buyers who asked themselves are told that it was declined, not the note,
 * which is for the books. What was approved already goes its way and is refused here.
 */
export async function declineRefundRequest({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof declineRefundRequestInput>;
}): Promise<RefundRequestView | OrderRefusal> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { id, reason } = declineRefundRequestInput.parse(input);
  return transact(ctx, async (inner, tx) => {
    const request = await lockRequest(tx, id);
    if (request.state === "approved")
      return { ok: false as const, reason: "refund_request_decided" as const };
    if (request.state === "open") {
      await writeDecision(inner, tx, request, { state: "declined" }, reason);
      if (isOwnRequest(request)) await tellBuyer(inner, request);
    }
    return getRequest(tx, id);
  });
}

const tellBuyer = (
  ctx: Ctx,
  { id, userId, orderId, amountFen }: { id: string; userId: string; orderId: string; amountFen: number },
): Promise<void> =>
  notifyUser({
    ctx,
    input: {
      ...{ userId, kind: "order.refund_declined", businessKey: `refund-declined:${id}` },
      data: { orderId, amountFen },
    },
  });
