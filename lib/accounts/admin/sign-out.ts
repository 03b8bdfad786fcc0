import { eq } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { users } from "@/db/schema";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { isRefused, lockTarget, type TargetRefusal } from "../internal/admins";
import { endSessions } from "../internal/end-sessions";
import { endOpenCodes } from "../internal/open-codes";
import { requirePermission } from "../rules";
import { reasonedUserInput } from "../schema";

/** Ends every session of somebody: each browser has to sign in anew. Keys of programs and bound clients stay. */
export async function signOutUser({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof reasonedUserInput>;
}): Promise<{ ok: true } | TargetRefusal> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { userId, reason } = reasonedUserInput.parse(input);
  return transact(ctx, async (inner, tx) => {
    await endOpenCodes(inner, tx, userId);
    const target = await lockTarget(inner, tx, { userId });
    if (isRefused(target)) return target;
    const sessionVersion = target.sessionVersion + 1;
    await tx.update(users).set({ sessionVersion, updatedAt: ctx.now }).where(eq(users.id, userId));
    await endSessions(tx, { userId, now: ctx.now });
    await recordAudit(inner, tx, {
      action: "users.sign-out",
      subjectId: userId,
      before: { sessionVersion: target.sessionVersion },
      after: { sessionVersion },
      reason,
    });
    return { ok: true as const };
  });
}
