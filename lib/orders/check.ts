import { and, eq, inArray, sql } from "drizzle-orm";
import type { z } from "zod";
import { db, transact } from "@/db/client";
import { orders } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import { type Actor, type Ctx, later } from "@/lib/platform/context";
import { broken, notFound } from "@/lib/platform/errors";
import { failPoint } from "@/lib/platform/process/fail-points";
import type { Transaction as Payment } from "@/lib/providers/wechat-pay/words";
import { lockOrder, moveOrder, type OrderRow } from "./internal/change";
import { endOrder } from "./internal/end";
import { pay, troubleOf } from "./internal/pay";
import { viewOrder } from "./internal/view";
import { ASKED_AGAIN_MS, isPaid, isPayable, OWN_QUERY_MS, queryDelayMs } from "./rules";
import type { OrderView, orderIdInput } from "./schema";
import { settleOrder } from "./settle";

/**
 * Asks WeChat Pay how an unpaid order stands and does what the answer says: settles, closes, or waits. The person's
 * page may ask at any time (WeChat Pay is asked every two seconds at most), jobs ask when it is due. No answer
 * changes nothing.
 */
export async function checkOrder({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.infer<typeof orderIdInput>;
}): Promise<OrderView> {
  const begunMs = performance.now();
  const order = await getOrderToCheck(ctx, input.id);
  if (!isPayable(order.status) || !isDue(ctx, order)) return viewOrder(ctx, order);
  if (order.expiresAt <= ctx.now) await endOrder(ctx, order.id, "expired");
  else if (order.status !== "created" && (await claimQuery(ctx, order))) {
    const payment = await ask(order.id);
    failPoint("orders.asked-not-heeded");
    await heed(ctx, begunMs, order.id, payment);
    await putOff(later(ctx, begunMs), order);
  }
  return viewOrder(ctx, await getOrderToCheck(ctx, input.id));
}

async function getOrderToCheck(ctx: Ctx, id: string): Promise<OrderRow> {
  if (ctx.actor.kind !== "job") requirePermission(ctx.actor, "READ_USER");
  const [row] = await db().select().from(orders).where(eq(orders.id, id));
  if (!row || !maySee(ctx.actor, row)) throw notFound("order");
  return row;
}

/** The platform and who administers it look after everybody's orders, a person after their own. */
const maySee = (actor: Actor, order: OrderRow): boolean =>
  actor.kind === "job" || actor.kind === "admin" || order.userId === requireUser(actor);

/** Jobs keep to the schedule; a person who waits before a page may ask every two seconds. */
const isDue = (ctx: Ctx, order: OrderRow): boolean =>
  ctx.actor.kind === "job"
    ? order.nextQueryAt !== null && order.nextQueryAt <= ctx.now
    : ctx.now.getTime() - (order.queriedAt ?? order.createdAt).getTime() >= OWN_QUERY_MS;

/**
 * True for the one who may ask now; of several at once one asks, the others read what is known. Should they die before
 * the answer, it is asked again soon.
 */
async function claimQuery(ctx: Ctx, order: OrderRow): Promise<boolean> {
  const claimed = await db()
    .update(orders)
    .set({
      queriedAt: ctx.now,
      queries: sql`${orders.queries} + 1`,
      nextQueryAt: nextOf(ctx, order, ASKED_AGAIN_MS),
    })
    .where(
      and(
        eq(orders.id, order.id),
        eq(orders.queries, order.queries),
        inArray(orders.status, ["prepaying", "paying"]),
      ),
    )
    .returning({ id: orders.id });
  return claimed.length > 0;
}

/** The next question, by the schedule; the end of the order when that comes first. */
const nextOf = ({ now }: Ctx, { expiresAt }: OrderRow, delayMs: number): Date =>
  new Date(Math.min(now.getTime() + delayMs, expiresAt.getTime()));

/** Nothing new for now: the next question is for later, unless somebody has asked or ended it since. */
async function putOff(ctx: Ctx, order: OrderRow): Promise<void> {
  const queries = order.queries + 1;
  await db()
    .update(orders)
    .set({ nextQueryAt: nextOf(ctx, order, queryDelayMs(queries)) })
    .where(
      and(
        eq(orders.id, order.id),
        eq(orders.queries, queries),
        inArray(orders.status, ["prepaying", "paying"]),
      ),
    );
}

/** Null when there is no answer that could be relied on, or no such order there yet. */
async function ask(id: string): Promise<Payment | null> {
  try {
    return await pay().query(id);
  } catch (error) {
    troubleOf(error, id);
    return null;
  }
}

async function heed(ctx: Ctx, begunMs: number, id: string, payment: Payment | null): Promise<void> {
  if (!payment) return;
  const now = later(ctx, begunMs);
  if (payment.state === "success" || payment.state === "refund")
    await settleOrder({ ctx: now, input: { payment, source: "query" } });
  if (payment.state === "closed" || payment.state === "revoked") await closeHere(now, id);
}

/** It is closed there already, by its time or by hand. */
const closeHere = (ctx: Ctx, id: string): Promise<void> =>
  transact(ctx, async (inner, tx) => {
    const order = (await lockOrder(tx, id)) ?? broken(`order ${id} vanished`);
    if (isPaid(order.status) || !isPayable(order.status)) return;
    await moveOrder(inner, tx, order, {
      to: "closed",
      source: "query",
      set: { closedAt: ctx.now, nextQueryAt: null },
    });
  });
