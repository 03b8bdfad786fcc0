import { eq } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { users } from "@/db/schema";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { isRefused, lockTarget, type TargetRefusal } from "../internal/admins";
import { requirePermission } from "../rules";
import { reasonedUserInput } from "../schema";

/** Lets somebody in again. Their keys and clients work as before; they sign in anew. Repeating it changes nothing. */
export async function restoreAccount({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof reasonedUserInput>;
}): Promise<{ ok: true } | TargetRefusal> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { userId, reason } = reasonedUserInput.parse(input);
  return transact(ctx, async (inner, tx) => {
    const target = await lockTarget(inner, tx, { userId });
    if (isRefused(target)) return target;
    if (target.status === "active") return { ok: true as const };
    await tx
      .update(users)
      .set({ status: "active", suspendedAt: null, suspensionMessage: null, updatedAt: ctx.now })
      .where(eq(users.id, userId));
    await recordAudit(inner, tx, {
      action: "users.restore",
      subjectId: userId,
      before: { status: target.status, message: target.suspensionMessage },
      after: { status: "active", message: null },
      reason,
    });
    return { ok: true as const };
  });
}
