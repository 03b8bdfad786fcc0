import { index, integer, pgEnum, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, moment, updatedAt } from "./columns";
import { generations } from "./generations";

export const attemptState = pgEnum("attempt_state", [
  "not_sent",
  "submission_unknown",
  "accepted",
  "finished",
  "rejected",
]);

export const generationAttempts = pgTable(
  "generation_attempts",
  {
    id: text("id").primaryKey(),
    generationId: text("generation_id")
      .notNull()
      .references(() => generations.id, { onDelete: "cascade" }),
    ordinal: integer("ordinal").notNull(),
    provider: text("provider").notNull(),
    model: text("model").notNull(),
    /** Written before the call that it is about. */
    state: attemptState("state").notNull().default("not_sent"),
    externalId: text("external_id"),
    /** Why this attempt exists: the first one, a retry after a refusal, or the one retry of an unknown outcome. */
    cause: text("cause").notNull(),
    errorClass: text("error_class"),
    errorMessage: text("error_message"),
    submittedAt: moment("submitted_at"),
    finishedAt: moment("finished_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("idx_attempts_generation_ordinal").on(t.generationId, t.ordinal),
    index("idx_attempts_external").on(t.provider, t.externalId),
  ],
);
