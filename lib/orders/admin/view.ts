import type { OrderRow } from "../internal/change";
import type { AdminOrderView } from "../schema";

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

export const viewAdminOrder = (row: OrderRow, username: string): AdminOrderView => ({
  ...{ id: row.id, status: row.status, product: row.product, userId: row.userId, username },
  ...{ amountFen: row.amountFen, refundedFen: row.refundedFen, tradeType: row.tradeType },
  transactionId: row.transactionId,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  paidAt: iso(row.paidAt),
  fulfilledAt: iso(row.fulfilledAt),
  closedAt: iso(row.closedAt),
});
