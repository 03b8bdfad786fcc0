import { sql } from "drizzle-orm";
import { check, integer, json, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt } from "./columns";
import { engineRuns } from "./engine-runs";

/** The memory of a run: what each step gave, so that it is never done twice. */
export const engineSteps = pgTable(
  "engine_steps",
  {
    runId: text("run_id")
      .notNull()
      .references(() => engineRuns.id, { onDelete: "cascade" }),
    /** SHA-1 of the step's id, as the SDK reports it. */
    id: text("id").notNull(),
    name: text("name").notNull(),
    /** Order of completion within the run; empty while the step is outstanding. */
    position: integer("position"),
    /** `{ data }` or `{ error }`. */
    memo: json("memo"),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.runId, table.id] }),
    check("engine_steps_memo", sql`(${table.position} is null) = (${table.memo} is null)`),
  ],
);
