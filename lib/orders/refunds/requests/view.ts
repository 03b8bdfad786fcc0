import { desc, eq, inArray, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Executor } from "@/db/client";
import { orders, refundRequests, refunds, users } from "@/db/schema";
import { viewRefund } from "../../internal/view";
import type { AdminRefundView, RefundRequestView } from "../../schema";

/** Who asked, where it is a person. */
const requesters = alias(users, "requesters");

type RefundRow = typeof refunds.$inferSelect;

export const viewAdminRefund = (row: RefundRow): AdminRefundView => ({
  ...viewRefund(row),
  take: row.take,
  refundId: row.refundId,
  problem: row.problem,
  queries: row.queries,
  nextQueryAt: row.nextQueryAt?.toISOString() ?? null,
  requestedBy: row.requestedBy,
});

/** Requests with their orders' buyers and with the refunds that they became. */
export async function selectRequests(
  from: Executor,
  where: SQL | undefined,
  limit: number,
  orderBy: readonly SQL[] = [desc(refundRequests.createdAt), desc(refundRequests.id)],
): Promise<{ view: RefundRequestView; createdAt: Date }[]> {
  const rows = await from
    .select({
      ...{ request: refundRequests, refund: refunds, userId: orders.userId, username: users.username },
      requester: requesters.username,
    })
    .from(refundRequests)
    .innerJoin(orders, eq(orders.id, refundRequests.orderId))
    .innerJoin(users, eq(users.id, orders.userId))
    .leftJoin(requesters, eq(requesters.id, refundRequests.requestedBy))
    .leftJoin(refunds, eq(refunds.id, refundRequests.refundId))
    .where(where)
    .orderBy(...orderBy)
    .limit(limit);
  return rows.map(({ request, refund, userId, username, requester }) => ({
    createdAt: request.createdAt,
    view: {
      ...{ id: request.id, orderId: request.orderId, userId, username },
      ...{ amountFen: request.amountFen, reason: request.reason, state: request.state },
      ...{ requestedBy: request.requestedBy, requester, decidedBy: request.decidedBy, note: request.note },
      createdAt: request.createdAt.toISOString(),
      decidedAt: request.decidedAt?.toISOString() ?? null,
      refund: refund ? viewAdminRefund(refund) : null,
    },
  }));
}

/** One request as it is now; the caller knows that it is there. */
export async function getRequest(from: Executor, id: string): Promise<RefundRequestView> {
  const [row] = await selectRequests(from, inArray(refundRequests.id, [id]), 1);
  if (!row) throw new Error(`refund request ${id} vanished`);
  return row.view;
}
