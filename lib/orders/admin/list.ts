import { and, asc, desc, eq, isNotNull } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { afterCursor, newestFirst } from "@/db/keyset";
import {
  orders,
  paymentDifferences,
  products,
  refundRequests,
  refunds,
  tradeBills,
  users,
} from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { page } from "@/lib/platform/http/cursor";
import { viewDifference } from "../internal/differences";
import { viewAdminProduct } from "../products/lock";
import { selectRequests, viewAdminRefund } from "../refunds/requests/view";
import {
  type AdminOrderPage,
  type AdminProductView,
  listAllOrdersInput,
  listDifferencesInput,
  listRefundRequestsInput,
  type OpenRefundView,
  type PaymentDifferencePage,
  type RefundRequestPage,
  type TradeBillView,
} from "../schema";
import { findOrdersBy, listedAt, momentOfOrders } from "./filters";
import { viewAdminOrder } from "./view";

const MAX_PRODUCTS = 500;
const MAX_BILLS = 31;
const MAX_OPEN_REFUNDS = 50;

/**
 * Everybody's orders, newest first, with days of Shanghai: with `status=paid` by the day of the payment, otherwise by
 * the day on which they were made. A number is a step of an index, whatever else is asked; a person, a state and both
 * together have an index each that is in the order of the list.
 */
export async function listAllOrders({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof listAllOrdersInput>;
}): Promise<AdminOrderPage> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const { cursor, limit, ...filters } = listAllOrdersInput.parse(input);
  const from = executor(ctx);
  const where = await findOrdersBy(from, filters);
  if (where === null) return { items: [], nextCursor: null };
  const moment = momentOfOrders(filters.status);
  const rows = await from
    .select({ order: orders, username: users.username })
    .from(orders)
    .innerJoin(users, eq(users.id, orders.userId))
    .where(and(where, afterCursor(moment, orders.id, cursor)))
    .orderBy(...newestFirst({ createdAt: moment, id: orders.id }))
    .limit(limit + 1);
  const found = page(rows, limit, ({ order }) => ({
    atMs: listedAt(order, filters.status).getTime(),
    id: order.id,
  }));
  return {
    items: found.items.map(({ order, username }) => viewAdminOrder(order, username)),
    nextCursor: found.nextCursor,
  };
}

/** Requests for refunds, newest first. Their table is as small as the days of an operator are short. */
export async function listRefundRequests({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof listRefundRequestsInput>;
}): Promise<RefundRequestPage> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const { state, cursor, limit } = listRefundRequestsInput.parse(input);
  const rows = await selectRequests(
    executor(ctx),
    and(
      state === undefined ? undefined : eq(refundRequests.state, state),
      afterCursor(refundRequests.createdAt, refundRequests.id, cursor),
    ),
    limit + 1,
    newestFirst(refundRequests),
  );
  const found = page(rows, limit, ({ createdAt, view }) => ({ atMs: createdAt.getTime(), id: view.id }));
  return { items: found.items.map(({ view }) => view), nextCursor: found.nextCursor };
}

/** Every product there is or was, as the price lists show them. */
export async function listAllProducts({ ctx }: { ctx: Ctx }): Promise<AdminProductView[]> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const rows = await executor(ctx)
    .select()
    .from(products)
    .orderBy(asc(products.kind), asc(products.position))
    .limit(MAX_PRODUCTS);
  return rows.map(viewAdminProduct);
}

/** Where WeChat Pay and we do not agree, newest first; or the one of an id. */
export async function listDifferences({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof listDifferencesInput>;
}): Promise<PaymentDifferencePage> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const { id, state, cursor, limit } = listDifferencesInput.parse(input);
  const rows = await executor(ctx)
    .select()
    .from(paymentDifferences)
    .where(
      and(
        id === undefined ? eq(paymentDifferences.state, state) : eq(paymentDifferences.id, id),
        afterCursor(paymentDifferences.createdAt, paymentDifferences.id, cursor),
      ),
    )
    .orderBy(...newestFirst(paymentDifferences))
    .limit(limit + 1);
  const found = page(rows, limit, (row) => ({ atMs: row.createdAt.getTime(), id: row.id }));
  return { items: found.items.map(viewDifference), nextCursor: found.nextCursor };
}

/** The last month of compared trade bills, newest first. */
export async function listTradeBills({ ctx }: { ctx: Ctx }): Promise<TradeBillView[]> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const rows = await executor(ctx).select().from(tradeBills).orderBy(desc(tradeBills.day)).limit(MAX_BILLS);
  return rows.map(({ day, payments, refunds, settled, differences, comparedAt }) => ({
    ...{ day, payments, refunds, settled, differences },
    comparedAt: comparedAt.toISOString(),
  }));
}

/** Refunds whose money is on its way, whoever asked for them; those that are looked after first come first. */
export async function listOpenRefunds({ ctx }: { ctx: Ctx }): Promise<OpenRefundView[]> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const rows = await executor(ctx)
    .select()
    .from(refunds)
    .where(isNotNull(refunds.nextQueryAt))
    .orderBy(asc(refunds.nextQueryAt))
    .limit(MAX_OPEN_REFUNDS);
  return rows.map((row) => ({ ...viewAdminRefund(row), orderId: row.orderId }));
}
