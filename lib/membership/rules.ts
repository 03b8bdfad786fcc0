import type { Plan } from "@/lib/platform/context";
import { type Tier, tiers } from "@/lib/providers/model-capabilities";
import { addMonths, monthsAt } from "./internal/months";

export type PaidPlan = Exclude<Plan, "free">;

/** What a month of a plan brings. Limits of work and clients are in lib/accounts/rules, prices in the products. */
export const planTerms: Record<PaidPlan, { monthlyCredits: number }> = {
  pro: { monthlyCredits: 1_000 },
  enterprise: { monthlyCredits: 6_000 },
};

/** The resolution tiers that a plan may ask of a model, where the model has them. */
export const tiersOf: Record<Plan, readonly Tier[]> = {
  free: ["1K", "2K"],
  pro: tiers,
  enterprise: tiers,
};

const DAY_MS = 24 * 3_600_000;

/** How long a plan stays after what was paid for has run out, and monthly credits after their month. */
export const GRACE_MS = 3 * DAY_MS;

const ranks: Record<Plan, number> = { free: 0, pro: 1, enterprise: 2 };
export const rankOf = (plan: Plan): number => ranks[plan];
export const higherOf = (a: Plan, b: Plan): Plan => (ranks[a] >= ranks[b] ? a : b);

/** A stretch of membership that one order paid for: `months` for `paidFen`, and what came to it or went from it. */
export interface Term {
  id: string;
  plan: PaidPlan;
  months: number;
  paidFen: number;
  startsAt: Date;
  endsAt: Date;
}

/** A term with what is left of the credits of its running month; null when it waits or has none granted yet. */
export interface HeldTerm extends Term {
  unspentCredits: number | null;
}

/** Credits for a part of a month, 0 to 1. */
export const creditsFor = (plan: PaidPlan, part: number): number =>
  Math.floor(planTerms[plan].monthlyCredits * Math.min(1, part) + 1e-6);

/**
 * Months of a term that were not used: whole ones to come, and of the running one the smaller of the time that is left
 * and the credits that are left, so that neither is given twice.
 */
export function unusedMonths(term: HeldTerm, now: Date): number {
  const end = monthsAt(term.startsAt, term.endsAt);
  if (term.startsAt > now) return end;
  if (term.endsAt <= now) return 0;
  const at = monthsAt(term.startsAt, now);
  const begun = Math.floor(at);
  const monthEnd = Math.min(begun + 1, end);
  const { plan, unspentCredits } = term;
  const size = monthEnd - begun;
  const allUnspent = unspentCredits === null || unspentCredits >= creditsFor(plan, size);
  const unspent = allUnspent ? size : unspentCredits / planTerms[plan].monthlyCredits;
  return end - monthEnd + Math.min(monthEnd - at, unspent);
}

/** What the unused part of a term is worth, in fen with fractions: its months at the price of its own order. */
export const valueFen = (term: HeldTerm, now: Date): number =>
  (term.paidFen / term.months) * unusedMonths(term, now);

/** The most that can go back for a term without giving away what was used, in whole fen. */
export const refundableFen = (term: HeldTerm, now: Date): number =>
  Math.min(term.paidFen, Math.floor(valueFen(term, now) + 1e-9));

export interface MonthlyGrant {
  /** 0 is the month that begins with the term. */
  month: number;
  amount: number;
  expiresAt: Date;
}

/**
 * The monthly credits of a term whose months have begun by `now`, from the first on. They live until their month is
 * over and the grace after it, and at least for the grace from `now` when they come late. A last month that is cut
 * short brings its share.
 */
export function dueGrants(term: Pick<Term, "plan" | "startsAt" | "endsAt">, now: Date): MonthlyGrant[] {
  const end = monthsAt(term.startsAt, term.endsAt);
  const due: MonthlyGrant[] = [];
  for (let month = 0; month < end; month += 1) {
    if (addMonths(term.startsAt, month) > now) break;
    const over = Math.max(addMonths(term.startsAt, month + 1).getTime(), now.getTime());
    const amount = creditsFor(term.plan, end - month);
    if (amount > 0) due.push({ month, amount, expiresAt: new Date(over + GRACE_MS) });
  }
  return due;
}

/** When the next monthly credits of a term come; null when none will. */
export function nextGrant(term: Pick<Term, "startsAt" | "endsAt">, now: Date): Date | null {
  if (term.startsAt > now) return term.startsAt;
  const at = addMonths(term.startsAt, Math.floor(monthsAt(term.startsAt, now)) + 1);
  return at < term.endsAt ? at : null;
}

export interface Standing {
  /** What runs now, grace included. */
  plan: Plan;
  state: "none" | "active" | "grace";
  /** End of the last term; null when there never was one, or none that was not ended early. */
  paidUntil: Date | null;
  graceUntil: Date | null;
  nextGrantAt: Date | null;
  /** When the next thing happens: credits, another plan, a warning, the end. Null when nothing will. */
  nextDueAt: Date | null;
}

const WARNING_DAYS = [7, 1] as const;

/** Where a member stands by the terms that were not ended early, past ones included. */
export function standing(terms: readonly Term[], now: Date): Standing {
  const paidUntil = latest(terms.map((term) => term.endsAt));
  const graceUntil = paidUntil && new Date(paidUntil.getTime() + GRACE_MS);
  const running = terms.filter((term) => term.startsAt <= now && term.endsAt > now);
  const grants = terms.map((term) => nextGrant(term, now));
  const moments = [
    ...grants,
    ...terms.flatMap((term) => [term.startsAt, term.endsAt]),
    ...(paidUntil ? WARNING_DAYS.map((days) => new Date(paidUntil.getTime() - days * DAY_MS)) : []),
    graceUntil,
  ];
  const inGrace = paidUntil !== null && paidUntil <= now && graceUntil !== null && graceUntil > now;
  const carrying = inGrace ? terms.filter((term) => term.endsAt.getTime() === paidUntil.getTime()) : running;
  return {
    plan: carrying.reduce<Plan>((plan, term) => higherOf(plan, term.plan), "free"),
    state: inGrace ? "grace" : running.length > 0 ? "active" : "none",
    paidUntil,
    graceUntil,
    nextGrantAt: earliestAfter(grants, now),
    nextDueAt: earliestAfter(moments, now),
  };
}

const latest = (moments: readonly Date[]): Date | null =>
  moments.length === 0 ? null : new Date(Math.max(...moments.map((at) => at.getTime())));

function earliestAfter(moments: readonly (Date | null)[], now: Date): Date | null {
  const later = moments.flatMap((at) => (at !== null && at > now ? [at.getTime()] : []));
  return later.length === 0 ? null : new Date(Math.min(...later));
}

/** How many days before the end a person is to be told of it now: 7, 1, or not at all. */
export function warningDue(paidUntil: Date | null, now: Date): 7 | 1 | null {
  if (paidUntil === null || paidUntil <= now) return null;
  const leftMs = paidUntil.getTime() - now.getTime();
  if (leftMs <= DAY_MS) return 1;
  return leftMs <= 7 * DAY_MS ? 7 : null;
}

/**
 * The plan of the account. Who was given a higher plan by hand than what ran by purchase keeps it; otherwise it is
 * what runs by purchase now. `recorded` is what ran by purchase when it was last looked at.
 */
export const accountPlan = (account: Plan, recorded: Plan, bought: Plan): Plan =>
  ranks[account] > ranks[recorded] ? higherOf(account, bought) : bought;
