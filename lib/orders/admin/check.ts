import { eq } from "drizzle-orm";
import type { z } from "zod";
import { db } from "@/db/client";
import { orders } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import { type Ctx, later } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { failPoint } from "@/lib/platform/process/fail-points";
import { type Asked, askAbout, hasSomethingToAsk } from "../internal/ask";
import { auditAsk, type Heeding, heedAudited } from "../internal/heeding";
import { pay, troubleOf } from "../internal/pay";
import { isPayable } from "../rules";
import { adminOrderIdInput, type OrderRefusal, type OrderStatus } from "../schema";
import { settleOrder } from "../settle";

/**
 * Asks WeChat Pay about any order now and does what the answer says. One that is closed or expired here is asked about
 * as well: should it be paid after all, it is served. Refused with `payment_unavailable` where no answer came. That it
 * is asked stands in the audit log before the call, what the answer changes in the transaction of the change. One that
 * WeChat Pay has never seen is answered as it stands: nobody is asked, and no line says so.
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
  const asking = { id, reason, action: "orders.check" as const };
  const order = await auditAsk(ctx, asking, (row) => !isPayable(row.status) || hasSomethingToAsk(ctx, row));
  failPoint("orders.ask-audited");
  const heeding = heedAudited(asking);
  const asked = isPayable(order.status)
    ? await askAbout(ctx, order, heeding)
    : await askAgain(ctx, begunMs, id, heeding);
  if (asked === "silent") return { ok: false as const, reason: "payment_unavailable" as const };
  return { status: await getStatus(id) };
}

async function getStatus(id: string): Promise<OrderStatus> {
  const [row] = await db().select({ status: orders.status }).from(orders).where(eq(orders.id, id));
  if (!row) throw notFound("order");
  return row.status;
}

/** That WeChat Pay knows no such order is an answer too. */
async function askAgain(ctx: Ctx, begunMs: number, id: string, heeding: Heeding): Promise<Asked> {
  try {
    const payment = await pay().query(id);
    if (payment.state === "success" || payment.state === "refund")
      await heeding(later(ctx, begunMs), (inner) =>
        settleOrder({ ctx: inner, input: { payment, source: "query" } }),
      );
    return "answered";
  } catch (error) {
    return troubleOf(error, id).trouble === "missing" ? "answered" : "silent";
  }
}
