import { index, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt, moment } from "./columns";
import { users } from "./users";

/** A browser in which somebody is signed in. Its token names it, so that it can be ended alone. */
export const userSessions = pgTable(
  "user_sessions",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** `password`, `wechat`. */
    method: text("method").notNull(),
    userAgent: text("user_agent").notNull().default(""),
    address: text("address").notNull().default(""),
    seenAt: moment("seen_at").notNull(),
    endedAt: moment("ended_at"),
    createdAt: createdAt(),
  },
  (t) => [
    index("idx_user_sessions_user").on(t.userId, t.seenAt.desc(), t.id.desc()),
    index("idx_user_sessions_seen").on(t.seenAt),
  ],
);
