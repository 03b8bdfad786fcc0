import { and, asc, eq, lte } from "drizzle-orm";
import type { z } from "zod";
import { db, transact } from "@/db/client";
import { memberships } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import { notifyUser } from "@/lib/notifications/notify";
import type { Ctx } from "@/lib/platform/context";
import { logger } from "@/lib/platform/log";
import { grantDue } from "./internal/grants";
import { listTerms, type Member, saveStanding, withAccount } from "./internal/member";
import { type Standing, standing, warningDue } from "./rules";
import { keepMembershipsInput } from "./schema";

const log = logger("membership.keep");

/**
 * Does what has become due for members: monthly credits, the change to a plan that waited, the warnings before the
 * end, and the end itself after its grace. One transaction per member; who is being written by somebody else waits
 * for the next round. Safe to repeat and to run at the same time. A member who cannot be kept is logged and does not
 * stop the others. Returns how many were kept and whether there may be more.
 */
export async function keepMemberships({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof keepMembershipsInput>;
}): Promise<{ done: number; more: boolean }> {
  requireJob(ctx.actor);
  const { limit } = keepMembershipsInput.parse(input);
  const due = await db()
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(lte(memberships.nextDueAt, ctx.now))
    .orderBy(asc(memberships.nextDueAt))
    .limit(limit);
  let done = 0;
  for (const { userId } of due) {
    try {
      if (await keepMember(ctx, userId)) done += 1;
    } catch (err) {
      log.error("a membership could not be kept", { user_id: userId, request_id: ctx.requestId, err });
    }
  }
  return { done, more: due.length === limit && done > 0 };
}

/** False when somebody else does it now, or has done it since it was listed. */
function keepMember(ctx: Ctx, userId: string): Promise<boolean> {
  return transact(ctx, async (inner, tx) => {
    const [row] = await tx
      .select()
      .from(memberships)
      .where(and(eq(memberships.userId, userId), lte(memberships.nextDueAt, ctx.now)))
      .for("update", { skipLocked: true });
    if (!row) return false;
    const member = await withAccount(tx, row);
    if (member.closed) {
      await saveStanding(inner, tx, member);
      return true;
    }
    const terms = await listTerms(tx, userId);
    await grantDue(inner, tx, userId, terms);
    const warned = await warn(inner, member, standing(terms, ctx.now));
    const after = await saveStanding(inner, tx, member, warned);
    if (member.recordedPlan !== "free" && after.plan === "free") await tellEnd(inner, member, after);
    return true;
  });
}

/** Tells the person once that the end is seven days away, and once that it is one. Returns the end they know of. */
async function warn(ctx: Ctx, member: Member, now: Standing): Promise<Date | null> {
  const days = warningDue(now.paidUntil, ctx.now);
  if (days === null || now.paidUntil === null) return member.warnedOf;
  const paidUntil = now.paidUntil.toISOString();
  await notifyUser({
    ctx,
    input: {
      userId: member.userId,
      kind: "membership.ending",
      businessKey: `membership.ending:${member.userId}:${paidUntil}:${days}`,
      data: { plan: now.plan, paidUntil, days },
    },
  });
  return now.paidUntil;
}

async function tellEnd(ctx: Ctx, member: Member, now: Standing): Promise<void> {
  const paidUntil = now.paidUntil?.toISOString() ?? ctx.now.toISOString();
  await notifyUser({
    ctx,
    input: {
      userId: member.userId,
      kind: "membership.ended",
      businessKey: `membership.ended:${member.userId}:${paidUntil}`,
      data: { plan: member.recordedPlan, paidUntil },
    },
  });
}
