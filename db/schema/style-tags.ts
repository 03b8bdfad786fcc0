import { boolean, index, integer, pgEnum, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, updatedAt } from "./columns";

/** What a tag steers: the manner of the picture, its subject, its light or colour, its framing. */
export const styleTagType = pgEnum("style_tag_type", ["style", "subject", "light", "composition"]);

export const styleTags = pgTable(
  "style_tags",
  {
    id: text("id").primaryKey(),
    slug: text("slug").notNull(),
    /** The Chinese name, searched by trigram. */
    name: text("name").notNull(),
    nameEn: text("name_en").notNull(),
    category: text("category").notNull(),
    type: styleTagType("type").notNull(),
    /** English words added to the prompt when the tag is chosen. */
    promptFragment: text("prompt_fragment").notNull(),
    /** Where its example picture lies in the storage; null without one. */
    previewKey: text("preview_key"),
    /** False keeps it out of the composer; what was made with it keeps it. */
    isOffered: boolean("is_offered").notNull().default(true),
    popularity: integer("popularity").notNull().default(0),
    sortOrder: integer("sort_order").notNull().default(0),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("idx_style_tags_slug").on(t.slug),
    index("idx_style_tags_category").on(t.category),
    index("idx_style_tags_popularity").on(t.popularity),
    index("idx_style_tags_name_gin").using("gin", t.name.op("gin_trgm_ops")),
    index("idx_style_tags_name_en_gin").using("gin", t.nameEn.op("gin_trgm_ops")),
  ],
);
