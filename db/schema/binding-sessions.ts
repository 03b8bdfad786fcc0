import { sql } from "drizzle-orm";
import { check, index, pgEnum, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, moment, updatedAt } from "./columns";
import { devices } from "./devices";
import { users } from "./users";
import { wechatIdentities } from "./wechat-identities";

export const bindingPurpose = pgEnum("binding_purpose", ["device", "sign_in", "link"]);
export const bindingState = pgEnum("binding_state", [
  "pending",
  "scanned",
  "bound",
  "refused",
  "expired",
  "cancelled",
  "claimed",
]);

/** One QR code that waits for one person. */
export const bindingSessions = pgTable(
  "binding_sessions",
  {
    id: text("id").primaryKey(),
    purpose: bindingPurpose("purpose").notNull(),
    state: bindingState("state").notNull().default("pending"),
    /** Public: who photographs the code has it. Random and of one use. */
    scene: text("scene").notNull(),
    /** SHA-256 of what only the asking client holds; the poll is authorised by it. */
    secretHash: text("secret_hash").notNull(),
    /** The client that wants to be bound. */
    deviceId: text("device_id").references(() => devices.id, { onDelete: "cascade" }),
    /** Who wants to link WeChat to their account; after a scan, whom the session made or found. */
    userId: text("user_id").references(() => users.id),
    identityId: text("identity_id").references(() => wechatIdentities.id),
    /** Why a scan came to nothing; a code. */
    refusal: text("refusal"),
    /** The content of the QR code; null until WeChat has made it. */
    qrContent: text("qr_content"),
    expiresAt: moment("expires_at").notNull(),
    scannedAt: moment("scanned_at"),
    decidedAt: moment("decided_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("idx_binding_sessions_scene").on(t.scene),
    index("idx_binding_sessions_device").on(t.deviceId),
    index("idx_binding_sessions_identity").on(t.identityId),
    index("idx_binding_sessions_user").on(t.userId),
    index("idx_binding_sessions_open").on(t.expiresAt).where(sql`${t.state} in ('pending', 'scanned')`),
    check("binding_sessions_device", sql`(${t.purpose} = 'device') = (${t.deviceId} is not null)`),
  ],
);
