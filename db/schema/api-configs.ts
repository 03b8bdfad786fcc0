import { index, pgEnum, pgTable, text } from "drizzle-orm/pg-core";
import { bytea, createdAt, updatedAt } from "./columns";
import { users } from "./users";

export const apiConfigType = pgEnum("api_config_type", ["image", "chat", "vision"]);

export const apiConfigs = pgTable(
  "api_configs",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    type: apiConfigType("type").notNull().default("image"),
    provider: text("provider").notNull(),
    baseUrl: text("base_url"),
    /** AES-256-GCM ciphertext with the id of its key; never leaves the server. */
    apiKey: bytea("api_key").notNull(),
    apiKeyLast4: text("api_key_last4").notNull(),
    model: text("model").notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [index("idx_api_configs_user_id").on(t.userId)],
);
