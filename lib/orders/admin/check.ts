import { eq } from "drizzle-orm";
import type { z } from "zod";
import { db, transact } from "@/db/client";
import { orders } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import { type Ctx, later } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { checkOrder } from "../check";
import { pay, troubleOf } from "../internal/pay";
import { isPayable } from "../rules";
import { adminOrderIdInput, type OrderRefusal, type OrderStatus } from "../schema";
import { settleOrder } from "../settle";

/**
 * Asks WeChat Pay about any order now and does what the answer says. One that is closed or expired here is asked about
 * as well: should it be paid after all, it is served. Refused with `payment_unavailable` where no answer came.
 */
export async function checkAnyOrder({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof adminOrderIdInput>;
}): Promise<{ status: OrderStatus } | OrderRefusal> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { id, reason } = adminOrderIdInput.parse(input);
  const begunMs = performance.now();
  const before = await getStanding(id);
  if (isPayable(before.status)) await checkOrder({ ctx, input: { id } });
  else if (!(await askAgain(ctx, begunMs, id)))
    return { ok: false as const, reason: "payment_unavailable" as const };
  const after = await getStanding(id);
  const asked = later(ctx, begunMs);
  await transact(asked, (inner, tx) =>
    recordAudit(inner, tx, { action: "orders.check", subjectId: id, before, after, reason }),
  );
  return { status: after.status };
}

async function getStanding(id: string) {
  const [row] = await db()
    .select({ status: orders.status, transactionId: orders.transactionId, queries: orders.queries })
    .from(orders)
    .where(eq(orders.id, id));
  if (!row) throw notFound("order");
  return row;
}

/** True when WeChat Pay has answered; that it knows no such order is an answer too. */
async function askAgain(ctx: Ctx, begunMs: number, id: string): Promise<boolean> {
  try {
    const payment = await pay().query(id);
    if (payment.state === "success" || payment.state === "refund")
      await settleOrder({ ctx: later(ctx, begunMs), input: { payment, source: "query" } });
    return true;
  } catch (error) {
    return troubleOf(error, id).trouble === "missing";
  }
}
