import { sql } from "drizzle-orm";
import { index, jsonb, pgEnum, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt } from "./columns";
import { userPlan, users } from "./users";

export const ledgerEntryKind = pgEnum("ledger_entry_kind", [
  "grant",
  "reserve",
  "settle",
  "release",
  "expire",
  "adjust",
  "revoke",
]);

/** One movement of credits; its lines say between which accounts. Append-only by trigger. */
export const ledgerEntries = pgTable(
  "ledger_entries",
  {
    id: text("id").primaryKey(),
    /** What makes this movement happen once, e.g. `reserve:gen_…`. */
    businessKey: text("business_key").notNull(),
    kind: ledgerEntryKind("kind").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    /** What it is about, e.g. a generation's id. */
    subjectId: text("subject_id"),
    /** Of a settlement: the plan that the person had when they were charged. */
    plan: userPlan("plan"),
    reason: text("reason"),
    actor: jsonb("actor").notNull().$type<Record<string, string>>(),
    requestId: text("request_id").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("idx_ledger_entries_business_key").on(t.businessKey),
    index("idx_ledger_entries_user").on(t.userId, t.createdAt.desc(), t.id.desc()),
    index("idx_ledger_entries_newest").on(t.createdAt.desc(), t.id.desc()),
    index("idx_ledger_entries_kind").on(t.kind, t.createdAt.desc(), t.id.desc()),
    index("idx_ledger_entries_subject").on(t.subjectId),
    index("idx_ledger_entries_plan")
      .on(t.plan, t.createdAt.desc(), t.id.desc())
      .where(sql`${t.plan} is not null`),
  ],
);
