import { index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";

/** Who was here on a day in Shanghai; the active users are counted from it. */
export const userDays = pgTable(
  "user_days",
  {
    day: text("day").notNull(),
    userId: text("user_id").notNull(),
  },
  (t) => [primaryKey({ columns: [t.day, t.userId] }), index("idx_user_days_user").on(t.userId, t.day)],
);
