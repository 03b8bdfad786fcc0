import { asc, desc, eq } from "drizzle-orm";
import { type Executor, executor } from "@/db/client";
import {
  orderMoves,
  orders,
  paymentDifferences,
  refundRequests,
  refunds,
  users,
  wechatNotices,
} from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import { countUnspent } from "@/lib/credits/read";
import { findBoughtTerm } from "@/lib/membership/read";
import type { Ctx } from "@/lib/platform/context";
import type { OrderRow } from "../internal/change";
import { viewDifference } from "../internal/differences";
import { selectRequests, viewAdminRefund } from "../refunds/requests/view";
import { listGrantKeys } from "../refunds/standing";
import { chainMoves, isPaid, isRefundable, refundableOfPack } from "../rules";
import type { OrderRecordView, Refundable } from "../schema";
import { viewAdminOrder } from "./view";

/** Rows of one kind that a record shows; an order has a handful of each. */
const MOST = 100;

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** One order with all that happened to it, or null where there is none. */
export async function findOrderRecord({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { id: string };
}): Promise<OrderRecordView | null> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const from = executor(ctx);
  const [row] = await from
    .select({ order: orders, username: users.username })
    .from(orders)
    .innerJoin(users, eq(users.id, orders.userId))
    .where(eq(orders.id, input.id));
  if (!row) return null;
  const { order, username } = row;
  const grantKeys = await listGrantKeys(from, order.id);
  const [moves, notices, back, requests, differences, term] = await Promise.all([
    listMoves(from, order.id),
    listNotices(from, order.id),
    from
      .select()
      .from(refunds)
      .where(eq(refunds.orderId, order.id))
      .orderBy(asc(refunds.createdAt), asc(refunds.id))
      .limit(MOST),
    selectRequests(from, eq(refundRequests.orderId, order.id), MOST),
    from
      .select()
      .from(paymentDifferences)
      .where(eq(paymentDifferences.outTradeNo, order.id))
      .orderBy(desc(paymentDifferences.createdAt))
      .limit(MOST),
    findBoughtTerm({ ctx, input: { orderId: order.id, returnedKeys: grantKeys } }),
  ]);
  return {
    ...viewAdminOrder(order, username),
    ...{ appid: order.appid, mchid: order.mchid, requestId: order.requestId, deviceId: order.deviceId },
    isPaidByOther: order.openid !== null && order.payerOpenid !== null && order.openid !== order.payerOpenid,
    ...{ queries: order.queries, queriedAt: iso(order.queriedAt), nextQueryAt: iso(order.nextQueryAt) },
    ...{ moves, notices, refunds: back.map(viewAdminRefund), requests: requests.map(({ view }) => view) },
    differences: differences.map(viewDifference),
    term: term && {
      ...{ plan: term.plan, months: term.months, startsAt: term.startsAt.toISOString() },
      ...{ endsAt: term.endsAt.toISOString(), endedEarlyAt: iso(term.endedEarlyAt) },
    },
    ledgerKeys: [...grantKeys, ...back.map(({ id }) => `refund:${id}`), ...(term?.grantKeys ?? [])],
    refundable: await countRefundable(ctx, order, back, { grantKeys, termFen: term?.refundableFen ?? null }),
  };
}

const listMoves = async (from: Executor, orderId: string) => {
  const rows = await from
    .select({
      from: orderMoves.from,
      to: orderMoves.to,
      source: orderMoves.source,
      createdAt: orderMoves.createdAt,
    })
    .from(orderMoves)
    .where(eq(orderMoves.orderId, orderId))
    .orderBy(asc(orderMoves.createdAt), asc(orderMoves.id))
    .limit(MOST);
  return chainMoves(rows).map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
};

const listNotices = async (from: Executor, orderId: string) => {
  const rows = await from
    .select({
      id: wechatNotices.id,
      kind: wechatNotices.kind,
      state: wechatNotices.state,
      problem: wechatNotices.problem,
      deliveries: wechatNotices.deliveries,
      createdAt: wechatNotices.createdAt,
      handledAt: wechatNotices.handledAt,
    })
    .from(wechatNotices)
    .where(eq(wechatNotices.orderId, orderId))
    .orderBy(asc(wechatNotices.createdAt), asc(wechatNotices.id))
    .limit(MOST);
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    handledAt: iso(row.handledAt),
  }));
};

/** By the rules by which a refund decides. Nothing is held: credits may be spent before somebody approves. */
async function countRefundable(
  ctx: Ctx,
  order: OrderRow,
  back: readonly (typeof refunds.$inferSelect)[],
  { grantKeys, termFen }: { grantKeys: string[]; termFen: number | null },
): Promise<Refundable> {
  const standing = back.filter(({ status }) => status !== "closed");
  if (!isPaid(order.status) || !isRefundable(order, standing.length, ctx.now))
    return { leftFen: 0, unusedFen: 0 };
  const beforeFen = standing.reduce((sum, { amountFen }) => sum + amountFen, 0);
  const leftFen = order.amountFen - beforeFen;
  // Paid and never served: nothing can have been used.
  if (order.fulfilledAt === null) return { leftFen, unusedFen: leftFen };
  if (order.product.kind === "membership") return { leftFen, unusedFen: Math.min(leftFen, termFen ?? 0) };
  const left = await countUnspent({ ctx, input: { userId: order.userId, grantKeys } });
  const pack = { credits: order.product.credits ?? 0, priceFen: order.amountFen, beforeFen, left };
  return { leftFen, unusedFen: pack.credits === 0 ? 0 : refundableOfPack(pack) };
}
