import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgEnum, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { apiConfigs } from "./api-configs";
import { createdAt, moment, updatedAt } from "./columns";

export const circuitState = pgEnum("circuit_state", ["closed", "open", "half_open"]);

/** One way to a model: a config and the vendor's name of the model there. */
export const channels = pgTable(
  "channels",
  {
    id: text("id").primaryKey(),
    /** Our id of the model; the config's own id for a person's own key. */
    model: text("model").notNull(),
    provider: text("provider").notNull(),
    vendorModel: text("vendor_model").notNull(),
    apiConfigId: text("api_config_id")
      .notNull()
      .references(() => apiConfigs.id, { onDelete: "cascade" }),
    /** Lower positions are asked first; among equals the weight decides how often each comes first. */
    position: integer("position").notNull().default(0),
    weight: integer("weight").notNull().default(100),
    isEnabled: boolean("is_enabled").notNull().default(true),
    maxConcurrent: integer("max_concurrent").notNull().default(8),
    maxPerMinute: integer("max_per_minute").notNull().default(60),
    circuit: circuitState("circuit").notNull().default("closed"),
    circuitReason: text("circuit_reason"),
    /** Until then an open circuit lets nothing through; after it one call may probe. */
    circuitUntil: moment("circuit_until"),
    /** How often it opened without a success in between; each time it stays open for longer. */
    circuitOpens: integer("circuit_opens").notNull().default(0),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("idx_channels_way").on(t.model, t.apiConfigId, t.vendorModel),
    index("idx_channels_config").on(t.apiConfigId),
    check("channels_weight", sql`${t.weight} between 1 and 1000`),
    check("channels_limits", sql`${t.maxConcurrent} > 0 and ${t.maxPerMinute} > 0`),
  ],
);
