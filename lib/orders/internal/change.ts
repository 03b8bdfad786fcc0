import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { orderMoves as moves, orders } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { broken } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { mayMove } from "../rules";
import type { OrderStatus } from "../schema";

export type OrderRow = typeof orders.$inferSelect;
export type MoveSource = (typeof moves.$inferInsert)["source"];

/** The order, locked until the transaction ends. Every write of an order begins here, before any other lock. */
export async function lockOrder(tx: Transaction, id: string): Promise<OrderRow | undefined> {
  const [row] = await tx.select().from(orders).where(eq(orders.id, id)).for("update");
  return row;
}

/** Moves a locked order, if the table of moves allows it, and writes down who knew. */
export async function moveOrder(
  ctx: Ctx,
  tx: Transaction,
  order: OrderRow,
  move: {
    to: OrderStatus;
    source: MoveSource;
    set?: Partial<typeof orders.$inferInsert>;
    data?: Record<string, string | number | boolean | null>;
  },
): Promise<OrderRow> {
  if (!mayMove(order.status, move.to))
    broken(`order ${order.id} cannot move from ${order.status} to ${move.to}`);
  const [moved] = await tx
    .update(orders)
    .set({ ...move.set, status: move.to, updatedAt: ctx.now })
    .where(eq(orders.id, order.id))
    .returning();
  await tx.insert(moves).values({
    id: newId("orderMove", ctx.now.getTime()),
    orderId: order.id,
    from: order.status,
    to: move.to,
    source: move.source,
    data: move.data ?? {},
    createdAt: ctx.now,
  });
  return moved ?? broken(`order ${order.id} vanished`);
}

/** Changes a locked order without moving it. */
export async function changeOrder(
  ctx: Ctx,
  tx: Transaction,
  id: string,
  set: Partial<typeof orders.$inferInsert>,
): Promise<void> {
  await tx
    .update(orders)
    .set({ ...set, updatedAt: ctx.now })
    .where(eq(orders.id, id));
}
