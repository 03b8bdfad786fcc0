import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { collections } from "./collections";
import { bytea, createdAt, moment } from "./columns";
import { generatedImages } from "./generated-images";
import { users } from "./users";

/** A link that shows one image or one collection to whoever has it. */
export const shareLinks = pgTable(
  "share_links",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    imageId: text("image_id").references(() => generatedImages.id, { onDelete: "cascade" }),
    collectionId: text("collection_id").references(() => collections.id, { onDelete: "cascade" }),
    /** SHA-256 of the token in the address. */
    tokenHash: text("token_hash").notNull(),
    /** The token under the key ring, so that its owner can copy the link again. */
    tokenSealed: bytea("token_sealed").notNull(),
    passwordHash: text("password_hash"),
    /** Raised with every change of the password: ends what earlier ones opened. */
    version: integer("version").notNull().default(1),
    expiresAt: moment("expires_at"),
    revokedAt: moment("revoked_at"),
    views: integer("views").notNull().default(0),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("idx_share_links_token").on(t.tokenHash),
    index("idx_share_links_user").on(t.userId, t.createdAt.desc(), t.id.desc()),
    index("idx_share_links_image").on(t.imageId),
    index("idx_share_links_collection").on(t.collectionId),
    check("share_links_one_thing", sql`(${t.imageId} is null) <> (${t.collectionId} is null)`),
  ],
);
