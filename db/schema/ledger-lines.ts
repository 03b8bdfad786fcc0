import { sql } from "drizzle-orm";
import { bigint, check, index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { creditAccounts } from "./credit-accounts";
import { ledgerEntries } from "./ledger-entries";

/** The lines of an entry sum to zero (deferred constraint trigger). Append-only by trigger. */
export const ledgerLines = pgTable(
  "ledger_lines",
  {
    entryId: text("entry_id")
      .notNull()
      .references(() => ledgerEntries.id),
    accountId: text("account_id")
      .notNull()
      .references(() => creditAccounts.id),
    /** Credits that come to the account (positive) or leave it (negative). */
    amount: bigint("amount", { mode: "number" }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.entryId, t.accountId] }),
    index("idx_ledger_lines_account").on(t.accountId),
    check("ledger_lines_not_zero", sql`${t.amount} <> 0`),
  ],
);
