import { index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt } from "./columns";
import { generatedImages } from "./generated-images";
import { users } from "./users";

/** Who downloaded somebody else's public image: one row per person, however often. */
export const imageDownloads = pgTable(
  "image_downloads",
  {
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    imageId: text("image_id")
      .notNull()
      .references(() => generatedImages.id, { onDelete: "cascade" }),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.imageId] }), index("idx_image_downloads_image").on(t.imageId)],
);
