import { and, eq, isNull } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { userSessions } from "@/db/schema";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { requirePerson } from "../rules";
import { sessionIdInput } from "../schema";

/** Ends one session of the acting person, this one or another: its token opens nothing from now on. Safe to repeat. */
export async function endSession({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof sessionIdInput>;
}): Promise<{ ok: true }> {
  const userId = requirePerson(ctx.actor);
  const { id } = sessionIdInput.parse(input);
  return transact(ctx, async (inner, tx) => {
    const mine = and(eq(userSessions.id, id), eq(userSessions.userId, userId));
    const [ended] = await tx
      .update(userSessions)
      .set({ endedAt: ctx.now })
      .where(and(mine, isNull(userSessions.endedAt)))
      .returning({ id: userSessions.id });
    if (ended) await recordAudit(inner, tx, { action: "accounts.end-session", subjectId: id });
    else if ((await tx.$count(userSessions, mine)) === 0) throw notFound("session");
    return { ok: true as const };
  });
}
