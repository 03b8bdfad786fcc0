import { index, jsonb, pgEnum, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, moment } from "./columns";

export const paymentDifferenceState = pgEnum("payment_difference_state", ["open", "resolved"]);

/** Where WeChat Pay and we do not agree; a person looks at each. */
export const paymentDifferences = pgTable(
  "payment_differences",
  {
    id: text("id").primaryKey(),
    /** `amount`, `merchant`, `account`, `payer`, `transaction`, `unknown_order`, `missing_in_bill`, `unknown_refund`, `refund_amount`, `refund_state`, `refund_missing_in_bill`, `state`. */
    kind: text("kind").notNull(),
    outTradeNo: text("out_trade_no").notNull(),
    /** With the kind and the number it tells one difference from another: a transaction, a refund, or a day. */
    reference: text("reference").notNull(),
    source: text("source").notNull(),
    expected: jsonb("expected").$type<Record<string, string | number | null>>().notNull(),
    found: jsonb("found").$type<Record<string, string | number | null>>().notNull(),
    state: paymentDifferenceState("state").notNull().default("open"),
    resolution: text("resolution"),
    resolvedAt: moment("resolved_at"),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("idx_payment_differences_once").on(t.kind, t.outTradeNo, t.reference),
    index("idx_payment_differences_open").on(t.state, t.createdAt),
  ],
);
