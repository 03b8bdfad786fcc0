import { and, eq, sql } from "drizzle-orm";
import { transact } from "@/db/client";
import { users } from "@/db/schema";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { endSessions } from "../internal/end-sessions";
import { endOpenCodes } from "../internal/open-codes";
import { requirePerson } from "../rules";

/** Ends every session of the acting user, this one too: their tokens name an older version from now on. */
export async function signOutEverywhere({ ctx }: { ctx: Ctx }): Promise<{ sessionVersion: number }> {
  const userId = requirePerson(ctx.actor);
  return transact(ctx, async (inner, tx) => {
    await endOpenCodes(inner, tx, userId);
    const [user] = await tx
      .update(users)
      .set({ sessionVersion: sql`${users.sessionVersion} + 1`, updatedAt: ctx.now })
      .where(and(eq(users.id, userId), eq(users.status, "active")))
      .returning({ sessionVersion: users.sessionVersion });
    if (!user) throw notFound("account");
    await endSessions(tx, { userId, now: ctx.now });
    await recordAudit(inner, tx, { action: "accounts.sign-out-everywhere", subjectId: userId });
    return user;
  });
}
