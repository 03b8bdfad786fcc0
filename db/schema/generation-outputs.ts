import { sql } from "drizzle-orm";
import { bigint, check, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
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
    /** Null while it is still at the vendor's address. */
    storageKey: text("storage_key"),
    sizeBytes: integer("size_bytes"),
    /** Where the vendor keeps it for a while; emptied as soon as we have it. */
    sourceUrl: text("source_url"),
    fetchTries: integer("fetch_tries").notNull().default(0),
    /** What the vendor calls it, where it can act on it later. */
    vendorRef: text("vendor_ref"),
    seed: bigint("seed", { mode: "number" }),
    createdAt: createdAt(),
  },
  (t) => [
    check(
      "outputs_somewhere",
      sql`${t.storageKey} is not null or ${t.sourceUrl} is not null or ${t.fetchTries} > 0`,
    ),
    uniqueIndex("idx_outputs_generation_ordinal").on(t.generationId, t.ordinal),
  ],
);
