import { eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { executor, transact } from "@/db/client";
import { passwordRecoveries, users } from "@/db/schema";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { hashPassword } from "@/lib/platform/passwords/hash";
import { endSessions } from "./internal/end-sessions";
import { endOpenCodes } from "./internal/open-codes";
import { findOpenRecovery } from "./internal/open-recovery";
import { recoverPasswordInput } from "./schema";

const linkInvalid = { ok: false, reason: "recovery_link_invalid" } as const;

/**
 * Sets a new password by a mailed token, ends every session and closes the person's other links. A token
 * works once; used, expired, unknown and those of accounts that are not active are refused alike.
 */
export async function recoverPassword({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof recoverPasswordInput>;
}): Promise<{ ok: true } | typeof linkInvalid> {
  const { token, newPassword } = recoverPasswordInput.parse(input);
  if (!(await findOpenRecovery(executor(ctx), token, ctx.now))) return linkInvalid;
  const passwordHash = await hashPassword(newPassword);
  return transact(ctx, async (inner, tx) => {
    const recovery = await findOpenRecovery(tx, token, ctx.now, "lock");
    if (!recovery) return linkInvalid;
    const { userId } = recovery;
    await endOpenCodes(inner, tx, userId);
    await tx
      .update(users)
      .set({ passwordHash, sessionVersion: sql`${users.sessionVersion} + 1`, updatedAt: ctx.now })
      .where(eq(users.id, userId));
    await endSessions(tx, { userId, now: ctx.now });
    await tx.delete(passwordRecoveries).where(eq(passwordRecoveries.userId, userId));
    await recordAudit(inner, tx, { action: "accounts.recover-password", subjectId: userId });
    return { ok: true as const };
  });
}
