import { and, eq, gte, lt } from "drizzle-orm";
import { replica } from "@/db/client";
import { afterCursor, inParts, newestFirst } from "@/db/keyset";
import { orders, refunds, users } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import type { CsvFile } from "@/lib/platform/http/csv-answer";
import {
  type ExportDays,
  exportName,
  MAX_EXPORT_ROWS,
  toCells,
  within,
} from "@/lib/platform/http/export-days";

const PART = 1_000;

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

const orderHead = [
  ...["order_id", "created_at", "status", "user_id", "username", "sku", "kind", "plan", "months", "credits"],
  ...["amount_fen", "refunded_fen", "currency", "trade_type", "transaction_id", "paid_at", "fulfilled_at"],
  "closed_at",
] as const;

/** Every order that was made in these days, newest first, for a spreadsheet. Moments are UTC. */
export async function exportOrders({ ctx, input }: { ctx: Ctx; input: ExportDays }): Promise<CsvFile> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const days = within(input);
  const parts = inParts(PART, async (cursor, limit) => {
    const rows = await replica()
      .select({ order: orders, username: users.username })
      .from(orders)
      .innerJoin(users, eq(users.id, orders.userId))
      .where(
        and(
          gte(orders.createdAt, days.since),
          lt(orders.createdAt, days.before),
          afterCursor(orders.createdAt, orders.id, cursor),
        ),
      )
      .orderBy(...newestFirst(orders))
      .limit(limit);
    return rows.map(({ order, username }) => ({
      createdAt: order.createdAt,
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

/** Every refund that was decided in these days, newest first. */
export async function exportRefunds({ ctx, input }: { ctx: Ctx; input: ExportDays }): Promise<CsvFile> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const days = within(input);
  const parts = inParts(PART, async (cursor, limit) => {
    const rows = await replica()
      .select({ refund: refunds, userId: orders.userId, username: users.username })
      .from(refunds)
      .innerJoin(orders, eq(orders.id, refunds.orderId))
      .innerJoin(users, eq(users.id, orders.userId))
      .where(
        and(
          gte(refunds.createdAt, days.since),
          lt(refunds.createdAt, days.before),
          afterCursor(refunds.createdAt, refunds.id, cursor),
        ),
      )
      .orderBy(...newestFirst(refunds))
      .limit(limit);
    return rows.map(({ refund, userId, username }) => ({
      createdAt: refund.createdAt,
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
