import { eq } from "drizzle-orm";
import { db, transact } from "@/db/client";
import { orders } from "@/db/schema";
import { type Ctx, later } from "@/lib/platform/context";
import { broken } from "@/lib/platform/errors";
import { failPoint } from "@/lib/platform/process/fail-points";
import { isPayable, queryDelayMs } from "../rules";
import { settleOrder } from "../settle";
import { changeOrder, lockOrder, moveOrder, type OrderRow } from "./change";
import { type Heeding, heedPlainly } from "./heeding";
import { pay, troubleOf } from "./pay";

/**
 * Ends an unpaid order, at WeChat Pay first: only when nobody can pay it there any more is it ended here. Who paid in
 * that very moment is served. Without an answer it stays as it is, to be tried again. True when it has ended.
 */
export async function endOrder(
  ctx: Ctx,
  id: string,
  as: "closed" | "expired",
  heeding: Heeding = heedPlainly,
): Promise<boolean> {
  const begunMs = performance.now();
  const order = await claimEnd(ctx, id);
  if (!order) return true;
  if (order.status !== "created" && !(await closeThere(ctx, begunMs, id, heeding))) return hasEnded(id);
  failPoint("orders.closed-there");
  await heeding(later(ctx, begunMs), (inner) => endHere(inner, order, as));
  return hasEnded(id);
}

/** `seen` is the order as it was when closing began. */
const endHere = (ctx: Ctx, seen: OrderRow, as: "closed" | "expired"): Promise<void> =>
  transact(ctx, async (inner, tx) => {
    const current = (await lockOrder(tx, seen.id)) ?? broken(`order ${seen.id} vanished`);
    if (!isPayable(current.status)) return;
    // Sent to WeChat Pay between the look and the lock: close it there first.
    if (current.status !== seen.status && seen.status === "created") return;
    await moveOrder(inner, tx, current, {
      to: as,
      source: "close",
      set: { closedAt: ctx.now, nextQueryAt: null },
    });
  });

async function hasEnded(id: string): Promise<boolean> {
  const [after] = await db().select({ status: orders.status }).from(orders).where(eq(orders.id, id));
  return after !== undefined && !isPayable(after.status);
}

/** The order if it is still open; the next try is put off, so that two do not close at once. */
const claimEnd = (ctx: Ctx, id: string): Promise<OrderRow | null> =>
  transact(ctx, async (inner, tx) => {
    const order = await lockOrder(tx, id);
    if (!order || !isPayable(order.status)) return null;
    const nextQueryAt = new Date(ctx.now.getTime() + queryDelayMs(Math.min(order.queries, 6)));
    await changeOrder(inner, tx, id, { nextQueryAt, queriedAt: ctx.now, queries: order.queries + 1 });
    return order;
  });

/** True when nobody can pay it there any more and nobody has. */
async function closeThere(ctx: Ctx, begunMs: number, id: string, heeding: Heeding): Promise<boolean> {
  try {
    await pay().close(id);
    return true;
  } catch (error) {
    troubleOf(error, id);
  }
  // Paid, closed, unknown there, refused or no answer: a signed answer to a question decides.
  try {
    const payment = await pay().query(id);
    if (payment.state === "success" || payment.state === "refund")
      await heeding(later(ctx, begunMs), (inner) =>
        settleOrder({ ctx: inner, input: { payment, source: "close" } }),
      );
    return payment.state === "closed" || payment.state === "revoked";
  } catch (error) {
    return troubleOf(error, id).trouble === "missing";
  }
}
