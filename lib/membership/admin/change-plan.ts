import { eq } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { memberships, users } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { listTerms, lockMember } from "../internal/member";
import { rankOf, standing } from "../rules";
import { changePlanInput } from "../schema";

export type ChangePlanRefusal = { ok: false; reason: "account_closed" | "plan_was_bought" };

/**
 * Gives somebody a plan by hand, or takes one that was given. A plan above what runs by purchase stays until an admin
 * takes it, whatever the keeping of memberships finds; it brings what the plan allows and no monthly credits. What was
 * bought is not taken here: below it the change is refused with `plan_was_bought`, and a refund of the order ends it.
 * Repeating it changes nothing.
 */
export async function changePlan({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof changePlanInput>;
}): Promise<{ ok: true } | ChangePlanRefusal> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { userId, plan, reason } = changePlanInput.parse(input);
  return transact(ctx, async (inner, tx) => {
    const member = await lockMember(inner, tx, userId);
    if (member.closed) return { ok: false as const, reason: "account_closed" as const };
    const bought = standing(await listTerms(tx, userId), ctx.now).plan;
    if (rankOf(plan) < rankOf(bought)) return { ok: false as const, reason: "plan_was_bought" as const };
    if (plan === member.accountPlan && bought === member.recordedPlan) return { ok: true as const };
    // What ran out a moment ago and is not noted yet would otherwise take the given plan with it.
    if (bought !== member.recordedPlan)
      await tx.update(memberships).set({ plan: bought }).where(eq(memberships.userId, userId));
    await tx.update(users).set({ plan, updatedAt: ctx.now }).where(eq(users.id, userId));
    await recordAudit(inner, tx, {
      action: "users.change-plan",
      subjectId: userId,
      before: { plan: member.accountPlan, bought },
      after: { plan, bought },
      reason,
    });
    return { ok: true as const };
  });
}
