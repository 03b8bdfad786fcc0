import { bigint, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { moment } from "./columns";

/** Requests of one hour by route, client, status and error, rolled up from the log. */
export const requestHours = pgTable(
  "request_hours",
  {
    hour: moment("hour").notNull(),
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
    primaryKey({ columns: [t.hour, t.route, t.method, t.client, t.status, t.errorCode] }),
    index("idx_request_hours_route").on(t.route, t.hour),
  ],
);
