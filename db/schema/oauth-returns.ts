import { index, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt } from "./columns";
import { wechatIdentities } from "./wechat-identities";

/** Codes of the web authorisation that were exchanged: a browser that asks twice gets the first outcome. */
export const oauthReturns = pgTable(
  "oauth_returns",
  {
    /** SHA-256 of the code. */
    codeHash: text("code_hash").primaryKey(),
    /** SHA-256 of the state that the browser held. */
    stateHash: text("state_hash").notNull(),
    identityId: text("identity_id")
      .notNull()
      .references(() => wechatIdentities.id, { onDelete: "cascade" }),
    createdAt: createdAt(),
  },
  (t) => [index("idx_oauth_returns_created").on(t.createdAt)],
);
