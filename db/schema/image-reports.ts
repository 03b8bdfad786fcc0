import { sql } from "drizzle-orm";
import { index, pgEnum, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, moment } from "./columns";
import { generatedImages } from "./generated-images";
import { users } from "./users";

export const reportReason = pgEnum("report_reason", [
  "illegal",
  "sexual",
  "violence",
  "hate",
  "privacy",
  "copyright",
  "label",
  "other",
]);

/** Somebody says that a public image should not be. One per person and image. */
export const imageReports = pgTable(
  "image_reports",
  {
    id: text("id").primaryKey(),
    imageId: text("image_id")
      .notNull()
      .references(() => generatedImages.id, { onDelete: "cascade" }),
    reporterId: text("reporter_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    reason: reportReason("reason").notNull(),
    note: text("note").notNull().default(""),
    createdAt: createdAt(),
    /** When somebody decided about it, and how. */
    resolvedAt: moment("resolved_at"),
    resolution: text("resolution"),
    resolvedBy: text("resolved_by"),
  },
  (t) => [
    uniqueIndex("idx_image_reports_once").on(t.imageId, t.reporterId),
    index("idx_image_reports_reporter").on(t.reporterId),
    index("idx_image_reports_open").on(t.createdAt, t.id).where(sql`${t.resolvedAt} is null`),
  ],
);
