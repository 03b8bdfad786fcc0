import { integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";

/**
 * Requests of one day in Shanghai altogether, by route, by client, by status and by hour: what the panel shows when
 * nothing is narrowed down, in a few dozen rows a day.
 */
export const requestSums = pgTable(
  "request_sums",
  {
    /** `2026-11-21`, a day in Shanghai. */
    day: text("day").notNull(),
    /** `all`, `route`, `client`, `status` or `hour`. */
    kind: text("kind").notNull(),
    /** The route, the client, the status or the hour (`14:00`); empty for all. */
    key: text("key").notNull(),
    count: integer("count").notNull(),
    /** Of these, answered with 4xx. */
    refused: integer("refused").notNull(),
    /** Of these, answered with 5xx. */
    errors: integer("errors").notNull(),
    /** How many took how long, by the buckets of lib/stats/rules; nothing after the last that is not empty. */
    buckets: integer("buckets").array().notNull(),
  },
  (t) => [primaryKey({ columns: [t.day, t.kind, t.key] })],
);
