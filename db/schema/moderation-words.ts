import { pgEnum, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt } from "./columns";

export const moderationSeverity = pgEnum("moderation_severity", ["review", "block"]);

/** The operator's word list. */
export const moderationWords = pgTable(
  "moderation_words",
  {
    id: text("id").primaryKey(),
    /** Folded as texts are before they are compared. */
    word: text("word").notNull(),
    severity: moderationSeverity("severity").notNull(),
    /** Why it is here. */
    note: text("note").notNull().default(""),
    createdBy: text("created_by").notNull(),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex("idx_moderation_words_word").on(t.word)],
);
