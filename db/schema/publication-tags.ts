import { doublePrecision, index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { moment } from "./columns";
import { publications } from "./publications";

/** The style tags of what is public now, with what its lists are ordered by. Rows come and go with publicity. */
export const publicationTags = pgTable(
  "publication_tags",
  {
    tag: text("tag").notNull(),
    imageId: text("image_id")
      .notNull()
      .references(() => publications.imageId, { onDelete: "cascade" }),
    publishedAt: moment("published_at").notNull(),
    score: doublePrecision("score").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.imageId, t.tag] }),
    index("idx_publication_tags_new").on(t.tag, t.publishedAt.desc(), t.imageId.desc()),
    index("idx_publication_tags_popular").on(t.tag, t.score.desc(), t.imageId.desc()),
  ],
);
