import { pgTable, text } from "drizzle-orm/pg-core";
import { createdAt } from "./columns";
import { styleTags } from "./style-tags";

/** The slug of a tag that was merged into another: orders and addresses that name it go on meaning something. */
export const styleTagAliases = pgTable("style_tag_aliases", {
  slug: text("slug").primaryKey(),
  tagId: text("tag_id")
    .notNull()
    .references(() => styleTags.id, { onDelete: "cascade" }),
  createdAt: createdAt(),
});
