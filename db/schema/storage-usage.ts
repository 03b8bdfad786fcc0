import { sql } from "drizzle-orm";
import { bigint, check, index, integer, pgTable, text } from "drizzle-orm/pg-core";
import { updatedAt } from "./columns";
import { users } from "./users";

/** How much a person's images take, trash included: kept with every image that comes or goes, counted anew at night. */
export const storageUsage = pgTable(
  "storage_usage",
  {
    userId: text("user_id")
      .primaryKey()
      .references(() => users.id),
    /** Of the originals. */
    bytes: bigint("bytes", { mode: "number" }).notNull().default(0),
    images: integer("images").notNull().default(0),
    updatedAt: updatedAt(),
  },
  (t) => [
    index("idx_storage_usage_largest").on(t.bytes.desc(), t.userId.desc()),
    check("storage_usage_counts", sql`${t.bytes} >= 0 and ${t.images} >= 0`),
  ],
);
