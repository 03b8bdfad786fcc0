import { sql } from "drizzle-orm";
import { check, index, integer, pgEnum, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { generatedImages } from "./generated-images";
import { generations } from "./generations";

export const inputRole = pgEnum("input_role", ["source", "mask", "reference"]);

/** A picture that an order starts from: an image of the library, or the file of a painted mask. */
export const generationInputs = pgTable(
  "generation_inputs",
  {
    generationId: text("generation_id")
      .notNull()
      .references(() => generations.id, { onDelete: "cascade" }),
    ordinal: integer("ordinal").notNull(),
    role: inputRole("role").notNull(),
    imageId: text("image_id").references(() => generatedImages.id, { onDelete: "set null" }),
    /** Of a mask's file. */
    storageKey: text("storage_key"),
  },
  (t) => [
    primaryKey({ columns: [t.generationId, t.ordinal] }),
    index("idx_generation_inputs_image").on(t.imageId),
    check("generation_inputs_mask", sql`(${t.role} = 'mask') = (${t.storageKey} is not null)`),
  ],
);
