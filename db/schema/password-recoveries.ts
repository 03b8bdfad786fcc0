import { index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, moment } from "./columns";
import { users } from "./users";

export const passwordRecoveries = pgTable(
  "password_recoveries",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** SHA-256 of the mailed token; the token itself is never stored. */
    tokenHash: text("token_hash").notNull(),
    expiresAt: moment("expires_at").notNull(),
    usedAt: moment("used_at"),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("idx_password_recoveries_token").on(t.tokenHash),
    index("idx_password_recoveries_user").on(t.userId),
  ],
);
