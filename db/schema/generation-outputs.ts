import { bigint, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt } from "./columns";
import { generationAttempts } from "./generation-attempts";
import { generations } from "./generations";

/** A vendor's picture, copied to our storage as it came, waiting to become an image. */
export const generationOutputs = pgTable(
  "generation_outputs",
  {
    id: text("id").primaryKey(),
    generationId: text("generation_id")
      .notNull()
      .references(() => generations.id, { onDelete: "cascade" }),
    attemptId: text("attempt_id")
      .notNull()
      .references(() => generationAttempts.id, { onDelete: "cascade" }),
    ordinal: integer("ordinal").notNull(),
    /** The id its image will have, fixed here so that storing it twice writes the same files. */
    imageId: text("image_id").notNull(),
    storageKey: text("storage_key").notNull(),
    sizeBytes: integer("size_bytes").notNull(),
    seed: bigint("seed", { mode: "number" }),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex("idx_outputs_generation_ordinal").on(t.generationId, t.ordinal)],
);
