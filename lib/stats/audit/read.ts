import { and, eq, type SQL, sql } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { afterCursor, newestFirst, withinDays } from "@/db/keyset";
import { auditLog, users } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import { type AuditLineView, type AuditPage, auditLineIdInput, listAuditInput } from "@/lib/audit/schema";
import type { Ctx } from "@/lib/platform/context";
import { page } from "@/lib/platform/http/cursor";

const columns = {
  id: auditLog.id,
  action: auditLog.action,
  actorKind: auditLog.actorKind,
  actorId: auditLog.actorId,
  actorName: users.username,
  address: auditLog.address,
  subjectId: auditLog.subjectId,
  before: auditLog.before,
  after: auditLog.after,
  reason: auditLog.reason,
  requestId: auditLog.requestId,
  createdAt: auditLog.createdAt,
};

/**
 * The audit trail, newest first. Each filter alone walks an index in the order of the list; of several, the one that
 * names a person or a thing is the index and the others are looked at on its rows.
 */
export async function listAuditLines({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof listAuditInput>;
}): Promise<AuditPage> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const { actor, subject, action, request, from, to, cursor, limit } = listAuditInput.parse(input);
  const where: (SQL | undefined)[] = [
    actor === undefined ? undefined : eq(auditLog.actorId, await actorIdOf(ctx, actor)),
    subject === undefined ? undefined : eq(auditLog.subjectId, subject),
    action === undefined ? undefined : eq(auditLog.action, action),
    request === undefined ? undefined : eq(auditLog.requestId, request),
    withinDays(auditLog.createdAt, { from, to }),
    afterCursor(auditLog.createdAt, auditLog.id, cursor),
  ];
  const rows = await executor(ctx)
    .select(columns)
    .from(auditLog)
    .leftJoin(users, eq(users.id, auditLog.actorId))
    .where(and(...where))
    .orderBy(...newestFirst(auditLog))
    .limit(limit + 1);
  const found = page(rows, limit, (row) => ({ atMs: row.createdAt.getTime(), id: row.id }));
  return { items: found.items.map(toView), nextCursor: found.nextCursor };
}

/** One line, or null. */
export async function findAuditLine({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof auditLineIdInput>;
}): Promise<AuditLineView | null> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const known = auditLineIdInput.safeParse(input);
  if (!known.success) return null;
  const [row] = await executor(ctx)
    .select(columns)
    .from(auditLog)
    .leftJoin(users, eq(users.id, auditLog.actorId))
    .where(eq(auditLog.id, known.data.id));
  return row ? toView(row) : null;
}

/** The actions that occur, in the order of the alphabet: one step of the index for each. */
export async function listAuditActions({ ctx }: { ctx: Ctx }): Promise<string[]> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const rows = await executor(ctx).execute<{ action: string }>(sql`
    with recursive actions as (
      (select action from audit_log order by action limit 1)
      union all
      select (select l.action from audit_log l where l.action > a.action order by l.action limit 1)
      from actions a where a.action is not null
    )
    select action from actions where action is not null limit 500`);
  return rows.map((row) => row.action);
}

/** A person may be named by their address or name; everything else is taken as it stands. */
async function actorIdOf(ctx: Ctx, actor: string): Promise<string> {
  const name = actor.toLowerCase();
  const [known] = await executor(ctx)
    .select({ id: users.id })
    .from(users)
    .where(name.includes("@") ? eq(users.email, name) : sql`lower(${users.username}) = ${name}`);
  return known?.id ?? actor;
}

type Row = typeof auditLog.$inferSelect & { actorName: string | null };

const toView = ({ before, after, createdAt, ...row }: Row): AuditLineView => ({
  ...row,
  before: before ?? null,
  after: after ?? null,
  createdAt: createdAt.toISOString(),
});
