import { sql } from "drizzle-orm";
import { bigint, index, integer, pgTable, text } from "drizzle-orm/pg-core";
import { moment } from "./columns";

/**
 * One answered request: what was asked for, by which client, and how it went. Partitioned by the day in UTC; the
 * days are made ahead and dropped by a job. No prompt, no picture, no address.
 */
export const requestLog = pgTable(
  "request_log",
  {
    at: moment("at").notNull(),
    /** As in `X-Request-Id`. */
    requestId: text("request_id").notNull(),
    method: text("method").notNull(),
    /** With `:id` for what names one thing; `action:name` for an action of a page. */
    route: text("route").notNull(),
    /** `web`, `program`, `windows`, `macos`, `linux`, `ios`, `android`, or `vendor` for calls of outside services. */
    client: text("client").notNull(),
    /** Null for a visitor. */
    userId: text("user_id"),
    status: integer("status").notNull(),
    /** The code of the problem, where the answer was one. */
    errorCode: text("error_code"),
    durationMs: integer("duration_ms").notNull(),
    bytesOut: bigint("bytes_out", { mode: "number" }),
  },
  (t) => [
    index("idx_request_log_newest").on(t.at.desc(), t.requestId.desc()),
    index("idx_request_log_request").on(t.requestId),
    index("idx_request_log_user").on(t.userId, t.at.desc()),
    index("idx_request_log_error")
      .on(t.errorCode, t.at.desc(), t.requestId.desc())
      .where(sql`${t.errorCode} is not null`),
  ],
);
