import { sql } from "drizzle-orm";
import { bigint, check, index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { creditGrants } from "./credit-grants";
import { creditReservations } from "./credit-reservations";

/** From which grant a reservation took how much, so that a release gives it back to the same one. */
export const creditAllocations = pgTable(
  "credit_allocations",
  {
    reservationId: text("reservation_id")
      .notNull()
      .references(() => creditReservations.id),
    grantId: text("grant_id")
      .notNull()
      .references(() => creditGrants.id),
    amount: bigint("amount", { mode: "number" }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.reservationId, t.grantId] }),
    index("idx_credit_allocations_grant").on(t.grantId),
    check("credit_allocations_amount", sql`${t.amount} > 0`),
  ],
);
