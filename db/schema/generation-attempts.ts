import { sql } from "drizzle-orm";
import { index, integer, pgEnum, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { channels } from "./channels";
import { createdAt, moment, updatedAt } from "./columns";
import { generations } from "./generations";

export const attemptState = pgEnum("attempt_state", [
  "not_sent",
  "submission_unknown",
  "accepted",
  "finished",
  "rejected",
  "failed",
  "closed",
]);

/** What a person found out about an attempt whose outcome the vendor did not tell. */
export const attemptResolution = pgEnum("attempt_resolution", ["delivered", "closed"]);

export const generationAttempts = pgTable(
  "generation_attempts",
  {
    id: text("id").primaryKey(),
    generationId: text("generation_id")
      .notNull()
      .references(() => generations.id, { onDelete: "cascade" }),
    ordinal: integer("ordinal").notNull(),
    /** Which part of the order it is for, from 0. */
    part: integer("part").notNull().default(0),
    provider: text("provider").notNull(),
    /** The vendor's name of the model. */
    model: text("model").notNull(),
    /** The way it was sent; null for the built-in renderer, which needs none, and for ways that are gone. */
    channelId: text("channel_id").references(() => channels.id, { onDelete: "set null" }),
    /** Written before the call that it is about. */
    state: attemptState("state").notNull().default("not_sent"),
    externalId: text("external_id"),
    /** Why it exists: `first`, `retry`, `failover` to another channel, or the one retry of an `unknown_outcome`. */
    cause: text("cause").notNull(),
    errorClass: text("error_class"),
    errorMessage: text("error_message"),
    /** Decided by an admin after nobody could be asked any more: the vendor did the work, or it never did. */
    resolution: attemptResolution("resolution"),
    resolvedBy: text("resolved_by"),
    resolvedAt: moment("resolved_at"),
    submittedAt: moment("submitted_at"),
    finishedAt: moment("finished_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("idx_attempts_generation_ordinal").on(t.generationId, t.ordinal),
    index("idx_attempts_channel").on(t.channelId).where(sql`${t.channelId} is not null`),
    index("idx_attempts_unknown")
      .on(t.createdAt.desc(), t.id.desc())
      .where(sql`${t.state} = 'submission_unknown' and ${t.resolution} is null`),
    index("idx_attempts_found_out").on(t.resolvedAt).where(sql`${t.resolution} = 'delivered'`),
    index("idx_attempts_error")
      .on(t.errorClass, t.createdAt.desc(), t.id.desc())
      .where(sql`${t.errorClass} is not null`),
    index("idx_attempts_external").on(t.provider, t.externalId),
  ],
);
