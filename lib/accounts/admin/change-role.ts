import { eq } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { users } from "@/db/schema";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { isRefused, lockTarget, type TargetRefusal } from "../internal/admins";
import { requirePermission } from "../rules";
import { changeRoleInput } from "../schema";

/**
 * Makes somebody an auditor, an admin or an ordinary user; it counts from their next request on. Nobody changes their
 * own role, one active admin always remains, and nobody without a password becomes one (`password_missing`): what is
 * grave asks an admin for it.
 */
export async function changeRole({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof changeRoleInput>;
}): Promise<{ ok: true } | TargetRefusal | { ok: false; reason: "password_missing" }> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { userId, role, reason } = changeRoleInput.parse(input);
  return transact(ctx, async (inner, tx) => {
    const target = await lockTarget(inner, tx, { userId });
    if (isRefused(target)) return target;
    if (target.role === role) return { ok: true as const };
    if (role === "admin" && !target.hasPassword)
      return { ok: false as const, reason: "password_missing" as const };
    await tx.update(users).set({ role, updatedAt: ctx.now }).where(eq(users.id, userId));
    await recordAudit(inner, tx, {
      action: "users.change-role",
      subjectId: userId,
      before: { role: target.role },
      after: { role },
      reason,
    });
    return { ok: true as const };
  });
}
