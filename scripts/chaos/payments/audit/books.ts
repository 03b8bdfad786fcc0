import type postgres from "postgres";
import type { OrderStatus, RefundState } from "@/lib/orders/schema";

/** An order and everything that hangs on it, as the product's books have it. */
export interface BookedOrder {
  id: string;
  userId: string;
  status: OrderStatus;
  amountFen: number;
  refundedFen: number;
  transactionId: string | null;
  expiresAt: Date;
  closedAt: Date | null;
  fulfilledAt: Date | null;
  kind: "credits" | "membership";
  credits: number | null;
  months: number | null;
  /** What the ledger gave under the order's business key; null without such an entry. */
  granted: number | null;
  terms: number;
  told: number;
  moves: BookedMove[];
  refunds: BookedRefund[];
}

export interface BookedMove {
  from: OrderStatus;
  to: OrderStatus;
  /** Who knew first. */
  source: string;
  /** The refund that moved it. */
  refund: string | null;
  at: Date;
}

export interface BookedRefund {
  id: string;
  orderId: string;
  status: RefundState;
  amountFen: number;
  take: { credits: number; membershipMs: number; forgivenCredits: number };
  /** Credits that the ledger took, and that it gave back. */
  taken: number | null;
  undone: number | null;
}

/** What one business key moved on the available account of its person; null when there is no such entry. */
const moved = (key: string) => `(
  select l.amount from ledger_entries e join ledger_lines l on l.entry_id = e.id
  where e.business_key = ${key} and l.account_id like '%:available')`;

export async function readBooks(sql: postgres.Sql): Promise<Map<string, BookedOrder>> {
  const refunds = await sql.unsafe<BookedRefund[]>(`
    select r.id, r.order_id as "orderId", r.status::text, r.amount_fen as "amountFen", r.take,
      ${moved("'refund:' || r.id")}::int as taken, ${moved("'refund-undone:' || r.id")}::int as undone
    from refunds r order by r.created_at, r.id`);
  const moves = await sql<(BookedMove & { orderId: string })[]>`
    select order_id as "orderId", from_status::text as "from", to_status::text as "to", source::text as source,
      data->>'refund' as refund, created_at as at from order_moves order by created_at, id`;
  const orders = await sql.unsafe<Omit<BookedOrder, "moves" | "refunds">[]>(`
    select o.id, o.user_id as "userId", o.status::text, o.amount_fen as "amountFen", o.refunded_fen as "refundedFen",
      o.transaction_id as "transactionId", o.expires_at as "expiresAt", o.closed_at as "closedAt",
      o.fulfilled_at as "fulfilledAt", o.product->>'kind' as kind, (o.product->>'credits')::int as credits,
      (o.product->>'months')::int as months, ${moved("'order:' || o.id")}::int as granted,
      (select count(*)::int from membership_terms t where t.order_id = o.id) as terms,
      (select count(*)::int from notifications n where n.business_key = 'order.fulfilled:' || o.id) as told
    from orders o order by o.created_at, o.id`);
  return new Map(
    orders.map((order) => [
      order.id,
      {
        ...order,
        moves: moves.filter(({ orderId }) => orderId === order.id),
        refunds: refunds.filter(({ orderId }) => orderId === order.id),
      },
    ]),
  );
}
