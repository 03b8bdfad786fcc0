import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { type Transaction, transact } from "@/db/client";
import { users } from "@/db/schema";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { violatedIndex } from "./internal/unique-violation";
import { getAccount } from "./read";
import { requirePerson } from "./rules";
import { type AccountView, updateProfileInput } from "./schema";

/** Changes what is given of the acting user's name, username and language; a username of another is refused. */
export async function updateProfile({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof updateProfileInput>;
}): Promise<AccountView | { ok: false; reason: "username_taken" }> {
  const userId = requirePerson(ctx.actor);
  const change = updateProfileInput.parse(input);
  return transact(ctx, async (inner, tx) => {
    if (!(await writeProfile(tx, userId, { ...change, updatedAt: ctx.now })))
      return { ok: false as const, reason: "username_taken" as const };
    await recordAudit(inner, tx, {
      action: "accounts.update-profile",
      subjectId: userId,
      after: { changed: Object.keys(change).sort() },
    });
    return getAccount({ ctx: inner });
  });
}

/** False when the username is taken. The savepoint keeps the transaction usable after the refused write. */
async function writeProfile(
  tx: Transaction,
  userId: string,
  change: Partial<typeof users.$inferInsert>,
): Promise<boolean> {
  try {
    const written = await tx.transaction((savepoint) =>
      savepoint
        .update(users)
        .set(change)
        .where(and(eq(users.id, userId), eq(users.status, "active")))
        .returning({ id: users.id }),
    );
    if (written.length === 0) throw notFound("account");
    return true;
  } catch (error) {
    if (violatedIndex(error) === "idx_users_username") return false;
    throw error;
  }
}
