import { and, asc, eq } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { afterCursor, newestFirst } from "@/db/keyset";
import { orders, products } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { page } from "@/lib/platform/http/cursor";
import { getSetting } from "@/lib/settings/read";
import type { OrderRow } from "./internal/change";
import { findPay } from "./internal/pay";
import { viewOrder, viewOrders } from "./internal/view";
import { readRefundable } from "./refunds/refundable";
import { isIosInWechat } from "./rules";
import type {
  listOrdersInput,
  OrdersPage,
  OrderView,
  orderIdInput,
  ProductsView,
  ProductView,
  RefundableView,
} from "./schema";

const MAX_PRODUCTS = 100;

/** What is on sale, in the order of the price list; for everybody. */
export async function listProducts({ ctx }: { ctx: Ctx }): Promise<ProductsView> {
  const rows = await executor(ctx)
    .select(productColumns)
    .from(products)
    .where(eq(products.active, true))
    .orderBy(asc(products.kind), asc(products.position))
    .limit(MAX_PRODUCTS);
  return { items: rows.map(viewProduct), paymentsOpen: findPay() !== null };
}

const productColumns = {
  sku: products.sku,
  kind: products.kind,
  plan: products.plan,
  months: products.months,
  credits: products.credits,
  priceFen: products.priceFen,
};

/** A product that is on sale, or null. */
export async function findProduct(ctx: Ctx, sku: string): Promise<ProductView | null> {
  const [row] = await executor(ctx)
    .select(productColumns)
    .from(products)
    .where(and(eq(products.sku, sku), eq(products.active, true)));
  return row ? viewProduct(row) : null;
}

type ProductRow = Pick<typeof products.$inferSelect, keyof typeof productColumns>;

/** No membership of the free plan is on sale. */
const viewProduct = ({ plan, ...row }: ProductRow): ProductView => ({
  ...row,
  plan: plan === "free" ? null : plan,
});

/** The acting person's order, locked by nobody. */
export async function getOwnOrder(ctx: Ctx, id: string): Promise<OrderRow> {
  requirePermission(ctx.actor, "READ_USER");
  const [row] = await executor(ctx)
    .select()
    .from(orders)
    .where(and(eq(orders.id, id), eq(orders.userId, requireUser(ctx.actor))));
  if (!row) throw notFound("order");
  return row;
}

/** The acting person's order. */
export async function getOrder({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.infer<typeof orderIdInput>;
}): Promise<OrderView> {
  return viewOrder(ctx, await getOwnOrder(ctx, input.id));
}

/** What could go back of the acting person's order, by the rules for refunds. */
export async function getOwnRefundable({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.infer<typeof orderIdInput>;
}): Promise<RefundableView> {
  const { unusedFen, nothing } = await readRefundable(ctx, await getOwnOrder(ctx, input.id));
  return { refundableFen: unusedFen, nothing };
}

/** The acting person's orders, newest first. */
export async function listOrders({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.infer<typeof listOrdersInput>;
}): Promise<OrdersPage> {
  requirePermission(ctx.actor, "READ_USER");
  const rows = await executor(ctx)
    .select()
    .from(orders)
    .where(
      and(eq(orders.userId, requireUser(ctx.actor)), afterCursor(orders.createdAt, orders.id, input.cursor)),
    )
    .orderBy(...newestFirst(orders))
    .limit(input.limit + 1);
  const { items, nextCursor } = page(rows, input.limit, (row) => ({
    atMs: row.createdAt.getTime(),
    id: row.id,
  }));
  return { items: await viewOrders(ctx, items), nextCursor };
}

/** Whether the shop is shown to this browser: WeChat lets nobody sell virtual goods to iPhones inside it. */
export const isShopOpenTo = async (ctx: Ctx, userAgent: string): Promise<boolean> =>
  !isIosInWechat(userAgent) || getSetting(ctx, "ios_purchase_enabled");
