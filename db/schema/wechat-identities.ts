import { boolean, index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, moment, updatedAt } from "./columns";
import { users } from "./users";

/** A person of WeChat as one official account knows them, and the account of ours that they belong to. */
export const wechatIdentities = pgTable(
  "wechat_identities",
  {
    id: text("id").primaryKey(),
    appid: text("appid").notNull(),
    openid: text("openid").notNull(),
    unionid: text("unionid"),
    /** Null for who follows and has neither bound, signed in nor opened the member pages. */
    userId: text("user_id").references(() => users.id),
    follows: boolean("follows").notNull().default(false),
    /** When the follow state last changed at WeChat; an older event that comes later changes nothing. */
    followChangedAt: moment("follow_changed_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("idx_wechat_identities_person").on(t.appid, t.openid),
    uniqueIndex("idx_wechat_identities_user").on(t.appid, t.userId),
    index("idx_wechat_identities_openid").on(t.openid),
    index("idx_wechat_identities_of_user").on(t.userId),
  ],
);
