import { eq } from "drizzle-orm";
import type { z } from "zod";
import { db } from "@/db/client";
import { orders } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { failPoint } from "@/lib/platform/process/fail-points";
import { endOrder } from "../internal/end";
import { auditAsk, heedAudited } from "../internal/heeding";
import { isPayable } from "../rules";
import { adminOrderIdInput, type OrderRefusal, type OrderStatus } from "../schema";

/**
 * Closes somebody's order that was not paid, at WeChat Pay first. One that was paid meanwhile is served instead, and
 * the answer says so. Refused with `order_not_payable` where it has ended already, with `payment_unavailable` where
 * WeChat Pay gave no answer and the order stays as it is. That it is asked for stands in the audit log before the
 * call, the end in its own transaction.
 */
export async function closeAnyOrder({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof adminOrderIdInput>;
}): Promise<{ status: OrderStatus } | OrderRefusal> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { id, reason } = adminOrderIdInput.parse(input);
  const asking = { id, reason, action: "orders.close" as const };
  const order = await auditAsk(ctx, asking, ({ status }) => isPayable(status));
  if (!isPayable(order.status)) return { ok: false as const, reason: "order_not_payable" as const };
  failPoint("orders.ask-audited");
  if (!(await endOrder(ctx, id, "closed", heedAudited(asking))))
    return { ok: false as const, reason: "payment_unavailable" as const };
  const [row] = await db().select({ status: orders.status }).from(orders).where(eq(orders.id, id));
  if (!row) throw notFound("order");
  return { status: row.status };
}
