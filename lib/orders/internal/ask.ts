import { and, eq, inArray, sql } from "drizzle-orm";
import { db, transact } from "@/db/client";
import { orders } from "@/db/schema";
import { type Ctx, later } from "@/lib/platform/context";
import { broken } from "@/lib/platform/errors";
import { failPoint } from "@/lib/platform/process/fail-points";
import type { Transaction as Payment } from "@/lib/providers/wechat-pay/words";
import { ASKED_AGAIN_MS, isPaid, isPayable, OWN_QUERY_MS, queryDelayMs } from "../rules";
import { settleOrder } from "../settle";
import { lockOrder, moveOrder, type OrderRow } from "./change";
import { endOrder } from "./end";
import { type Heeding, heedPlainly } from "./heeding";
import { pay, troubleOf } from "./pay";

/**
 * Asks WeChat Pay about an unpaid order, if that is due, and does what the answer says: settles, closes, or waits.
 * Whoever calls has seen to it that the actor may.
 */
export async function askAbout(ctx: Ctx, order: OrderRow, heeding: Heeding = heedPlainly): Promise<void> {
  const begunMs = performance.now();
  if (!isPayable(order.status) || !isDue(ctx, order)) return;
  if (order.expiresAt <= ctx.now) await endOrder(ctx, order.id, "expired", heeding);
  else if (order.status !== "created" && (await claimQuery(ctx, order))) {
    const payment = await ask(order.id);
    failPoint("orders.asked-not-heeded");
    if (payment) await heedAnswer(later(ctx, begunMs), order.id, payment, heeding);
    await putOff(later(ctx, begunMs), order);
  }
}

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

/** Does what a signed answer says. */
async function heedAnswer(ctx: Ctx, id: string, payment: Payment, heeding: Heeding): Promise<void> {
  if (payment.state === "success" || payment.state === "refund")
    await heeding(ctx, (inner) => settleOrder({ ctx: inner, input: { payment, source: "query" } }));
  if (payment.state === "closed" || payment.state === "revoked")
    await heeding(ctx, (inner) => closeHere(inner, id));
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
