import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgEnum, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, moment, updatedAt } from "./columns";
import { orders } from "./orders";

export const refundStatus = pgEnum("refund_status", [
  "requested",
  "sending",
  "processing",
  "abnormal",
  "succeeded",
  "closed",
]);

/** What a refund takes back from the person, decided and done when it is requested. */
export interface RefundTake {
  credits: number;
  /** Milliseconds of membership. */
  membershipMs: number;
  /** Credits that should have come back and were spent already; an admin has said that it may be. */
  forgivenCredits: number;
}

/** Money on its way back. Its id is the out-refund-no. */
export const refunds = pgTable(
  "refunds",
  {
    id: text("id").primaryKey(),
    orderId: text("order_id")
      .notNull()
      .references(() => orders.id),
    status: refundStatus("status").notNull().default("requested"),
    amountFen: integer("amount_fen").notNull(),
    reason: text("reason").notNull(),
    idempotencyKey: text("idempotency_key").notNull(),
    take: jsonb("take").notNull().$type<RefundTake>(),
    /** The exact body that was or will be sent. */
    body: text("body"),
    /** WeChat Pay's number. */
    refundId: text("refund_id"),
    /** Why it is abnormal or closed; a code. */
    problem: text("problem"),
    succeededAt: moment("succeeded_at"),
    nextQueryAt: moment("next_query_at"),
    queries: integer("queries").notNull().default(0),
    requestedBy: text("requested_by").notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("idx_refunds_idempotency").on(t.orderId, t.idempotencyKey),
    uniqueIndex("idx_refunds_refund_id").on(t.refundId),
    index("idx_refunds_newest").on(t.createdAt.desc(), t.id.desc()),
    index("idx_refunds_status").on(t.status, t.createdAt.desc(), t.id.desc()),
    index("idx_refunds_succeeded")
      .on(t.succeededAt.desc(), t.id.desc())
      .where(sql`${t.succeededAt} is not null`),
    index("idx_refunds_to_follow").on(t.nextQueryAt).where(sql`${t.nextQueryAt} is not null`),
    check("refunds_amount", sql`${t.amountFen} > 0`),
  ],
);
