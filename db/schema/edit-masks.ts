import { index, integer, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt } from "./columns";
import { generatedImages } from "./generated-images";
import { users } from "./users";

/** A mask that a person painted over an image: an 8-bit grey PNG of the image's size, white where it is edited. */
export const editMasks = pgTable(
  "edit_masks",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** Null when the image is gone; the purge then finds the mask's file through this row. */
    imageId: text("image_id").references(() => generatedImages.id, { onDelete: "set null" }),
    storageKey: text("storage_key").notNull(),
    widthPx: integer("width_px").notNull(),
    heightPx: integer("height_px").notNull(),
    createdAt: createdAt(),
  },
  (t) => [index("idx_edit_masks_created").on(t.createdAt), index("idx_edit_masks_user").on(t.userId)],
);
