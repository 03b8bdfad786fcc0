import { asc, desc, inArray } from "drizzle-orm";
import { executor } from "@/db/client";
import { refundRequests, refunds } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import type { OrderView, RefundView } from "../schema";
import type { OrderRow } from "./change";

type RefundRow = typeof refunds.$inferSelect;

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** Orders as they leave, with their refunds and what was asked for last. */
export async function viewOrders(ctx: Ctx, rows: readonly OrderRow[]): Promise<OrderView[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const back = await executor(ctx)
    .select()
    .from(refunds)
    .where(inArray(refunds.orderId, ids))
    .orderBy(asc(refunds.createdAt), asc(refunds.id))
    .limit(ids.length * 50);
  const asked = await executor(ctx)
    .selectDistinctOn([refundRequests.orderId])
    .from(refundRequests)
    .where(inArray(refundRequests.orderId, ids))
    .orderBy(refundRequests.orderId, desc(refundRequests.createdAt), desc(refundRequests.id));
  const requests = new Map(asked.map((request) => [request.orderId, request]));
  return rows.map((row) => ({
    id: row.id,
    status: row.status,
    product: row.product,
    amountFen: row.amountFen,
    refundedFen: row.refundedFen,
    tradeType: row.tradeType,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    paidAt: iso(row.paidAt),
    fulfilledAt: iso(row.fulfilledAt),
    closedAt: iso(row.closedAt),
    refunds: back.filter((refund) => refund.orderId === row.id).map(viewRefund),
    refundRequest: viewRequest(requests.get(row.id)),
  }));
}

/** What an admin said of it is for the audit log. */
const viewRequest = (row: typeof refundRequests.$inferSelect | undefined): OrderView["refundRequest"] =>
  row ? { amountFen: row.amountFen, state: row.state, createdAt: row.createdAt.toISOString() } : null;

export async function viewOrder(ctx: Ctx, row: OrderRow): Promise<OrderView> {
  const [view] = await viewOrders(ctx, [row]);
  if (!view) throw new Error("an order without a view");
  return view;
}

export const viewRefund = (row: RefundRow): RefundView => ({
  id: row.id,
  amountFen: row.amountFen,
  status: row.status,
  reason: row.reason,
  createdAt: row.createdAt.toISOString(),
  succeededAt: iso(row.succeededAt),
});
