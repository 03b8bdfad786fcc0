import { sql } from "drizzle-orm";
import { check, index, integer, pgEnum, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, moment, updatedAt } from "./columns";
import { orders } from "./orders";
import { refunds } from "./refunds";

export const refundRequestState = pgEnum("refund_request_state", ["open", "approved", "declined"]);

/** Somebody asks for money to go back; an admin decides. Only an approved one becomes a refund. */
export const refundRequests = pgTable(
  "refund_requests",
  {
    id: text("id").primaryKey(),
    orderId: text("order_id")
      .notNull()
      .references(() => orders.id),
    amountFen: integer("amount_fen").notNull(),
    reason: text("reason").notNull(),
    state: refundRequestState("state").notNull().default("open"),
    requestedBy: text("requested_by").notNull(),
    /** The admin who decided, when, and what they said. */
    decidedBy: text("decided_by"),
    decidedAt: moment("decided_at"),
    note: text("note"),
    /** The refund that it became. */
    refundId: text("refund_id").references(() => refunds.id),
    idempotencyKey: text("idempotency_key").notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("idx_refund_requests_idempotency").on(t.orderId, t.idempotencyKey),
    uniqueIndex("idx_refund_requests_open").on(t.orderId).where(sql`${t.state} = 'open'`),
    index("idx_refund_requests_created").on(t.createdAt.desc(), t.id.desc()),
    check("refund_requests_amount", sql`${t.amountFen} > 0`),
    check("refund_requests_decided", sql`(${t.state} = 'open') = (${t.decidedAt} is null)`),
    check("refund_requests_refund", sql`(${t.state} = 'approved') = (${t.refundId} is not null)`),
  ],
);
