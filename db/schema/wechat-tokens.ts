import { pgTable, text } from "drizzle-orm/pg-core";
import { bytea, moment, updatedAt } from "./columns";

/** Credentials of the official account that all instances share; the row's lock is the lock of its renewal. */
export const wechatTokens = pgTable("wechat_tokens", {
  /** `access:wx…` or `jsapi:wx…`. */
  name: text("name").primaryKey(),
  /** Sealed by the key ring; null until the first one was had. */
  sealed: bytea("sealed"),
  expiresAt: moment("expires_at"),
  updatedAt: updatedAt(),
});
