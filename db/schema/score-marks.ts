import { pgTable, text } from "drizzle-orm/pg-core";
import { moment } from "./columns";
import { generatedImages } from "./generated-images";

/**
 * Images whose score is out of date since a like or a download came or went. Every such write touches the row, so that
 * whoever takes it away has either seen the write or leaves a row behind.
 */
export const scoreMarks = pgTable("score_marks", {
  imageId: text("image_id")
    .primaryKey()
    .references(() => generatedImages.id, { onDelete: "cascade" }),
  markedAt: moment("marked_at").notNull(),
});
