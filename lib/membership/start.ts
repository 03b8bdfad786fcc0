import type { z } from "zod";
import { type Transaction, transact } from "@/db/client";
import { membershipTerms } from "@/db/schema";
import { requireJobOrAdmin } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import { revokeCredits } from "@/lib/credits/revoke";
import type { Ctx } from "@/lib/platform/context";
import { broken, conflict } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { grantDue, holdTerms, lockCredits, monthKey } from "./internal/grants";
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
import { purchase } from "./internal/terms";
import { type StartedView, startMembershipInput } from "./schema";

/**
 * Gives what an order for membership bought: a term that begins now, or waits behind what is higher or the same; an
 * upgrade ends lower terms and turns their rest into time of the new plan. The first month's credits come at once
 * when it begins now. For jobs and admins, in the caller's transaction when there is one. Repeating it for an order
 * returns where that order's term lies now; the order of another person, or a closed account, is a 409.
 */
export async function startMembership({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof startMembershipInput>;
}): Promise<StartedView> {
  requireJobOrAdmin(ctx.actor);
  const given = startMembershipInput.parse(input);
  return transact(ctx, async (asked, tx) => {
    const member = await lockMember(asked, tx, given.userId);
    const inner = notBefore(asked, member);
    const first = await findTerm(tx, given.orderId);
    if (first && first.userId !== given.userId)
      throw conflict("order_used", "This order has started the membership of somebody else.");
    if (first) return viewOf(first);
    if (member.closed) throw conflict("account_closed", "A closed account takes no membership.");
    const term = await add(inner, tx, given);
    await grantDue(inner, tx, given.userId, await listTerms(tx, given.userId));
    await saveStanding(inner, tx, member);
    if (ctx.actor.kind !== "job")
      await recordAudit(inner, tx, { action: "membership.start", subjectId: given.userId, after: given });
    return viewOf(term);
  });
}

const viewOf = (term: Pick<TermRow, "id" | "plan" | "startsAt" | "endsAt">): StartedView => ({
  termId: term.id,
  startsAt: term.startsAt.toISOString(),
  endsAt: term.endsAt.toISOString(),
  plan: term.plan,
});

async function add(ctx: Ctx, tx: Transaction, given: z.output<typeof startMembershipInput>) {
  const { userId, orderId, plan, months, paidFen } = given;
  // What is due of the old terms comes first, so that the rules see the running month as it is.
  await grantDue(ctx, tx, userId, await listTerms(tx, userId));
  await lockCredits(tx, userId);
  const held = await holdTerms(tx, userId, await listTerms(tx, userId), ctx.now);
  const bought = purchase(held, { plan, months, priceFen: paidFen }, ctx.now);
  for (const { id, takesCredits } of bought.ended) {
    const term = held.find((one) => one.id === id) ?? broken(`term ${id} is not held`);
    if (takesCredits > 0) await takeMonth(ctx, { userId, orderId, term, amount: takesCredits });
    await endTerm(ctx, tx, term, `upgrade:${orderId}`);
  }
  await moveTerms(ctx, tx, bought.moved);
  const [term] = await tx
    .insert(membershipTerms)
    .values({
      id: newId("membershipTerm", ctx.now.getTime()),
      userId,
      plan,
      orderId,
      months,
      paidFen,
      startsAt: bought.startsAt,
      endsAt: bought.endsAt,
      createdAt: ctx.now,
      updatedAt: ctx.now,
    })
    .returning({ id: membershipTerms.id });
  if (!term) broken("insert returned no term");
  return { id: term.id, plan, startsAt: bought.startsAt, endsAt: bought.endsAt };
}

/** The credits of a running month whose rest has become time of a higher plan. */
const takeMonth = (
  ctx: Ctx,
  { userId, orderId, term, amount }: { userId: string; orderId: string; term: TermRow; amount: number },
) =>
  revokeCredits({
    ctx,
    input: {
      userId,
      grantKeys: [monthKey(term.id, Math.floor(monthsAt(term.startsAt, ctx.now)))],
      amount,
      partial: true,
      businessKey: `upgrade:${orderId}:${term.id}`,
      subjectId: term.id,
      reason: "upgrade",
    },
  });
