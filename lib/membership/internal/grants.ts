import { and, eq, inArray } from "drizzle-orm";
import type { Executor, Transaction } from "@/db/client";
import { creditAccounts, creditGrants, ledgerEntries, membershipTerms } from "@/db/schema";
import { grantCredits } from "@/lib/credits/grant";
import type { Ctx } from "@/lib/platform/context";
import { dueGrants, type HeldTerm } from "../rules";
import type { TermRow } from "./member";
import { monthsAt } from "./months";

/** The business key of the credits of one month of a term; the month that begins with the term is 0. */
export const monthKey = (termId: string, month: number): string => `membership:${termId}:${month}`;

/**
 * Grants the monthly credits of these terms that are due and were not granted. What a term says of its grants saves
 * questions; the ledger's unique key is what makes each month come once.
 */
export async function grantDue(
  ctx: Ctx,
  tx: Transaction,
  userId: string,
  terms: readonly TermRow[],
): Promise<number> {
  let made = 0;
  for (const term of terms) {
    const due = dueGrants(term, ctx.now).filter(({ month }) => month >= term.granted);
    const last = due.at(-1);
    if (!last) continue;
    const keys = due.map(({ month }) => monthKey(term.id, month));
    const known = await listMonthGrants(tx, userId, keys);
    for (const { month, amount, expiresAt } of due) {
      const businessKey = monthKey(term.id, month);
      if (known.has(businessKey)) continue;
      await grantCredits({
        ctx,
        input: {
          userId,
          amount,
          source: "membership",
          expiresAt,
          businessKey,
          reason: `membership ${term.plan}`,
        },
      });
      made += 1;
    }
    await tx
      .update(membershipTerms)
      .set({ granted: last.month + 1, updatedAt: ctx.now })
      .where(eq(membershipTerms.id, term.id));
  }
  return made;
}

/** Holds the person's credits still for the rest of the transaction, so that what was read of them stays true. */
export async function lockCredits(tx: Transaction, userId: string): Promise<void> {
  await tx
    .select({ id: creditAccounts.id })
    .from(creditAccounts)
    .where(and(eq(creditAccounts.userId, userId), eq(creditAccounts.kind, "user_available")))
    .for("update");
}

/** Grants by their business key: what came, and what of it is neither spent nor held by a job. */
export async function listMonthGrants(
  from: Executor,
  userId: string,
  keys: readonly string[],
): Promise<Map<string, { amount: number; remaining: number }>> {
  if (keys.length === 0) return new Map();
  const rows = await from
    .select({
      key: ledgerEntries.businessKey,
      amount: creditGrants.amount,
      remaining: creditGrants.remaining,
    })
    .from(ledgerEntries)
    .innerJoin(creditGrants, eq(creditGrants.entryId, ledgerEntries.id))
    .where(and(eq(creditGrants.userId, userId), inArray(ledgerEntries.businessKey, [...keys])));
  return new Map(rows.map(({ key, amount, remaining }) => [key, { amount, remaining }]));
}

/** The terms that run or wait, with the unspent credits of their running month. */
export async function holdTerms(
  from: Executor,
  userId: string,
  terms: readonly TermRow[],
  now: Date,
): Promise<(TermRow & HeldTerm)[]> {
  const live = terms.filter((term) => term.endsAt > now);
  const keys = new Map(
    live
      .filter((term) => term.startsAt <= now)
      .map((term) => [term.id, monthKey(term.id, Math.floor(monthsAt(term.startsAt, now)))]),
  );
  const grants = await listMonthGrants(from, userId, [...keys.values()]);
  return live.map((term) => ({
    ...term,
    unspentCredits: grants.get(keys.get(term.id) ?? "")?.remaining ?? null,
  }));
}
