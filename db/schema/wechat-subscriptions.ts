import { sql } from "drizzle-orm";
import { check, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, updatedAt } from "./columns";
import { users } from "./users";

/** How many more messages of a template a member allowed: each consent is good for one. */
export const wechatSubscriptions = pgTable(
  "wechat_subscriptions",
  {
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    templateId: text("template_id").notNull(),
    left: integer("left").notNull().default(0),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.templateId] }),
    check("wechat_subscriptions_left", sql`${t.left} >= 0`),
  ],
);
