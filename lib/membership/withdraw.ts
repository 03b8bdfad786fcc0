import type { z } from "zod";
import { type Transaction, transact } from "@/db/client";
import type { RefundTake } from "@/db/schema";
import { requireJobOrAdmin } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import { revokeCredits } from "@/lib/credits/revoke";
import type { Ctx } from "@/lib/platform/context";
import { invalidInput, notFound } from "@/lib/platform/errors";
import { grantDue, listMonthGrants, lockCredits, monthKey } from "./internal/grants";
import {
  endTerm,
  findTerm,
  listTerms,
  lockMember,
  moveTerms,
  notBefore,
  saveStanding,
  type TermRow,
} from "./internal/member";
import { monthsAt } from "./internal/months";
import { countRefundable } from "./internal/refundable";
import { rearrange, type Withdrawal, withdrawal } from "./internal/terms";
import { type MembershipRefusal, withdrawMembershipInput } from "./schema";

/**
 * Takes back what a refund of `refundFen` pays back for: that share of the order's time from the end of its term, and
 * the credits that came for the time that goes. Terms behind it move forward. More than is unused is refused with what
 * may be refunded; `force` takes what is there and says how many credits were forgiven. For jobs and admins. The
 * caller sees to it that it happens once per refund, in one transaction with its own writing.
 */
export async function withdrawMembership({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof withdrawMembershipInput>;
}): Promise<{ ok: true; take: RefundTake } | MembershipRefusal> {
  requireJobOrAdmin(ctx.actor);
  const given = withdrawMembershipInput.parse(input);
  return transact(ctx, async (asked, tx) => {
    const owner = await findTerm(tx, given.orderId);
    if (!owner) throw notFound("membership of this order");
    const { userId } = owner;
    const member = await lockMember(asked, tx, userId);
    const inner = notBefore(asked, member);
    await grantDue(inner, tx, userId, await listTerms(tx, userId));
    await lockCredits(tx, userId);
    const term = (await findTerm(tx, given.orderId)) ?? owner;
    if (given.refundFen > term.paidFen)
      throw invalidInput({ refundFen: "more than was paid" }, "A refund is at most what was paid.");
    const refundable = await countRefundable(tx, term, given.returnedKeys, inner.now);
    if (!given.force && given.refundFen > refundable)
      return { ok: false as const, reason: "membership_used" as const, refundableFen: refundable };
    const take = await takeBack(inner, tx, term, given);
    await saveStanding(inner, tx, member);
    if (ctx.actor.kind !== "job")
      await recordAudit(inner, tx, {
        action: "membership.withdraw",
        subjectId: userId,
        after: { ...given, ...take },
      });
    return { ok: true as const, take };
  });
}

async function takeBack(
  ctx: Ctx,
  tx: Transaction,
  term: TermRow & { userId: string },
  given: z.output<typeof withdrawMembershipInput>,
): Promise<RefundTake> {
  // The rest of such a term is time of a higher plan by now; its order has nothing of its own left.
  if (term.endedBy?.startsWith("upgrade:")) return { credits: 0, membershipMs: 0, forgivenCredits: 0 };
  const goes = withdrawal(term, await listGranted(tx, term, ctx.now), given.refundFen, ctx.now);
  const wanted = goes.credits.reduce((sum, { amount }) => sum + amount, 0);
  const credits = wanted === 0 ? 0 : await takeCredits(ctx, term, given, goes.credits, wanted);
  if (term.endedEarlyAt === null && goes.membershipMs > 0) {
    if (goes.endsAt <= ctx.now || goes.endsAt <= term.startsAt)
      await endTerm(ctx, tx, term, given.businessKey);
    else await moveTerms(ctx, tx, [{ id: term.id, startsAt: term.startsAt, endsAt: goes.endsAt }]);
    await moveTerms(ctx, tx, rearrange(await listTerms(tx, term.userId), ctx.now));
    // A term that has moved forward to this moment begins with its first month.
    await grantDue(ctx, tx, term.userId, await listTerms(tx, term.userId));
  }
  return { credits, membershipMs: goes.membershipMs, forgivenCredits: wanted - credits };
}

/** Months of a term for which credits came, with how many. */
async function listGranted(tx: Transaction, term: TermRow & { userId: string }, now: Date) {
  const months = Math.ceil(monthsAt(term.startsAt, now)) + 1;
  const keys = Array.from({ length: months }, (_, month) => monthKey(term.id, month));
  const grants = await listMonthGrants(tx, term.userId, keys);
  return keys.flatMap((key, month) => {
    const grant = grants.get(key);
    return grant ? [{ month, amount: grant.amount }] : [];
  });
}

async function takeCredits(
  ctx: Ctx,
  term: TermRow & { userId: string },
  { businessKey, returnedKeys }: z.output<typeof withdrawMembershipInput>,
  months: Withdrawal["credits"],
  amount: number,
): Promise<number> {
  const taken = await revokeCredits({
    ctx,
    input: {
      userId: term.userId,
      grantKeys: [...months.map(({ month }) => monthKey(term.id, month)), ...returnedKeys],
      amount,
      partial: true,
      businessKey,
      subjectId: term.orderId,
      reason: "refund",
    },
  });
  return taken.ok ? taken.taken : 0;
}
