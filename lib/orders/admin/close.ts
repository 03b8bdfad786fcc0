import { eq } from "drizzle-orm";
import type { z } from "zod";
import { db, transact } from "@/db/client";
import { orders } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import { type Ctx, later } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { endOrder } from "../internal/end";
import { isPayable } from "../rules";
import { adminOrderIdInput, type OrderRefusal, type OrderStatus } from "../schema";

/**
 * Closes somebody's order that was not paid, at WeChat Pay first. One that was paid meanwhile is served instead, and
 * the answer says so. Refused with `order_not_payable` where it has ended already, with `payment_unavailable` where
 * WeChat Pay gave no answer and the order stays as it is.
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
  const begunMs = performance.now();
  const before = await getStatus(id);
  if (!isPayable(before)) return { ok: false as const, reason: "order_not_payable" as const };
  if (!(await endOrder(ctx, id, "closed")))
    return { ok: false as const, reason: "payment_unavailable" as const };
  const after = await getStatus(id);
  const ended = later(ctx, begunMs);
  await transact(ended, (inner, tx) =>
    recordAudit(inner, tx, {
      action: "orders.close",
      subjectId: id,
      before: { status: before },
      after: { status: after },
      reason,
    }),
  );
  return { status: after };
}

async function getStatus(id: string): Promise<OrderStatus> {
  const [row] = await db().select({ status: orders.status }).from(orders).where(eq(orders.id, id));
  if (!row) throw notFound("order");
  return row.status;
}
