import { and, asc, eq, isNull } from "drizzle-orm";
import type { Executor, Transaction } from "@/db/client";
import { memberships, membershipTerms, users } from "@/db/schema";
import type { Ctx, Plan } from "@/lib/platform/context";
import { broken, notFound } from "@/lib/platform/errors";
import { accountPlan, type PaidPlan, type Standing, standing, type Term } from "../rules";
import type { Placed } from "./terms";

export interface TermRow extends Term {
  orderId: string;
  endedEarlyAt: Date | null;
  endedBy: string | null;
  granted: number;
}

export interface Member {
  userId: string;
  /** What the account has now. */
  accountPlan: Plan;
  /** What ran by purchase when the member was last looked at. */
  recordedPlan: Plan;
  warnedOf: Date | null;
  /** True when the account was closed: its terms stay, and nothing becomes due for it any more. */
  closed: boolean;
  /** When it was last written. */
  writtenAt: Date;
}

/** Longer than anybody waits for a lock; a clock that is further off is a mistake to which nobody should keep. */
const MOST_WAIT_MS = 10 * 60_000;

/**
 * The moment by which a locked member is judged: who waited for the lock comes with a moment from before the last
 * writing, and what begins there would seem to lie in the future.
 */
export const notBefore = <C extends Ctx>(ctx: C, { writtenAt }: Member): C => {
  const aheadMs = writtenAt.getTime() - ctx.now.getTime();
  return aheadMs > 0 && aheadMs <= MOST_WAIT_MS ? { ...ctx, now: writtenAt } : ctx;
};

/**
 * Locks a member for the rest of the transaction, and opens their row where it is missing. Every write of membership
 * calls it first, so that writes of one member follow each other; the account follows, and after it the credits.
 */
export async function lockMember(ctx: Ctx, tx: Transaction, userId: string): Promise<Member> {
  const [known] = await tx.select({ id: users.id }).from(users).where(eq(users.id, userId));
  if (!known) throw notFound("account");
  await tx
    .insert(memberships)
    .values({ userId, plan: "free", createdAt: ctx.now, updatedAt: ctx.now })
    .onConflictDoNothing();
  const [row] = await tx.select().from(memberships).where(eq(memberships.userId, userId)).for("update");
  return withAccount(tx, row ?? broken(`the membership of ${userId} vanished`));
}

/** Locks the account of a member whose row is locked already. */
export async function withAccount(
  tx: Transaction,
  row: { userId: string; plan: Plan; warnedOf: Date | null; updatedAt: Date },
): Promise<Member> {
  const [user] = await tx
    .select({ plan: users.plan, status: users.status })
    .from(users)
    .where(eq(users.id, row.userId))
    .for("no key update");
  if (!user) broken(`the account of member ${row.userId} vanished`);
  return {
    userId: row.userId,
    accountPlan: user.plan,
    recordedPlan: row.plan,
    warnedOf: row.warnedOf,
    closed: user.status === "deleted",
    writtenAt: row.updatedAt,
  };
}

const termColumns = {
  id: membershipTerms.id,
  plan: membershipTerms.plan,
  months: membershipTerms.months,
  paidFen: membershipTerms.paidFen,
  startsAt: membershipTerms.startsAt,
  endsAt: membershipTerms.endsAt,
  orderId: membershipTerms.orderId,
  endedEarlyAt: membershipTerms.endedEarlyAt,
  endedBy: membershipTerms.endedBy,
  granted: membershipTerms.granted,
};

const asTerm = <R extends { id: string; plan: Plan }>(row: R): R & { plan: PaidPlan } => ({
  ...row,
  plan: row.plan === "free" ? broken(`term ${row.id} is of no plan`) : row.plan,
});

/** A member's terms that were not ended early, in their order; past ones included. */
export async function listTerms(from: Executor, userId: string): Promise<TermRow[]> {
  const rows = await from
    .select(termColumns)
    .from(membershipTerms)
    .where(and(eq(membershipTerms.userId, userId), isNull(membershipTerms.endedEarlyAt)))
    .orderBy(asc(membershipTerms.startsAt), asc(membershipTerms.id));
  return rows.map(asTerm);
}

/** The term that an order made, if it made one. */
export async function findTerm(
  from: Executor,
  orderId: string,
): Promise<(TermRow & { userId: string }) | undefined> {
  const [row] = await from
    .select({ ...termColumns, userId: membershipTerms.userId })
    .from(membershipTerms)
    .where(eq(membershipTerms.orderId, orderId));
  return row && asTerm(row);
}

/** Puts terms where they lie from now on; one that had ended early counts again. */
export async function moveTerms(ctx: Ctx, tx: Transaction, placed: readonly Placed[]): Promise<void> {
  for (const { id, startsAt, endsAt } of placed)
    await tx
      .update(membershipTerms)
      .set({ startsAt, endsAt, endedEarlyAt: null, endedBy: null, updatedAt: ctx.now })
      .where(eq(membershipTerms.id, id));
}

/** Ends a term now, or before it began. */
export async function endTerm(
  ctx: Ctx,
  tx: Transaction,
  term: { id: string; startsAt: Date },
  endedBy: string,
): Promise<void> {
  const endsAt = new Date(Math.max(term.startsAt.getTime(), ctx.now.getTime()));
  await tx
    .update(membershipTerms)
    .set({ endsAt, endedEarlyAt: ctx.now, endedBy, updatedAt: ctx.now })
    .where(eq(membershipTerms.id, term.id));
}

/** Writes where the member stands by their terms, and the plan of the account that follows from it. */
export async function saveStanding(
  ctx: Ctx,
  tx: Transaction,
  member: Member,
  warnedOf: Date | null = member.warnedOf,
): Promise<Standing> {
  const now = standing(await listTerms(tx, member.userId), ctx.now);
  await tx
    .update(memberships)
    .set({
      plan: now.plan,
      paidUntil: now.paidUntil,
      nextDueAt: member.closed ? null : now.nextDueAt,
      warnedOf,
      updatedAt: ctx.now,
    })
    .where(eq(memberships.userId, member.userId));
  const plan = accountPlan(member.accountPlan, member.recordedPlan, now.plan);
  if (plan !== member.accountPlan)
    await tx.update(users).set({ plan, updatedAt: ctx.now }).where(eq(users.id, member.userId));
  return now;
}
