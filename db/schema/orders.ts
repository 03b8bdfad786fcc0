import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgEnum, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, moment, updatedAt } from "./columns";
import { devices } from "./devices";
import { users } from "./users";

export const orderStatus = pgEnum("order_status", [
  "created",
  "prepaying",
  "paying",
  "paid",
  "fulfilled",
  "partly_refunded",
  "refunded",
  "closed",
  "expired",
]);
export const orderTradeType = pgEnum("order_trade_type", ["jsapi", "native", "h5"]);

/** The product as it was when it was ordered. */
export interface ProductSnapshot {
  sku: string;
  kind: "membership" | "credits";
  plan: "pro" | "enterprise" | null;
  months: number | null;
  credits: number | null;
  priceFen: number;
}

/** A purchase. Its id is the out-trade-no. */
export const orders = pgTable(
  "orders",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    /** The client that asked for it, where one did. */
    deviceId: text("device_id").references(() => devices.id, { onDelete: "set null" }),
    status: orderStatus("status").notNull().default("created"),
    product: jsonb("product").notNull().$type<ProductSnapshot>(),
    amountFen: integer("amount_fen").notNull(),
    currency: text("currency").notNull().default("CNY"),
    tradeType: orderTradeType("trade_type").notNull(),
    appid: text("appid").notNull(),
    mchid: text("mchid").notNull(),
    /** Who is to pay (JSAPI). */
    openid: text("openid"),
    idempotencyKey: text("idempotency_key").notNull(),
    inputHash: text("input_hash").notNull(),
    /** The exact body that was or will be sent: a repetition must be the same to the byte. */
    prepayBody: text("prepay_body"),
    prepaid: text("prepaid"),
    prepaidAt: moment("prepaid_at"),
    /** WeChat Pay's number of the payment. */
    transactionId: text("transaction_id"),
    payerOpenid: text("payer_openid"),
    paidAt: moment("paid_at"),
    fulfilledAt: moment("fulfilled_at"),
    closedAt: moment("closed_at"),
    /** Until when it can be paid. */
    expiresAt: moment("expires_at").notNull(),
    /** What has gone back to the payer for certain, in fen. */
    refundedFen: integer("refunded_fen").notNull().default(0),
    /** When WeChat Pay is asked next; null when there is nothing more to learn. */
    nextQueryAt: moment("next_query_at"),
    queriedAt: moment("queried_at"),
    queries: integer("queries").notNull().default(0),
    requestId: text("request_id").notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("idx_orders_idempotency").on(t.userId, t.idempotencyKey),
    uniqueIndex("idx_orders_transaction").on(t.transactionId),
    index("idx_orders_user").on(t.userId, t.createdAt.desc(), t.id.desc()),
    index("idx_orders_request").on(t.requestId),
    index("idx_orders_newest").on(t.createdAt.desc(), t.id.desc()),
    index("idx_orders_status").on(t.status, t.createdAt.desc(), t.id.desc()),
    index("idx_orders_to_query").on(t.nextQueryAt).where(sql`${t.nextQueryAt} is not null`),
    index("idx_orders_user_status").on(t.userId, t.status, t.createdAt.desc(), t.id.desc()),
    index("idx_orders_paid_at").on(t.paidAt.desc(), t.id.desc()).where(sql`${t.paidAt} is not null`),
    index("idx_orders_user_paid")
      .on(t.userId, t.paidAt.desc(), t.id.desc())
      .where(sql`${t.paidAt} is not null`),
    check(
      "orders_parts",
      sql`${t.amountFen} > 0 and ${t.refundedFen} >= 0 and ${t.refundedFen} <= ${t.amountFen}`,
    ),
    check(
      "orders_paid",
      sql`(${t.status} in ('paid', 'fulfilled', 'partly_refunded', 'refunded')) = (${t.transactionId} is not null and ${t.paidAt} is not null)`,
    ),
  ],
);
