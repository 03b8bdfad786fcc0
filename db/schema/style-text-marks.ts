import { pgTable, text } from "drizzle-orm/pg-core";
import { moment } from "./columns";

/**
 * Slugs of style tags whose names changed, or that became another tag: the search texts of images that bear them are
 * written anew, in the order of the images' ids. The row goes when the walk has come to the end.
 */
export const styleTextMarks = pgTable("style_text_marks", {
  slug: text("slug").primaryKey(),
  /** Tells this change from a later one, which begins the walk anew. */
  markedAt: moment("marked_at").notNull(),
  /** The last image that the walk has come to; empty before the first. */
  place: text("place").notNull().default(""),
});
