import { sql } from "drizzle-orm";
import { bigint, check, index, pgEnum, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, moment } from "./columns";
import { users } from "./users";

export const reservationState = pgEnum("reservation_state", ["open", "settled", "released"]);

/** Credits set aside for one job until it is settled or released. */
export const creditReservations = pgTable(
  "credit_reservations",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    /** The job, e.g. a generation's id; one reservation each. */
    subjectId: text("subject_id").notNull(),
    amount: bigint("amount", { mode: "number" }).notNull(),
    charged: bigint("charged", { mode: "number" }),
    state: reservationState("state").notNull().default("open"),
    closedAt: moment("closed_at"),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("idx_credit_reservations_subject").on(t.subjectId),
    index("idx_credit_reservations_open").on(t.userId).where(sql`${t.state} = 'open'`),
    check("credit_reservations_amount", sql`${t.amount} > 0 and ${t.charged} between 0 and ${t.amount}`),
    check("credit_reservations_closed", sql`(${t.state} = 'open') = (${t.charged} is null)`),
  ],
);
