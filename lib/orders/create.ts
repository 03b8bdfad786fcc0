import { and, eq, inArray } from "drizzle-orm";
import type { z } from "zod";
import { type Transaction, transact } from "@/db/client";
import { orders, users } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import { findOpenid } from "@/lib/bindings/read";
import type { Ctx, MemberActor } from "@/lib/platform/context";
import { sha256Hex } from "@/lib/platform/crypto";
import { env } from "@/lib/platform/env";
import { broken, unauthenticated } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { failPoint } from "@/lib/platform/process/fail-points";
import type { OrderRow } from "./internal/change";
import { pay } from "./internal/pay";
import { viewOrder } from "./internal/view";
import { findProduct, isShopOpenTo } from "./read";
import { createOrderInput, type OrderRefusal, type OrderView } from "./schema";

/** Orders of one person that may wait to be paid. */
const MAX_OPEN_ORDERS = 20;

/**
 * Takes an order: a copy of the product at the price that the person saw. Nothing is asked of WeChat Pay yet. The
 * idempotency key makes a repeated submit return the first order; with another input it is refused.
 */
export async function createOrder({
  ctx,
  input,
  userAgent,
}: {
  ctx: Ctx<MemberActor>;
  input: z.input<typeof createOrderInput>;
  /** Of the browser that asks; decides whether the shop is open to it. */
  userAgent: string;
}): Promise<OrderView | OrderRefusal> {
  requirePermission(ctx.actor, "READ_USER");
  const order = createOrderInput.parse(input);
  const { appid, mchid } = pay();
  const userId = requireUser(ctx.actor);
  if (!(await isShopOpenTo(ctx, userAgent))) return refuse("ios_purchase_off");
  const inputHash = sha256Hex(JSON.stringify(order));
  const result = await transact(ctx, async (inner, tx) => {
    await lockActive(tx, userId);
    const first = await findByKey(tx, userId, order.idempotencyKey);
    if (first) return first.inputHash === inputHash ? first : refuse("idempotency_key_reused");
    const product = await findProduct(inner, order.sku);
    if (!product) return refuse("product_gone");
    if (product.priceFen !== order.priceFen) return refuse("price_changed");
    if ((await countOpen(tx, userId)) >= MAX_OPEN_ORDERS) return refuse("too_many_open_orders");
    const openid = order.tradeType === "jsapi" ? await findOpenid({ ctx: inner, userId }) : null;
    if (order.tradeType === "jsapi" && openid === null) return refuse("wechat_needed");
    return insertOrder(inner, tx, {
      userId,
      deviceId: ctx.actor.kind === "device" ? ctx.actor.deviceId : null,
      product,
      amountFen: product.priceFen,
      tradeType: order.tradeType,
      appid,
      mchid,
      openid,
      idempotencyKey: order.idempotencyKey,
      inputHash,
    });
  });
  if ("ok" in result) return result;
  failPoint("orders.created");
  return viewOrder(ctx, result);
}

const refuse = (reason: OrderRefusal["reason"]): OrderRefusal => ({ ok: false, reason });

/** Also the lock under which a person's orders are counted. */
async function lockActive(tx: Transaction, userId: string): Promise<void> {
  const [user] = await tx
    .select({ status: users.status })
    .from(users)
    .where(eq(users.id, userId))
    .for("no key update");
  if (user?.status !== "active") throw unauthenticated();
}

async function findByKey(tx: Transaction, userId: string, key: string): Promise<OrderRow | undefined> {
  const [row] = await tx
    .select()
    .from(orders)
    .where(and(eq(orders.userId, userId), eq(orders.idempotencyKey, key)));
  return row;
}

const countOpen = (tx: Transaction, userId: string): Promise<number> =>
  tx.$count(
    orders,
    and(eq(orders.userId, userId), inArray(orders.status, ["created", "prepaying", "paying"])),
  );

type NewOrder = Omit<
  typeof orders.$inferInsert,
  "id" | "expiresAt" | "nextQueryAt" | "requestId" | "createdAt" | "updatedAt"
>;

async function insertOrder(ctx: Ctx, tx: Transaction, order: NewOrder): Promise<OrderRow> {
  const expiresAt = new Date(Math.floor((ctx.now.getTime() + env().ORDER_PAYABLE_MS) / 1000) * 1000);
  const [row] = await tx
    .insert(orders)
    .values({
      ...order,
      id: newId("order", ctx.now.getTime()),
      expiresAt,
      // Nothing to ask before it is sent; at its end it is closed, sent or not.
      nextQueryAt: expiresAt,
      requestId: ctx.requestId,
      createdAt: ctx.now,
      updatedAt: ctx.now,
    })
    .returning();
  return row ?? broken("insert returned no order");
}
