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

/** What came of asking. `silent`: no answer that could be relied on; `not_due`: nobody was asked by this call. */
export type Asked = "answered" | "silent" | "not_due";

/**
 * Asks WeChat Pay about an unpaid order, if that is due, and does what the answer says: settles, closes, or waits.
 * Whoever calls has seen to it that the actor may.
 */
export async function askAbout(ctx: Ctx, order: OrderRow, heeding: Heeding = heedPlainly): Promise<Asked> {
  const begunMs = performance.now();
  if (!hasSomethingToAsk(ctx, order) || !isDue(ctx, order)) return "not_due";
  if (order.expiresAt <= ctx.now)
    return (await endOrder(ctx, order.id, "expired", heeding)) ? "answered" : "silent";
  if (!(await claimQuery(ctx, order))) return "not_due";
  const answer = await ask(order.id);
  failPoint("orders.asked-not-heeded");
  if (typeof answer !== "string") await heedAnswer(later(ctx, begunMs), order.id, answer, heeding);
  await putOff(later(ctx, begunMs), order);
  return answer === "silent" ? "silent" : "answered";
}

/** WeChat Pay has never seen one that is only created; it is left alone until its time is over. */
export const hasSomethingToAsk = (ctx: Ctx, order: OrderRow): boolean =>
  isPayable(order.status) && (order.status !== "created" || order.expiresAt <= ctx.now);

/** Jobs keep to the schedule; a person who waits before a page may ask every two seconds, an admin at any time. */
function isDue(ctx: Ctx, order: OrderRow): boolean {
  if (ctx.actor.kind === "admin") return true;
  if (ctx.actor.kind === "job") return order.nextQueryAt !== null && order.nextQueryAt <= ctx.now;
  return ctx.now.getTime() - (order.queriedAt ?? order.createdAt).getTime() >= OWN_QUERY_MS;
}

/**
 * True for the one who may ask now; of several at once one asks, the others read what is known. An admin asks whoever
 * else does, because it was written down that they ask. Should they die before the answer, it is asked again soon.
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
        ctx.actor.kind === "admin" ? undefined : eq(orders.queries, order.queries),
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

/** `missing` when there is no such order there yet, `silent` without an answer that could be relied on. */
async function ask(id: string): Promise<Payment | "missing" | "silent"> {
  try {
    return await pay().query(id);
  } catch (error) {
    return troubleOf(error, id).trouble === "missing" ? "missing" : "silent";
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
