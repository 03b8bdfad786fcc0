import { and, asc, eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { executor, transact } from "@/db/client";
import { passwordRecoveries, users } from "@/db/schema";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { passwordMatches } from "@/lib/platform/passwords/hash";
import { forgetAccess } from "./internal/forget-access";
import { anonymised, isLastAdmin, requirePerson } from "./rules";
import { deleteAccountInput } from "./schema";

type DeleteRefusal = { ok: false; reason: "wrong_password" | "last_admin" };

/**
 * Deletes the acting user's account: no name, address or password is left, every session and every key ends, the row stays
 * because the ledger refers to it. Repeating it answers ok.
 */
export async function deleteAccount({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof deleteAccountInput>;
}): Promise<{ ok: true } | DeleteRefusal> {
  const userId = requirePerson(ctx.actor);
  const { password } = deleteAccountInput.parse(input);
  const user = await findForDeletion(ctx, userId);
  if (user.status === "deleted") return { ok: true };
  if (user.passwordHash !== null && !(await passwordMatches(password, user.passwordHash)))
    return { ok: false, reason: "wrong_password" };
  if (isLastAdmin(await listAdmins(ctx), userId)) return { ok: false, reason: "last_admin" };
  return transact(ctx, async (inner, tx) => {
    // Two last admins who leave at once wait for each other here, and the second one stays.
    if (isLastAdmin(await listAdmins(inner, "lock"), userId))
      return { ok: false as const, reason: "last_admin" as const };
    await tx
      .update(users)
      .set({
        ...anonymised(userId),
        passwordHash: null,
        role: "user",
        status: "deleted",
        sessionVersion: sql`${users.sessionVersion} + 1`,
        deletedAt: ctx.now,
        updatedAt: ctx.now,
      })
      .where(eq(users.id, userId));
    await tx.delete(passwordRecoveries).where(eq(passwordRecoveries.userId, userId));
    await forgetAccess(tx, userId);
    await recordAudit(inner, tx, { action: "accounts.delete", subjectId: userId });
    return { ok: true as const };
  });
}

async function findForDeletion(ctx: Ctx, userId: string) {
  const [user] = await executor(ctx)
    .select({ passwordHash: users.passwordHash, status: users.status })
    .from(users)
    .where(eq(users.id, userId));
  if (!user) throw notFound("account");
  return user;
}

async function listAdmins(ctx: Ctx, lock?: "lock"): Promise<string[]> {
  const query = executor(ctx)
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, "admin"), eq(users.status, "active")))
    .orderBy(asc(users.id));
  return (await (lock ? query.for("update") : query)).map((admin) => admin.id);
}
