import type { z } from "zod";
import { transact } from "@/db/client";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { conflict, notFound } from "@/lib/platform/errors";
import { lockOrder } from "../../internal/change";
import { viewOrder } from "../../internal/view";
import { type OrderRefusal, type OrderView, openOwnRefundRequestInput } from "../../schema";
import { readRefundable } from "../refundable";
import { findRequest, hasOpenRequest, insertRequest } from "./insert";

/**
 * A person asks for the money of what is unused of their own order; an admin decides. How much that is, is counted at
 * this moment. Nothing is taken before it is approved, and what is used until then is for the admin to see. Refused
 * with `refund_request_open` while one waits, with `nothing_refundable` where nothing is unused or nothing was paid,
 * with `refund_too_late` and `refund_too_many` where WeChat Pay would take no refund any more.
 */
export async function openOwnRefundRequest({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof openOwnRefundRequestInput>;
}): Promise<OrderView | OrderRefusal> {
  requirePermission(ctx.actor, "READ_USER");
  const { id, reason, idempotencyKey } = openOwnRefundRequestInput.parse(input);
  const userId = requireUser(ctx.actor);
  return transact(ctx, async (inner, tx) => {
    const order = await lockOrder(tx, id);
    if (!order || order.userId !== userId) throw notFound("order");
    const first = await findRequest(tx, id, idempotencyKey);
    if (first && first.reason !== reason)
      throw conflict("idempotency_key_reused", "This key stands for another request.");
    if (first) return viewOrder(inner, order);
    if (await hasOpenRequest(tx, id)) return { ok: false as const, reason: "refund_request_open" as const };
    const { unusedFen, nothing } = await readRefundable(inner, order);
    if (nothing) return { ok: false as const, reason: nothing };
    await insertRequest(inner, tx, { orderId: id, amountFen: unusedFen, reason, idempotencyKey });
    return viewOrder(inner, order);
  });
}
