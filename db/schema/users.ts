import { sql } from "drizzle-orm";
import { check, index, integer, pgEnum, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, moment, updatedAt } from "./columns";

export const userPlan = pgEnum("user_plan", ["free", "pro", "enterprise"]);
export const userRole = pgEnum("user_role", ["user", "admin", "auditor"]);
export const userStatus = pgEnum("user_status", ["active", "suspended", "deleted"]);

export const users = pgTable(
  "users",
  {
    id: text("id").primaryKey(),
    /** Lower case; unique. Null for who came with WeChat. A deleted account holds one under deleted.invalid. */
    email: text("email"),
    /** As the person writes it; unique without regard to case. */
    username: text("username").notNull(),
    displayName: text("display_name").notNull().default(""),
    passwordHash: text("password_hash"),
    plan: userPlan("plan").notNull().default("free"),
    role: userRole("role").notNull().default("user"),
    status: userStatus("status").notNull().default("active"),
    /** Raised to sign out everywhere: a session token that names an older version is refused. */
    sessionVersion: integer("session_version").notNull().default(1),
    /** When an admin suspended the account, and what the person is told when they sign in. */
    suspendedAt: moment("suspended_at"),
    suspensionMessage: text("suspension_message"),
    locale: text("locale").notNull().default("zh-CN"),
    deletedAt: moment("deleted_at"),
    /** When the last of a deleted person's things was removed; null until then. */
    clearedAt: moment("cleared_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("idx_users_email").on(t.email),
    uniqueIndex("idx_users_username").on(sql`lower(${t.username})`),
    index("idx_users_plan").on(t.plan),
    index("idx_users_created_at").on(t.createdAt),
    index("idx_users_to_clear")
      .on(t.deletedAt)
      .where(sql`${t.status} = 'deleted' and ${t.clearedAt} is null`),
    index("idx_users_deleted").on(t.deletedAt.desc(), t.id.desc()).where(sql`${t.deletedAt} is not null`),
    index("idx_users_newest").on(t.createdAt.desc(), t.id.desc()),
    index("idx_users_email_gin").using("gin", t.email.op("gin_trgm_ops")),
    index("idx_users_names_gin").using(
      "gin",
      sql`lower(${t.username} || ' ' || ${t.displayName}) gin_trgm_ops`,
    ),
    index("idx_users_plan_newest").on(t.plan, t.createdAt.desc(), t.id.desc()),
    index("idx_users_status_newest")
      .on(t.status, t.createdAt.desc(), t.id.desc())
      .where(sql`${t.status} <> 'active'`),
    index("idx_users_role").on(t.role).where(sql`${t.role} <> 'user'`),
    check("users_email_lower", sql`${t.email} = lower(${t.email})`),
  ],
);
