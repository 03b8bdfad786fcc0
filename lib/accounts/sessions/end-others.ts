import { and, eq, sql } from "drizzle-orm";
import { transact } from "@/db/client";
import { users } from "@/db/schema";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx, UserActor } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { endSessions } from "../internal/end-sessions";
import { endOpenCodes } from "../internal/open-codes";
import { requirePerson } from "../rules";

/**
 * Ends every session of the acting person but the one that asks. The version is raised as well, so that copies of
 * this browser's token and tokens without a row end too: the door has to give this browser a fresh token of the
 * answered version.
 */
export async function endOtherSessions({
  ctx,
}: {
  ctx: Ctx<UserActor>;
}): Promise<{ sessionVersion: number }> {
  const userId = requirePerson(ctx.actor);
  return transact(ctx, async (inner, tx) => {
    await endOpenCodes(inner, tx, userId);
    const [user] = await tx
      .update(users)
      .set({ sessionVersion: sql`${users.sessionVersion} + 1`, updatedAt: ctx.now })
      .where(and(eq(users.id, userId), eq(users.status, "active")))
      .returning({ sessionVersion: users.sessionVersion });
    if (!user) throw notFound("account");
    await endSessions(tx, { userId, now: ctx.now, except: ctx.actor.sessionId });
    await recordAudit(inner, tx, { action: "accounts.end-other-sessions", subjectId: userId });
    return user;
  });
}
