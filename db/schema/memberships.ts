import { sql } from "drizzle-orm";
import { check, index, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt, moment, updatedAt } from "./columns";
import { userPlan, users } from "./users";

/** Where a member stands now, computed from the terms; people without a row have no membership that was bought. */
export const memberships = pgTable(
  "memberships",
  {
    userId: text("user_id")
      .primaryKey()
      .references(() => users.id),
    /** What runs now, grace included; free when nothing does. */
    plan: userPlan("plan").notNull(),
    /** End of the last term, paid for. */
    paidUntil: moment("paid_until"),
    /** When the next thing happens: a grant, a change of plan, the end. Null when nothing will. */
    nextDueAt: moment("next_due_at"),
    /** The end of membership of which the person was told beforehand, so that they are told once. */
    warnedOf: moment("warned_of"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    index("idx_memberships_due").on(t.nextDueAt).where(sql`${t.nextDueAt} is not null`),
    check("memberships_plan", sql`${t.plan} = 'free' or ${t.paidUntil} is not null`),
  ],
);
