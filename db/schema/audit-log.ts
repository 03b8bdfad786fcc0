import { index, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt } from "./columns";

export const auditLog = pgTable(
  "audit_log",
  {
    id: text("id").primaryKey(),
    action: text("action").notNull(),
    actorKind: text("actor_kind").notNull(),
    actorId: text("actor_id").notNull(),
    /** From where: the caller's address, or empty for jobs. */
    address: text("address").notNull().default(""),
    subjectId: text("subject_id").notNull(),
    before: jsonb("before"),
    after: jsonb("after"),
    reason: text("reason"),
    requestId: text("request_id").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index("idx_audit_log_subject").on(t.subjectId, t.createdAt.desc()),
    index("idx_audit_log_actor").on(t.actorId, t.createdAt.desc(), t.id.desc()),
    index("idx_audit_log_action").on(t.action, t.createdAt.desc(), t.id.desc()),
    index("idx_audit_log_request").on(t.requestId, t.createdAt.desc(), t.id.desc()),
    index("idx_audit_log_created").on(t.createdAt.desc(), t.id.desc()),
  ],
);
