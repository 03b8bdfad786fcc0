import { index, jsonb, pgEnum, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt } from "./columns";
import { orderStatus, orders } from "./orders";

export const orderMoveSource = pgEnum("order_move_source", [
  "person",
  "notice",
  "query",
  "close",
  "bill",
  "refund",
  "admin",
  "job",
]);

/** What happened to an order, in order: each move of its status and who knew of it first. */
export const orderMoves = pgTable(
  "order_moves",
  {
    id: text("id").primaryKey(),
    orderId: text("order_id")
      .notNull()
      .references(() => orders.id),
    from: orderStatus("from_status").notNull(),
    to: orderStatus("to_status").notNull(),
    source: orderMoveSource("source").notNull(),
    /** Small and plain: codes, numbers; never an openid. */
    data: jsonb("data").$type<Record<string, string | number | boolean | null>>().notNull().default({}),
    createdAt: createdAt(),
  },
  (t) => [index("idx_order_moves").on(t.orderId, t.createdAt, t.id)],
);
