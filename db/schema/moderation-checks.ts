import { index, integer, jsonb, pgEnum, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt } from "./columns";

export const moderationSubject = pgEnum("moderation_subject", ["prompt", "image"]);
export const moderationVerdict = pgEnum("moderation_verdict", ["pass", "review", "block", "unavailable"]);

/** What one checker said about one thing. */
export const moderationChecks = pgTable(
  "moderation_checks",
  {
    id: text("id").primaryKey(),
    /** Id of the image whose prompt or picture was checked. */
    subjectId: text("subject_id").notNull(),
    /** The round of the publication. */
    round: integer("round").notNull(),
    kind: moderationSubject("kind").notNull(),
    /** `words`, `openai`, `bailian`. */
    checker: text("checker").notNull(),
    verdict: moderationVerdict("verdict").notNull(),
    /** Categories with scores, matched words, the vendor's own reason. */
    reasons: jsonb("reasons").$type<Record<string, string | number>[]>().notNull().default([]),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("idx_moderation_checks_once").on(t.subjectId, t.round, t.kind, t.checker),
    index("idx_moderation_checks_created").on(t.createdAt),
  ],
);
