import { and, eq, isNull, sql } from "drizzle-orm";
import { transact } from "@/db/client";
import { users } from "@/db/schema";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { forbidden } from "@/lib/platform/errors";
import { forgetAccess } from "../internal/forget-access";
import { anonymised } from "../rules";

/**
 * Ends an account that `createMember` made and that its person does not need, because another one of theirs takes its
 * place: nothing personal is left, every session ends, the row stays. Only the platform calls this. Repeating it
 * changes nothing; an account with an address or a password is never touched.
 */
export async function removeMember({ ctx, input }: { ctx: Ctx; input: { userId: string } }): Promise<void> {
  if (ctx.actor.kind !== "job" && ctx.actor.kind !== "webhook") throw forbidden("platform");
  await transact(ctx, async (inner, tx) => {
    const [user] = await tx
      .update(users)
      .set({
        ...anonymised(input.userId),
        role: "user",
        status: "deleted",
        sessionVersion: sql`${users.sessionVersion} + 1`,
        deletedAt: ctx.now,
        updatedAt: ctx.now,
      })
      .where(
        and(
          eq(users.id, input.userId),
          eq(users.status, "active"),
          isNull(users.email),
          isNull(users.passwordHash),
        ),
      )
      .returning({ id: users.id });
    if (!user) return;
    await forgetAccess(tx, user.id);
    await recordAudit(inner, tx, { action: "accounts.remove-member", subjectId: user.id });
  });
}
