import { sql } from "drizzle-orm";
import { index, pgTable, text } from "drizzle-orm/pg-core";
import { channels } from "./channels";
import { moment } from "./columns";

/** One use of a channel by one attempt: its concurrency, its rate and its health are counted from these. */
export const channelUses = pgTable(
  "channel_uses",
  {
    /** The attempt that uses it. */
    id: text("id").primaryKey(),
    channelId: text("channel_id")
      .notNull()
      .references(() => channels.id, { onDelete: "cascade" }),
    generationId: text("generation_id").notNull(),
    startedAt: moment("started_at").notNull(),
    endedAt: moment("ended_at"),
    /** `delivered`, an error class, or `closed` when we ended it. */
    outcome: text("outcome"),
  },
  (t) => [
    index("idx_channel_uses_started").on(t.channelId, t.startedAt.desc()),
    index("idx_channel_uses_open").on(t.channelId).where(sql`${t.endedAt} is null`),
    index("idx_channel_uses_generation").on(t.generationId),
  ],
);
