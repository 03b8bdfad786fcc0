import { index, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt } from "./columns";
import { generatedImages } from "./generated-images";
import { publicationState } from "./publications";

/** What happened to a publication, in order. */
export const publicationMoves = pgTable(
  "publication_moves",
  {
    id: text("id").primaryKey(),
    imageId: text("image_id")
      .notNull()
      .references(() => generatedImages.id, { onDelete: "cascade" }),
    from: publicationState("from_state").notNull(),
    to: publicationState("to_state").notNull(),
    actorKind: text("actor_kind").notNull(),
    actorId: text("actor_id").notNull(),
    reason: text("reason"),
    note: text("note"),
    createdAt: createdAt(),
  },
  (t) => [index("idx_publication_moves").on(t.imageId, t.createdAt, t.id)],
);
