import { sql } from "drizzle-orm";
import { check, date, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { generatedImages } from "./generated-images";

/** New likes and downloads of an image by day of Asia/Shanghai, for its owner. */
export const imageDays = pgTable(
  "image_days",
  {
    imageId: text("image_id")
      .notNull()
      .references(() => generatedImages.id, { onDelete: "cascade" }),
    day: date("day", { mode: "string" }).notNull(),
    likes: integer("likes").notNull().default(0),
    downloads: integer("downloads").notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.imageId, t.day] }),
    check("image_days_counts", sql`${t.likes} >= 0 and ${t.downloads} >= 0`),
  ],
);
