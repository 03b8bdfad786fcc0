import { sql } from "drizzle-orm";
import { index, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, moment } from "./columns";
import { users } from "./users";

export const notifications = pgTable(
  "notifications",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    kind: text("kind").notNull(),
    /** What makes it appear once, e.g. `generation-ended:gen_…`. */
    businessKey: text("business_key").notNull(),
    data: jsonb("data").notNull().$type<Record<string, string | number>>(),
    readAt: moment("read_at"),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("idx_notifications_business_key").on(t.businessKey),
    index("idx_notifications_user").on(t.userId, t.createdAt.desc(), t.id.desc()),
    index("idx_notifications_unread")
      .on(t.userId, t.createdAt.desc(), t.id.desc())
      .where(sql`${t.readAt} is null`),
  ],
);
