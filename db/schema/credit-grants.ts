import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, pgEnum, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, moment } from "./columns";
import { ledgerEntries } from "./ledger-entries";
import { users } from "./users";

export const creditGrantSource = pgEnum("credit_grant_source", [
  "welcome",
  "membership",
  "purchase",
  "adjustment",
  "promotion",
]);

/** Credits that came in at one time and expire together, or never. */
export const creditGrants = pgTable(
  "credit_grants",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    entryId: text("entry_id")
      .notNull()
      .references(() => ledgerEntries.id),
    source: creditGrantSource("source").notNull(),
    amount: bigint("amount", { mode: "number" }).notNull(),
    /** Not yet spent, reserved or expired. All remainings of a user sum to the available account. */
    remaining: bigint("remaining", { mode: "number" }).notNull(),
    /** Held by open reservations. All of a user's sum to the reserved account. */
    reserved: bigint("reserved", { mode: "number" }).notNull().default(0),
    /** Null never expires. */
    expiresAt: moment("expires_at"),
    /** True once returned credits have had their extra day; there is only one. */
    graceUsed: boolean("grace_used").notNull().default(false),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("idx_credit_grants_entry").on(t.entryId),
    index("idx_credit_grants_spendable").on(t.userId, t.expiresAt).where(sql`${t.remaining} > 0`),
    index("idx_credit_grants_expiring")
      .on(t.expiresAt)
      .where(sql`${t.remaining} > 0 and ${t.expiresAt} is not null`),
    check(
      "credit_grants_parts",
      sql`${t.amount} > 0 and ${t.remaining} >= 0 and ${t.reserved} >= 0 and ${t.remaining} + ${t.reserved} <= ${t.amount}`,
    ),
  ],
);
