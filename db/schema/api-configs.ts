import { sql } from "drizzle-orm";
import { boolean, index, jsonb, pgEnum, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { bytea, createdAt, moment, updatedAt } from "./columns";
import { users } from "./users";

export const apiConfigType = pgEnum("api_config_type", ["image", "chat", "vision"]);

export const apiConfigs = pgTable(
  "api_configs",
  {
    id: text("id").primaryKey(),
    /** Null for a config of the platform. */
    userId: text("user_id").references(() => users.id, { onDelete: "cascade" }),
    /** The platform's own name of it, e.g. `openai-backup`: the settings of the environment it comes from. */
    slot: text("slot"),
    name: text("name").notNull(),
    type: apiConfigType("type").notNull().default("image"),
    provider: text("provider").notNull(),
    baseUrl: text("base_url"),
    /** AES-256-GCM ciphertext with the id of its key, bound to this row's id; never leaves the server. */
    apiKey: bytea("api_key").notNull(),
    apiKeyLast4: text("api_key_last4").notNull(),
    model: text("model").notNull(),
    /** What the adapter wants to know besides: dialect, workspace, … Never a secret. */
    options: jsonb("options").$type<Record<string, string>>().notNull().default({}),
    /** A simulator of the vendor, for demonstration. */
    isSimulated: boolean("is_simulated").notNull().default(false),
    isEnabled: boolean("is_enabled").notNull().default(true),
    /** The last test of the connection: when, and the error class if it failed. */
    testedAt: moment("tested_at"),
    testErrorClass: text("test_error_class"),
    testMessage: text("test_message"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    index("idx_api_configs_user_id").on(t.userId),
    uniqueIndex("idx_api_configs_slot").on(t.slot).where(sql`${t.userId} is null`),
  ],
);
