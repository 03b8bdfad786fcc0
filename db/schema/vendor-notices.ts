import { index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { apiConfigs } from "./api-configs";
import { createdAt } from "./columns";

/** A vendor's word that something changed, stored once. It only ever makes us ask sooner. */
export const vendorNotices = pgTable(
  "vendor_notices",
  {
    id: text("id").primaryKey(),
    apiConfigId: text("api_config_id")
      .notNull()
      .references(() => apiConfigs.id, { onDelete: "cascade" }),
    /** Hashes: what stands in a callback is the vendor's, of any length and kind. */
    noticeId: text("notice_id").notNull(),
    externalId: text("external_id").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("idx_vendor_notices_once").on(t.apiConfigId, t.noticeId),
    index("idx_vendor_notices_created").on(t.createdAt),
  ],
);
