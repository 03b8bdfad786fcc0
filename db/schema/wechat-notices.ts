import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgEnum, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { bytea, createdAt, moment } from "./columns";

export const wechatNoticeKind = pgEnum("wechat_notice_kind", ["message", "payment", "refund", "other"]);
export const wechatNoticeState = pgEnum("wechat_notice_state", ["stored", "done", "failed"]);

/** A callback of WeChat, verified, as it came; stored once however often it is delivered. */
export const wechatNotices = pgTable(
  "wechat_notices",
  {
    id: text("id").primaryKey(),
    kind: wechatNoticeKind("kind").notNull(),
    /** A hash of what makes a delivery the same delivery. */
    dedupeKey: text("dedupe_key").notNull(),
    /** The order of which a notice of payment or refund speaks, by its out-trade-no. */
    orderId: text("order_id"),
    /** The bytes that were signed. Payments stay encrypted as they came. */
    body: bytea("body").notNull(),
    headers: jsonb("headers").notNull().$type<Record<string, string>>(),
    state: wechatNoticeState("state").notNull().default("stored"),
    /** What the person was answered, so that a repeated delivery is answered the same. */
    reply: text("reply"),
    deliveries: integer("deliveries").notNull().default(1),
    /** Why nothing came of it; a code. */
    problem: text("problem"),
    handledAt: moment("handled_at"),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("idx_wechat_notices_once").on(t.kind, t.dedupeKey),
    index("idx_wechat_notices_waiting").on(t.state, t.createdAt),
    index("idx_wechat_notices_order").on(t.orderId).where(sql`${t.orderId} is not null`),
  ],
);
