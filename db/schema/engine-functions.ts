import { json, pgTable, text } from "drizzle-orm/pg-core";
import { moment } from "./columns";

/** What each function listens to, written at every start, so that any process can route any event. */
export const engineFunctions = pgTable("engine_functions", {
  id: text("id").primaryKey(),
  appId: text("app_id").notNull(),
  /** Names of the events that start or cancel it. */
  events: text("events").array().notNull(),
  config: json("config").notNull(),
  syncedAt: moment("synced_at").notNull().defaultNow(),
});
