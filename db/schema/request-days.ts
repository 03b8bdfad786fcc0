import { sql } from "drizzle-orm";
import { bigint, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";

/** Requests of one day in Shanghai, added up from the hours: long ranges read a twentieth of the rows. */
export const requestDays = pgTable(
  "request_days",
  {
    /** `2026-11-21`, a day in Shanghai. */
    day: text("day").notNull(),
    route: text("route").notNull(),
    method: text("method").notNull(),
    client: text("client").notNull(),
    status: integer("status").notNull(),
    /** Empty where the answer was no problem. */
    errorCode: text("error_code").notNull().default(""),
    count: integer("count").notNull(),
    /** Sum of all durations, in ms. */
    totalMs: bigint("total_ms", { mode: "number" }).notNull(),
    bytesOut: bigint("bytes_out", { mode: "number" }).notNull().default(0),
    /** How many took how long, by the buckets of lib/stats/rules; nothing after the last that is not empty. */
    buckets: integer("buckets").array().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.day, t.route, t.method, t.client, t.status, t.errorCode] }),
    // What goes wrong most is counted from the index alone.
    index("idx_request_days_errors")
      .on(t.day, t.errorCode, t.status, t.route, t.count)
      .where(sql`${t.errorCode} <> ''`),
  ],
);
