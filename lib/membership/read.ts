import { eq } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { memberships, users } from "@/db/schema";
import {
  boundDevices,
  concurrentGenerations,
  openGenerations,
  permissionsOf,
  requirePermission,
  requireUser,
} from "@/lib/accounts/rules";
import type { Ctx, Plan } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { holdTerms, monthKey } from "./internal/grants";
import { findTerm, listTerms } from "./internal/member";
import { countRefundable } from "./internal/refundable";
import { purchase } from "./internal/terms";
import { accountPlan, planTerms, standing, tiersOf } from "./rules";
import { type MembershipQuoteView, type MembershipView, quoteMembershipInput } from "./schema";

/** Where the acting person, or the member of the acting client, stands, and what their plan allows. */
export async function getMembership({ ctx }: { ctx: Ctx }): Promise<MembershipView> {
  requirePermission(ctx.actor, "READ_USER");
  const userId = requireUser(ctx.actor);
  const [[account], terms] = await Promise.all([
    executor(ctx)
      .select({ plan: users.plan, recorded: memberships.plan })
      .from(users)
      .leftJoin(memberships, eq(memberships.userId, users.id))
      .where(eq(users.id, userId)),
    listTerms(executor(ctx), userId),
  ]);
  if (!account) throw notFound("account");
  const now = standing(terms, ctx.now);
  const plan = accountPlan(account.plan, account.recorded ?? "free", now.plan);
  return {
    plan,
    state: now.state,
    paidUntil: now.paidUntil?.toISOString() ?? null,
    graceUntil: now.graceUntil?.toISOString() ?? null,
    monthlyCredits: now.state === "active" && now.plan !== "free" ? planTerms[now.plan].monthlyCredits : 0,
    nextGrantAt: now.nextGrantAt?.toISOString() ?? null,
    terms: terms
      .filter((term) => term.endsAt > ctx.now)
      .map((term) => ({
        plan: term.plan,
        startsAt: term.startsAt.toISOString(),
        endsAt: term.endsAt.toISOString(),
        orderId: term.orderId,
      })),
    limits: {
      concurrentGenerations: concurrentGenerations[plan],
      openGenerations: openGenerations[plan],
      devices: boundDevices[plan],
      tiers: [...tiersOf[plan]],
    },
    permissions: [...permissionsOf(ctx.actor)],
  };
}

/**
 * What buying would do for the acting person now, by the rules by which an order does it. Nothing is held: by the time
 * of the payment, time has passed and credits may have been spent.
 */
export async function quoteMembership({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof quoteMembershipInput>;
}): Promise<MembershipQuoteView> {
  requirePermission(ctx.actor, "READ_USER");
  const userId = requireUser(ctx.actor);
  const { plan, months, priceFen } = quoteMembershipInput.parse(input);
  const from = executor(ctx);
  const held = await holdTerms(from, userId, await listTerms(from, userId), ctx.now);
  const bought = purchase(held, { plan, months, priceFen }, ctx.now);
  return {
    kind: bought.kind,
    startsAt: bought.startsAt.toISOString(),
    endsAt: bought.endsAt.toISOString(),
    convertedMs: bought.convertedMs,
    takesCredits: bought.ended.reduce((sum, { takesCredits }) => sum + takesCredits, 0),
  };
}

/** The membership that an order gave, for the platform and those who administer orders. */
export interface BoughtTerm {
  plan: Plan;
  months: number;
  startsAt: Date;
  endsAt: Date;
  endedEarlyAt: Date | null;
  /** The business keys of its monthly credits so far. */
  grantKeys: string[];
  /** The most that can go back for it without giving away what was used, in fen. */
  refundableFen: number;
}

/** The term of an order as it is now, or null where it gave none. `returnedKeys`: of credits that refunds gave back. */
export async function findBoughtTerm({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { orderId: string; returnedKeys: readonly string[] };
}): Promise<BoughtTerm | null> {
  if (ctx.actor.kind !== "job") requirePermission(ctx.actor, "READ_ADMIN");
  const from = executor(ctx);
  const term = await findTerm(from, input.orderId);
  if (!term) return null;
  const { plan, months, startsAt, endsAt, endedEarlyAt } = term;
  return {
    ...{ plan, months, startsAt, endsAt, endedEarlyAt },
    grantKeys: Array.from({ length: term.granted }, (_, month) => monthKey(term.id, month)),
    refundableFen: await countRefundable(from, term, input.returnedKeys, ctx.now),
  };
}
