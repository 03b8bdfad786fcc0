import { pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { moment } from "./columns";

/** The last tick that was fired, per function and schedule; moving it forward is what claims a tick. */
export const engineCrons = pgTable(
  "engine_crons",
  {
    fnId: text("fn_id").notNull(),
    cron: text("cron").notNull(),
    lastTick: moment("last_tick").notNull(),
  },
  (table) => [primaryKey({ columns: [table.fnId, table.cron] })],
);
