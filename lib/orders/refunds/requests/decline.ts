import type { z } from "zod";
import { transact } from "@/db/client";
import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { declineRefundRequestInput, type OrderRefusal, type RefundRequestView } from "../../schema";
import { lockRequest, writeDecision } from "./decide";
import { getRequest } from "./view";

/** Says no to a request, with a note of why. What was approved already goes its way and is refused here. */
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
    if (request.state === "open") await writeDecision(inner, tx, request, { state: "declined" }, reason);
    return getRequest(tx, id);
  });
}
