import { bigint, index, json, pgTable, text } from "drizzle-orm/pg-core";
import { moment } from "./columns";

/** Every event that was sent, kept for the history, for deduplication and for late-created runs. */
export const engineEvents = pgTable(
  "engine_events",
  {
    id: text("id").primaryKey(),
    /** Order of arrival; a cancel event only reaches runs whose trigger came before it. */
    seq: bigint("seq", { mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    name: text("name").notNull(),
    /** `json`, not `jsonb`: the text must come back as it was sent, including \u0000. */
    payload: json("payload").notNull(),
    /** Set when the sender gave an id or a retry seed; emptied once the 24 hours are over. */
    dedupeKey: text("dedupe_key").unique("engine_events_dedupe_key"),
    receivedAt: moment("received_at").notNull().defaultNow(),
  },
  (table) => [
    index("engine_events_name_seq").on(table.name, table.seq),
    index("engine_events_received_at").on(table.receivedAt),
  ],
);
