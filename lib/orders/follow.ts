import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { orders } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import { type Ctx, later } from "@/lib/platform/context";
import { checkOrder } from "./check";
import { isPayable } from "./rules";

/**
 * Brings an unpaid order one step further where that is due, and says when it is due next: whoever asked about it
 * meanwhile has moved that. `waitMs` is null at its end.
 */
export async function followOrder({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { orderId: string };
}): Promise<{ status: string; waitMs: number | null }> {
  requireJob(ctx.actor);
  const begunMs = performance.now();
  await checkOrder({ ctx, input: { id: input.orderId } });
  const [row] = await db()
    .select({ status: orders.status, nextQueryAt: orders.nextQueryAt })
    .from(orders)
    .where(eq(orders.id, input.orderId));
  if (!row || !isPayable(row.status)) return { status: row?.status ?? "gone", waitMs: null };
  const { now } = later(ctx, begunMs);
  return { status: row.status, waitMs: Math.max(1_000, (row.nextQueryAt ?? now).getTime() - now.getTime()) };
}
