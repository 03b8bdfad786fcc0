import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, moment, updatedAt } from "./columns";
import { userPlan, users } from "./users";

/** A stretch of membership that one order paid for. */
export const membershipTerms = pgTable(
  "membership_terms",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    plan: userPlan("plan").notNull(),
    /** The order that paid; one order makes one term. */
    orderId: text("order_id").notNull(),
    /** Calendar months that were bought; what an upgrade brought over comes on top. */
    months: integer("months").notNull(),
    paidFen: integer("paid_fen").notNull(),
    startsAt: moment("starts_at").notNull(),
    endsAt: moment("ends_at").notNull(),
    /** Set when an upgrade turned what was left into time of a higher plan, or a refund ended it. */
    endedEarlyAt: moment("ended_early_at"),
    endedBy: text("ended_by"),
    /** Monthly grants made so far. */
    granted: integer("granted").notNull().default(0),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("idx_membership_terms_order").on(t.orderId),
    index("idx_membership_terms_user").on(t.userId, t.startsAt),
    check(
      "membership_terms_parts",
      sql`${t.endsAt} >= ${t.startsAt} and ${t.months} > 0 and ${t.plan} <> 'free'`,
    ),
  ],
);
