import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  index,
  integer,
  pgEnum,
  pgTable,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { apiConfigs } from "./api-configs";
import { collections } from "./collections";
import { createdAt, moment } from "./columns";
import { generations, renderQuality, resolutionTier } from "./generations";
import { users } from "./users";

/**
 * What is known of a picture's origin (Measures, Art. 6): made by AI here or by its own label; said to be by its owner;
 * traces that suggest it; nothing.
 */
export const aiClass = pgEnum("ai_class", ["made", "declared", "suspected", "none"]);

/** Where a picture comes from, by its operation. Queries use this very expression, because an index holds it. */
export const imageOrigin = (operation: SQLWrapper): SQL =>
  sql`(case ${operation} when 'generate' then 'generated' when 'upload' then 'uploaded' else 'edited' end)`;

export const generatedImages = pgTable(
  "generated_images",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    generationId: text("generation_id").references(() => generations.id),
    /** Place in its generation, from 0. */
    ordinal: integer("ordinal").notNull().default(0),
    /** The image that this one was made from. */
    parentImageId: text("parent_image_id").references((): AnyPgColumn => generatedImages.id, {
      onDelete: "set null",
    }),
    /** Folder of this image's files in our storage; originals in it never leave unlabelled. */
    storageKey: text("storage_key").notNull(),
    prompt: text("prompt").notNull(),
    negativePrompt: text("negative_prompt").notNull().default(""),
    styleTags: text("style_tags").array().notNull().default([]),
    ratio: text("ratio").notNull(),
    tier: resolutionTier("tier").notNull(),
    quality: renderQuality("quality").notNull(),
    provider: text("provider").notNull(),
    model: text("model").notNull(),
    seed: bigint("seed", { mode: "number" }),
    /** Made or changed by an AI, as far as we know: every file of it that leaves is labelled. */
    isAiMade: boolean("is_ai_made").notNull().default(true),
    aiClass: aiClass("ai_class").notNull().default("made"),
    /** How it came to be: an operation of a generation, or `upload`. */
    operation: text("operation").notNull().default("generate"),
    /** What its vendor calls it and under which config, where that vendor can act on its own pictures. */
    vendorRef: text("vendor_ref"),
    vendorConfigId: text("vendor_config_id").references(() => apiConfigs.id, { onDelete: "set null" }),
    format: text("format").notNull(),
    widthPx: integer("width_px").notNull(),
    heightPx: integer("height_px").notNull(),
    sizeBytes: integer("size_bytes").notNull(),
    sha256: text("sha256").notNull(),
    /** 64-bit perceptual hash as 16 hex digits. */
    perceptualHash: text("perceptual_hash").notNull(),
    /** ThumbHash in base64. */
    thumbHash: text("thumb_hash").notNull(),
    /** Words of the owner's own. */
    tags: text("tags").array().notNull().default([]),
    collectionId: text("collection_id").references(() => collections.id, { onDelete: "set null" }),
    /** Words of prompt and tags, folded for trigrams: see the module's rules. */
    searchText: text("search_text").notNull().default(""),
    /** Part of what its publication says; both change in one transaction. */
    isPublic: boolean("is_public").notNull().default(false),
    isFavorite: boolean("is_favorite").notNull().default(false),
    likes: integer("likes").notNull().default(0),
    downloads: integer("downloads").notNull().default(0),
    /** In the trash since then. */
    deletedAt: moment("deleted_at"),
    /** Being removed for good since then: nobody sees it any more and it cannot be restored. */
    purgingAt: moment("purging_at"),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("idx_images_generation_ordinal").on(t.generationId, t.ordinal),
    index("idx_images_user_id").on(t.userId, t.createdAt.desc(), t.id.desc()),
    index("idx_images_origin").on(t.userId, imageOrigin(t.operation), t.createdAt.desc(), t.id.desc()),
    index("idx_images_favorite").on(t.userId, t.createdAt.desc(), t.id.desc()).where(sql`${t.isFavorite}`),
    index("idx_images_user_public").on(t.userId, t.createdAt.desc(), t.id.desc()).where(sql`${t.isPublic}`),
    index("idx_images_user_trash")
      .on(t.userId, t.createdAt.desc(), t.id.desc())
      .where(sql`${t.deletedAt} is not null`),
    index("idx_images_user_tagged").on(t.userId).where(sql`${t.tags} <> '{}' and ${t.deletedAt} is null`),
    // One index for words, tags and both together, of one person each.
    index("idx_images_search").using("gin", t.userId, t.searchText.op("gin_trgm_ops"), t.tags),
    index("idx_images_collection")
      .on(t.collectionId, t.createdAt.desc(), t.id.desc())
      .where(sql`${t.collectionId} is not null`),
    index("idx_images_vendor_config").on(t.vendorConfigId).where(sql`${t.vendorConfigId} is not null`),
    index("idx_images_parent").on(t.parentImageId),
    index("idx_images_created_at").on(t.createdAt),
    // No query of ours reads this one and the next: lists go by publications. They stay because the platform's
    // architecture lists them among the indexes that operators find on this table.
    index("idx_images_is_public")
      .on(t.createdAt.desc(), t.id.desc())
      .where(sql`${t.isPublic} and ${t.deletedAt} is null`),
    index("idx_images_likes").on(t.likes),
    index("idx_images_trash").on(t.deletedAt).where(sql`${t.deletedAt} is not null`),
    check("images_counters", sql`${t.likes} >= 0 and ${t.downloads} >= 0`),
    check("images_ai_class", sql`${t.isAiMade} = (${t.aiClass} <> 'none')`),
    check("images_size", sql`${t.widthPx} > 0 and ${t.heightPx} > 0`),
  ],
);
