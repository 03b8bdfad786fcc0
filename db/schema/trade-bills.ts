import { integer, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt, moment } from "./columns";

/** Days whose trade bill was compared with our orders. A day without a row is still to do. */
export const tradeBills = pgTable("trade_bills", {
  /** A day in Shanghai, `2026-11-21`. */
  day: text("day").primaryKey(),
  payments: integer("payments").notNull(),
  refunds: integer("refunds").notNull(),
  settled: integer("settled").notNull(),
  differences: integer("differences").notNull(),
  sha1: text("sha1"),
  comparedAt: moment("compared_at").notNull(),
  createdAt: createdAt(),
});
