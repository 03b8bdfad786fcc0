import { sql } from "drizzle-orm";
import { bigint, check, index, pgEnum, pgTable, text } from "drizzle-orm/pg-core";
import { users } from "./users";

export const creditAccountKind = pgEnum("credit_account_kind", [
  "user_available",
  "user_reserved",
  "system_issuance",
  "system_revenue",
  "system_expiry",
  "system_adjustment",
]);

export const creditAccounts = pgTable(
  "credit_accounts",
  {
    /** `<userId>:available`, `<userId>:reserved`, or `system:<name>`. */
    id: text("id").primaryKey(),
    kind: creditAccountKind("kind").notNull(),
    userId: text("user_id").references(() => users.id),
    /**
     * Sum of the account's lines, kept by a trigger on ledger_lines and by nothing else. Null for system
     * accounts: a counter that every user's transaction touches would serialise all of them.
     */
    balance: bigint("balance", { mode: "number" }),
  },
  (t) => [
    index("idx_credit_accounts_user").on(t.userId),
    check("credit_accounts_owner", sql`(${t.userId} is null) = (${t.balance} is null)`),
    check("credit_accounts_not_negative", sql`${t.balance} >= 0`),
  ],
);
