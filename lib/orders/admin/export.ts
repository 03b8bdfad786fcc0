import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { replica } from "@/db/client";
import { afterCursor, inParts, newestFirst } from "@/db/keyset";
import { orders, refunds, users } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import type { CsvFile } from "@/lib/platform/http/csv-answer";
import { exportName, MAX_EXPORT_ROWS, toCells } from "@/lib/platform/http/export-days";
import type { exportOrdersInput, exportRefundsInput } from "../schema";
import {
  findOrdersBy,
  listedAt,
  momentOfOrders,
  momentOfRefunds,
  refundListedAt,
  refundsBy,
} from "./filters";

/** So few that their people are looked up one by one; for many the database would rather read everybody. */
const PART = 250;

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

const orderHead = [
  ...["order_id", "created_at", "status", "user_id", "username", "sku", "kind", "plan", "months", "credits"],
  ...["amount_fen", "refunded_fen", "currency", "trade_type", "transaction_id", "paid_at", "fulfilled_at"],
  "closed_at",
] as const;

/** The orders of these days that a list with the same filters shows, newest first, for a spreadsheet. Moments are UTC. */
export async function exportOrders({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.infer<typeof exportOrdersInput>;
}): Promise<CsvFile> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const moment = momentOfOrders(input.status);
  const where = await findOrdersBy(replica(), input);
  const parts = inParts(PART, async (cursor, limit) => {
    if (where === null) return [];
    const rows = await replica()
      .select({ order: orders, username: users.username })
      .from(orders)
      .innerJoin(users, eq(users.id, orders.userId))
      .where(and(where, afterCursor(moment, orders.id, cursor)))
      .orderBy(...newestFirst({ createdAt: moment, id: orders.id }))
      .limit(limit);
    return rows.map(({ order, username }) => ({
      createdAt: listedAt(order, input.status),
      id: order.id,
      cells: [
        ...[order.id, iso(order.createdAt), order.status, order.userId, username],
        ...[order.product.sku, order.product.kind, order.product.plan, order.product.months],
        ...[order.product.credits, order.amountFen, order.refundedFen, order.currency, order.tradeType],
        ...[order.transactionId, iso(order.paidAt), iso(order.fulfilledAt), iso(order.closedAt)],
      ],
    }));
  });
  return {
    fileName: exportName("orders", input),
    columns: orderHead,
    parts: toCells(parts),
    maxRows: MAX_EXPORT_ROWS,
  };
}

const refundHead = [
  ...["refund_id", "created_at", "order_id", "user_id", "username", "amount_fen", "status", "reason"],
  ...["requested_by", "wechat_refund_id", "succeeded_at", "problem", "taken_credits", "taken_membership_ms"],
  "forgiven_credits",
] as const;

/** The refunds of these days that a list with the same filter shows, newest first. */
export async function exportRefunds({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.infer<typeof exportRefundsInput>;
}): Promise<CsvFile> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const moment = momentOfRefunds(input.status);
  const parts = inParts(PART, async (cursor, limit) => {
    const rows = await replica()
      .select({ refund: refunds, userId: orders.userId, username: users.username })
      .from(refunds)
      .innerJoin(orders, eq(orders.id, refunds.orderId))
      .innerJoin(users, eq(users.id, orders.userId))
      .where(and(refundsBy(input), afterCursor(moment, refunds.id, cursor)))
      .orderBy(...newestFirst({ createdAt: moment, id: refunds.id }))
      .limit(limit);
    return rows.map(({ refund, userId, username }) => ({
      createdAt: refundListedAt(refund, input.status),
      id: refund.id,
      cells: [
        ...[refund.id, iso(refund.createdAt), refund.orderId, userId, username, refund.amountFen],
        ...[refund.status, refund.reason, refund.requestedBy, refund.refundId, iso(refund.succeededAt)],
        ...[refund.problem, refund.take.credits, refund.take.membershipMs, refund.take.forgivenCredits],
      ],
    }));
  });
  return {
    fileName: exportName("refunds", input),
    columns: refundHead,
    parts: toCells(parts),
    maxRows: MAX_EXPORT_ROWS,
  };
}
