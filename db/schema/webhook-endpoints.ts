import { index, integer, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt, moment, updatedAt } from "./columns";
import { users } from "./users";

/** An address of a person's own that is told what happens to them. */
export const webhookEndpoints = pgTable(
  "webhook_endpoints",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    url: text("url").notNull(),
    /** Kinds of notifications that it wants; empty means all. */
    kinds: text("kinds").array().notNull().default([]),
    /** The signing secret under the key ring. */
    secretSealed: text("secret_sealed").notNull(),
    /** Deliveries in a row that failed for good; too many switch it off. */
    failures: integer("failures").notNull().default(0),
    disabledAt: moment("disabled_at"),
    /** `person` or `failures`. */
    disabledBy: text("disabled_by"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [index("idx_webhook_endpoints_user").on(t.userId, t.createdAt, t.id)],
);
