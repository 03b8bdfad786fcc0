import type { z } from "zod";
import { type Transaction, transact } from "@/db/client";
import { requireJobOrAdmin } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import { grantCredits } from "@/lib/credits/grant";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { grantDue } from "./internal/grants";
import {
  findTerm,
  listTerms,
  lockMember,
  moveTerms,
  notBefore,
  saveStanding,
  type TermRow,
} from "./internal/member";
import { addMonths, monthsAt } from "./internal/months";
import { creditsOfTime, restoration } from "./internal/terms";
import { GRACE_MS } from "./rules";
import { restoreMembershipInput } from "./schema";

/**
 * Gives back what a refund took when the money did not go back after all: the time, and the credits, which live as
 * long as those of the running month, as far as they do not come again with time that goes to another term. For jobs and admins. Credits come once per business key; that the time comes
 * once is the caller's care, as with `withdrawMembership`.
 */
export async function restoreMembership({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof restoreMembershipInput>;
}): Promise<{ ok: true }> {
  requireJobOrAdmin(ctx.actor);
  const { orderId, take, businessKey } = restoreMembershipInput.parse(input);
  return transact(ctx, async (asked, tx) => {
    const owner = await findTerm(tx, orderId);
    if (!owner) throw notFound("membership of this order");
    const { userId } = owner;
    const member = await lockMember(asked, tx, userId);
    const inner = notBefore(asked, member);
    await grantDue(inner, tx, userId, await listTerms(tx, userId));
    const coming = take.membershipMs > 0 ? await giveTime(inner, tx, owner, take.membershipMs) : 0;
    if (take.credits > coming)
      await grantCredits({
        ctx: inner,
        input: {
          userId,
          amount: take.credits - coming,
          source: "membership",
          expiresAt: await runningMonthEnd(tx, userId, inner.now),
          businessKey,
          reason: "refund closed",
        },
      });
    await grantDue(inner, tx, userId, await listTerms(tx, userId));
    await saveStanding(inner, tx, member);
    if (ctx.actor.kind !== "job")
      await recordAudit(inner, tx, {
        action: "membership.restore",
        subjectId: userId,
        after: { orderId, ...take },
      });
    return { ok: true as const };
  });
}

/** Gives the time back; returns the credits that come with it month by month, where it went to another term. */
async function giveTime(
  ctx: Ctx,
  tx: Transaction,
  owner: TermRow & { userId: string },
  membershipMs: number,
): Promise<number> {
  const term = (await findTerm(tx, owner.orderId)) ?? owner;
  const placed = restoration(await listTerms(tx, owner.userId), term, membershipMs, ctx.now);
  await moveTerms(ctx, tx, placed);
  return placed.some(({ id }) => id === term.id) ? 0 : creditsOfTime(term, membershipMs);
}

/** Until when credits of the month live that runs now; those of a month from now where nothing runs. */
async function runningMonthEnd(tx: Transaction, userId: string, now: Date): Promise<Date> {
  const running = (await listTerms(tx, userId)).find((term) => term.startsAt <= now && term.endsAt > now);
  return new Date(monthEnd(running, now).getTime() + GRACE_MS);
}

const monthEnd = (term: TermRow | undefined, now: Date): Date =>
  term ? addMonths(term.startsAt, Math.floor(monthsAt(term.startsAt, now)) + 1) : addMonths(now, 1);
