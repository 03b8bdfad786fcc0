import { jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { updatedAt } from "./columns";

/** What the operator has set in the panel; a key without a row has the value of the code. */
export const platformSettings = pgTable("platform_settings", {
  key: text("key").primaryKey(),
  value: jsonb("value").notNull(),
  /** The admin who set it. */
  updatedBy: text("updated_by").notNull(),
  updatedAt: updatedAt(),
});
