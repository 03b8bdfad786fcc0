import { and, eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { executor, transact } from "@/db/client";
import { passwordRecoveries, users } from "@/db/schema";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { hashPassword, passwordMatches } from "@/lib/platform/passwords/hash";
import { endSessions } from "./internal/end-sessions";
import { endOpenCodes } from "./internal/open-codes";
import { requirePerson } from "./rules";
import { changePasswordInput } from "./schema";

/**
 * Replaces the acting user's password, ends every session and closes open recovery links. Answers the version
 * that a fresh session of the caller names. `wrong_password` also when another change came first.
 */
export async function changePassword({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof changePasswordInput>;
}): Promise<{ ok: true; sessionVersion: number } | { ok: false; reason: "wrong_password" }> {
  const userId = requirePerson(ctx.actor);
  const { currentPassword, newPassword } = changePasswordInput.parse(input);
  const stored = await findPasswordHash(ctx, userId);
  if (!(await passwordMatches(currentPassword, stored))) return { ok: false, reason: "wrong_password" };
  const passwordHash = await hashPassword(newPassword);
  return transact(ctx, async (inner, tx) => {
    await endOpenCodes(inner, tx, userId);
    const [user] = await tx
      .update(users)
      .set({ passwordHash, sessionVersion: sql`${users.sessionVersion} + 1`, updatedAt: ctx.now })
      .where(and(eq(users.id, userId), eq(users.passwordHash, stored ?? "")))
      .returning({ sessionVersion: users.sessionVersion });
    if (!user) return { ok: false as const, reason: "wrong_password" as const };
    await endSessions(tx, { userId, now: ctx.now });
    await tx.delete(passwordRecoveries).where(eq(passwordRecoveries.userId, userId));
    await recordAudit(inner, tx, { action: "accounts.change-password", subjectId: userId });
    return { ok: true as const, sessionVersion: user.sessionVersion };
  });
}

async function findPasswordHash(ctx: Ctx, userId: string): Promise<string | null> {
  const [user] = await executor(ctx)
    .select({ passwordHash: users.passwordHash })
    .from(users)
    .where(and(eq(users.id, userId), eq(users.status, "active")));
  if (!user) throw notFound("account");
  return user.passwordHash;
}
