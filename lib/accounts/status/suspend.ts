import { eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { users } from "@/db/schema";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { isRefused, lockTarget, type TargetRefusal } from "../internal/admins";
import { endSessions } from "../internal/end-sessions";
import { endOpenCodes } from "../internal/open-codes";
import { requirePermission } from "../rules";
import { suspendAccountInput } from "../schema";

/**
 * Shuts somebody out: every session ends, and keys of programs and clients of theirs are refused until they are let
 * in again. What the message says is told them when they sign in. Repeating it changes nothing but the message.
 */
export async function suspendAccount({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof suspendAccountInput>;
}): Promise<{ ok: true } | TargetRefusal> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { userId, message, reason } = suspendAccountInput.parse(input);
  return transact(ctx, async (inner, tx) => {
    await endOpenCodes(inner, tx, userId);
    const target = await lockTarget(inner, tx, { userId });
    if (isRefused(target)) return target;
    const suspensionMessage = message || null;
    if (target.status === "suspended" && target.suspensionMessage === suspensionMessage)
      return { ok: true as const };
    await tx
      .update(users)
      .set({
        status: "suspended",
        suspendedAt: ctx.now,
        suspensionMessage,
        sessionVersion: sql`${users.sessionVersion} + 1`,
        updatedAt: ctx.now,
      })
      .where(eq(users.id, userId));
    await endSessions(tx, { userId, now: ctx.now });
    await recordAudit(inner, tx, {
      action: "users.suspend",
      subjectId: userId,
      before: { status: target.status, message: target.suspensionMessage },
      after: { status: "suspended", message: suspensionMessage },
      reason,
    });
    return { ok: true as const };
  });
}
