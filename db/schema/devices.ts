import { index, integer, pgEnum, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, moment, updatedAt } from "./columns";
import { users } from "./users";

export const devicePlatform = pgEnum("device_platform", ["windows", "macos", "linux", "ios", "android"]);

/** An installed client. It exists before it belongs to anybody, and may change hands. */
export const devices = pgTable(
  "devices",
  {
    id: text("id").primaryKey(),
    /** Chosen by the client, once per installation. */
    clientId: text("client_id").notNull(),
    name: text("name").notNull(),
    platform: devicePlatform("platform").notNull(),
    /** SHA-256 of the secret that only the client holds. */
    secretHash: text("secret_hash").notNull(),
    userId: text("user_id").references(() => users.id),
    boundAt: moment("bound_at"),
    /** Raised to end every access token of the device. */
    tokenVersion: integer("token_version").notNull().default(1),
    seenAt: moment("seen_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("idx_devices_client").on(t.clientId),
    index("idx_devices_user").on(t.userId, t.boundAt),
  ],
);
