import { sql } from "drizzle-orm";
import { check, doublePrecision, index, integer, pgEnum, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt, moment, updatedAt } from "./columns";
import { generatedImages } from "./generated-images";
import { users } from "./users";

export const publicationState = pgEnum("publication_state", [
  "private",
  "pending",
  "public",
  "rejected",
  "taken_down",
]);

/** Where an image stands on its way into the public gallery; one row since it was first handed in. */
export const publications = pgTable(
  "publications",
  {
    imageId: text("image_id")
      .primaryKey()
      .references(() => generatedImages.id, { onDelete: "cascade" }),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    state: publicationState("state").notNull(),
    /** Counts how often it was handed in; the checks of a round belong to it. */
    round: integer("round").notNull().default(1),
    submittedAt: moment("submitted_at").notNull(),
    /** What the automatic checks said of this round; null while they run. */
    checkedAt: moment("checked_at"),
    decidedAt: moment("decided_at"),
    /** Null when nobody but the checks decided. */
    decidedBy: text("decided_by"),
    /** A code of the gallery's reasons. */
    reason: text("reason"),
    /** What the reviewer wrote to the author. */
    note: text("note"),
    /** An author may appeal once; set when they did. */
    appealedAt: moment("appealed_at"),
    appealText: text("appeal_text"),
    /** When it became public; orders the gallery. */
    publishedAt: moment("published_at"),
    /** Decays by growing slower than newer images start: see the gallery's rules. */
    score: doublePrecision("score").notNull().default(0),
    /** Words of prompt and tags, folded for trigrams: see the images' rules. */
    searchText: text("search_text").notNull().default(""),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    index("idx_publications_new")
      .on(t.publishedAt.desc(), t.imageId.desc())
      .where(sql`${t.state} = 'public'`),
    index("idx_publications_popular").on(t.score.desc(), t.imageId.desc()).where(sql`${t.state} = 'public'`),
    index("idx_publications_author")
      .on(t.userId, t.publishedAt.desc(), t.imageId.desc())
      .where(sql`${t.state} = 'public'`),
    index("idx_publications_owner").on(t.userId, t.state),
    index("idx_publications_search")
      .using("gin", t.searchText.op("gin_trgm_ops"))
      .where(sql`${t.state} = 'public'`),
    index("idx_publications_pending").on(t.submittedAt, t.imageId).where(sql`${t.state} = 'pending'`),
    check("publications_published", sql`(${t.state} = 'public') <= (${t.publishedAt} is not null)`),
    check("publications_round", sql`${t.round} >= 1`),
  ],
);
