import { index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, moment } from "./columns";
import { devices } from "./devices";

/** Refresh tokens. Each works once; one that comes again ends its whole family. */
export const deviceTokens = pgTable(
  "device_tokens",
  {
    id: text("id").primaryKey(),
    deviceId: text("device_id")
      .notNull()
      .references(() => devices.id, { onDelete: "cascade" }),
    /** The id of the first token of the line. */
    familyId: text("family_id").notNull(),
    tokenHash: text("token_hash").notNull(),
    usedAt: moment("used_at"),
    revokedAt: moment("revoked_at"),
    expiresAt: moment("expires_at").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("idx_device_tokens_hash").on(t.tokenHash),
    index("idx_device_tokens_family").on(t.familyId),
    index("idx_device_tokens_device").on(t.deviceId),
    index("idx_device_tokens_expires").on(t.expiresAt),
  ],
);
