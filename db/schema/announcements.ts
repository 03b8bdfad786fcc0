import { sql } from "drizzle-orm";
import { check, index, pgEnum, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt, moment, updatedAt } from "./columns";

export const announcementLevel = pgEnum("announcement_level", ["info", "warning"]);

/** A line of the operator above every page, for a time. */
export const announcements = pgTable(
  "announcements",
  {
    id: text("id").primaryKey(),
    level: announcementLevel("level").notNull().default("info"),
    textZh: text("text_zh").notNull(),
    textEn: text("text_en").notNull(),
    /** Where it leads, on this site or another; null leads nowhere. */
    href: text("href"),
    startsAt: moment("starts_at").notNull(),
    /** Null stands until it is ended. */
    endsAt: moment("ends_at"),
    createdBy: text("created_by").notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    index("idx_announcements_starts").on(t.startsAt.desc(), t.id.desc()),
    check("announcements_span", sql`${t.endsAt} is null or ${t.endsAt} > ${t.startsAt}`),
  ],
);
