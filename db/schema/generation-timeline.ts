import { index, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt } from "./columns";
import { generations } from "./generations";

/** What was decided about a generation, in order: which channel and why, what failed, what came next. */
export const generationTimeline = pgTable(
  "generation_timeline",
  {
    id: text("id").primaryKey(),
    generationId: text("generation_id")
      .notNull()
      .references(() => generations.id, { onDelete: "cascade" }),
    part: integer("part").notNull().default(0),
    kind: text("kind").notNull(),
    /** Small and plain: names, classes, waits; never a prompt, a key or an address. */
    data: jsonb("data").$type<Record<string, string | number | boolean | null>>().notNull().default({}),
    createdAt: createdAt(),
  },
  (t) => [index("idx_generation_timeline").on(t.generationId, t.createdAt, t.id)],
);
