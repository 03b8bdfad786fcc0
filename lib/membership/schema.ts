import { z } from "zod";
import { plainText } from "@/lib/platform/http/plain-text";
import { tiers } from "@/lib/providers/model-capabilities";

const userId = z.string().regex(/^usr_[0-9a-z]{26}$/);
const orderId = z.string().regex(/^ord_[0-9a-z]{26}$/);
const businessKey = z.string().min(3).max(200);
const fen = z.number().int().min(1).max(100_000_000);
const months = z.number().int().min(1).max(36);
const paidPlan = z.enum(["pro", "enterprise"]);
const plan = z.enum(["free", "pro", "enterprise"]);
const moment = z.iso.datetime();

export const startMembershipInput = z.strictObject({
  userId,
  /** One order makes one term. */
  orderId,
  plan: paidPlan,
  months,
  paidFen: fen,
});

export const quoteMembershipInput = z.strictObject({ plan: paidPlan, months, priceFen: fen });

export const withdrawMembershipInput = z.strictObject({
  orderId,
  refundFen: fen,
  businessKey,
  /** True takes what is there although more was used than the rest of the money pays for. */
  force: z.boolean(),
  /** Under which keys `restoreMembership` gave credits of this order back. */
  returnedKeys: z.array(businessKey).max(101).default([]),
});

export const restoreMembershipInput = z.strictObject({
  orderId,
  /** What `withdrawMembership` took. */
  take: z.strictObject({
    credits: z.number().int().min(0),
    membershipMs: z.number().int().min(0),
    forgivenCredits: z.number().int().min(0),
  }),
  businessKey,
});

export const changePlanInput = z.strictObject({
  userId,
  plan,
  /** Stands in the audit log. */
  reason: plainText(500).min(3),
});

export const keepMembershipsInput = z.strictObject({ limit: z.number().int().min(1).max(1000).default(200) });

export const startedView = z.object({ termId: z.string(), startsAt: moment, endsAt: moment, plan: paidPlan });
export type StartedView = z.infer<typeof startedView>;

export const purchaseKinds = ["start", "extend", "queue", "upgrade"] as const;

/** What a purchase would do, by the rules by which it is done. */
export const membershipQuoteView = z.object({
  kind: z.enum(purchaseKinds),
  startsAt: moment,
  endsAt: moment,
  /** Time of the new plan that the rest of a lower one turns into. */
  convertedMs: z.number().int(),
  /** Unspent credits of the running month of a lower plan that go back. */
  takesCredits: z.number().int(),
});
export type MembershipQuoteView = z.infer<typeof membershipQuoteView>;

export const membershipView = z.object({
  /** The plan of the account, whether it was bought or given. */
  plan,
  /** Of what was bought: nothing runs, runs, or ran out less than the grace ago. */
  state: z.enum(["none", "active", "grace"]),
  paidUntil: moment.nullable(),
  graceUntil: moment.nullable(),
  /** Credits that each month of the plan that runs brings; 0 without one. */
  monthlyCredits: z.number().int(),
  nextGrantAt: moment.nullable(),
  /** What runs and what waits, in its order. */
  terms: z.array(z.object({ plan: paidPlan, startsAt: moment, endsAt: moment, orderId: z.string() })),
  limits: z.object({
    concurrentGenerations: z.number().int(),
    openGenerations: z.number().int(),
    devices: z.number().int(),
    tiers: z.array(z.enum(tiers)),
  }),
  permissions: z.array(z.string()),
});
export type MembershipView = z.infer<typeof membershipView>;

/** Expected refusals of this module. */
export type MembershipRefusal = { ok: false; reason: "membership_used"; refundableFen: number };
