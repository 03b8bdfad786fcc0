import { and, asc, eq, isNotNull, sql } from "drizzle-orm";
import { executor, type Transaction } from "@/db/client";
import { users } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { forbidden, notFound } from "@/lib/platform/errors";
import { isLastAdmin } from "../rules";

/**
 * The active admins in the order of their ids. Locked, whoever takes the role, the access or the account of anybody
 * follows the others, and sees what they have done.
 */
export async function listAdmins(ctx: Ctx, lock?: "lock"): Promise<string[]> {
  const query = executor(ctx)
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, "admin"), eq(users.status, "active")))
    .orderBy(asc(users.id));
  return (await (lock ? query.for("update") : query)).map((admin) => admin.id);
}

export interface Target {
  id: string;
  username: string;
  role: (typeof users.$inferSelect)["role"];
  plan: (typeof users.$inferSelect)["plan"];
  status: (typeof users.$inferSelect)["status"];
  hasPassword: boolean;
  sessionVersion: number;
  suspensionMessage: string | null;
}

export type TargetRefusal = { ok: false; reason: "last_admin" | "own_account" | "account_closed" };

/**
 * Locks the person an admin acts on, after all admins. Refused are the last admin, the acting admin themselves and
 * closed accounts, where `closed` does not say that those are welcome. 403 for an admin who has lost the role while
 * they waited; 404 for nobody.
 */
export async function lockTarget(
  ctx: Ctx,
  tx: Transaction,
  { userId, closed = "refused" }: { userId: string; closed?: "refused" | "welcome" },
): Promise<Target | TargetRefusal> {
  const admins = await listAdmins({ ...ctx, tx }, "lock");
  if (isLastAdmin(admins, userId)) return { ok: false, reason: "last_admin" };
  const actor = ctx.actor.kind === "admin" ? ctx.actor.userId : "";
  if (!admins.includes(actor)) throw forbidden("WRITE_ADMIN");
  if (actor === userId) return { ok: false, reason: "own_account" };
  const [target] = await tx
    .select({
      id: users.id,
      username: users.username,
      role: users.role,
      plan: users.plan,
      status: users.status,
      hasPassword: sql<boolean>`${isNotNull(users.passwordHash)}`,
      sessionVersion: users.sessionVersion,
      suspensionMessage: users.suspensionMessage,
    })
    .from(users)
    .where(eq(users.id, userId))
    .for("update");
  if (!target) throw notFound("account");
  if (target.status === "deleted" && closed === "refused") return { ok: false, reason: "account_closed" };
  return target;
}

export const isRefused = (found: Target | TargetRefusal): found is TargetRefusal => "ok" in found;
