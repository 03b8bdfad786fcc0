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
import { findBoughtTerm } from "@/lib/membership/read";
import type { Ctx } from "@/lib/platform/context";
import { viewDifference } from "../internal/differences";
import { countRefundable } from "../refunds/refundable";
import { selectRequests, viewAdminRefund } from "../refunds/requests/view";
import { listGrantKeys } from "../refunds/standing";
import { chainMoves } from "../rules";
import type { OrderRecordView } from "../schema";
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
