import { sql } from "drizzle-orm";
import { type AnyPgColumn, check, index, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, updatedAt } from "./columns";
import { users } from "./users";

/** A named place in somebody's library. An image lies in one collection or in none. */
export const collections = pgTable(
  "collections",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    /** The collection that this one lies in, which itself lies in none. */
    parentId: text("parent_id").references((): AnyPgColumn => collections.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    /** Place among those beside it, from 0. */
    position: integer("position").notNull(),
    /** Chosen by the person; without one the newest image stands for it. No reference: the image may go first. */
    coverImageId: text("cover_image_id"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("idx_collections_name").on(t.userId, sql`coalesce(${t.parentId}, '')`, sql`lower(${t.name})`),
    index("idx_collections_order").on(t.userId, t.parentId, t.position),
    index("idx_collections_parent").on(t.parentId),
    check("collections_not_own_parent", sql`${t.parentId} <> ${t.id}`),
  ],
);
