import { eq } from "drizzle-orm";
import type { z } from "zod";
import { executor, transact } from "@/db/client";
import { users } from "@/db/schema";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { passwordMatches } from "@/lib/platform/passwords/hash";
import { listAdmins } from "./internal/admins";
import { closeRow } from "./internal/close-row";
import { isLastAdmin, requirePerson } from "./rules";
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
    await closeRow(tx, userId, ctx.now);
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
