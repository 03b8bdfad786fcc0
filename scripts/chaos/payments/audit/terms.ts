import type postgres from "postgres";
import type { BookedOrder } from "./books";

const MONTH_MS = (365.2425 / 12) * 86_400_000;
/** Months differ in length, and some time of a term passes while it lasts. A month twice or not at all is more. */
const SLACK_MONTHS = 0.5;
const GAP_MS = 1_000;

interface Term {
  userId: string;
  plan: string;
  startsAt: Date;
  endsAt: Date;
}

/**
 * People who bought one plan only hold, without gap, as many months as they paid for and did not get back; what an
 * upgrade makes of months has its own rules and tests.
 */
export async function auditTerms(sql: postgres.Sql, orders: Iterable<BookedOrder>): Promise<string[]> {
  const bought = monthsBought(orders);
  const terms = await sql<Term[]>`
    select user_id as "userId", plan::text as plan, starts_at as "startsAt", ends_at as "endsAt"
    from membership_terms order by starts_at, ends_at`;
  const now = Date.now();
  return [...bought].flatMap(([userId, months]) => {
    const own = terms.filter((term) => term.userId === userId);
    if (new Set(own.map(({ plan }) => plan)).size !== 1) return [];
    return judge(own, months, now).map((problem) => `member ${userId} ${problem}`);
  });
}

function monthsBought(orders: Iterable<BookedOrder>): Map<string, number> {
  const bought = new Map<string, number>();
  for (const order of orders) {
    if (order.kind !== "membership" || order.fulfilledAt === null) continue;
    const goneFen = order.refunds
      .filter(({ status }) => status !== "closed")
      .reduce((sum, { amountFen }) => sum + amountFen, 0);
    const months = (order.months ?? 0) * (1 - goneFen / order.amountFen);
    bought.set(order.userId, (bought.get(order.userId) ?? 0) + months);
  }
  return bought;
}

function judge(terms: readonly Term[], months: number, now: number): string[] {
  const live = terms.filter(({ endsAt }) => endsAt.getTime() > now);
  let heldMs = 0;
  let endMs = now;
  const problems: string[] = [];
  for (const { startsAt, endsAt } of live) {
    const gapMs = startsAt.getTime() - endMs;
    if (gapMs > GAP_MS || (gapMs < -GAP_MS && heldMs > 0)) problems.push(`has ${gapMs} ms between two terms`);
    heldMs += endsAt.getTime() - Math.max(now, startsAt.getTime());
    endMs = endsAt.getTime();
  }
  const held = heldMs / MONTH_MS;
  if (Math.abs(held - months) > SLACK_MONTHS)
    problems.push(`paid for ${months.toFixed(2)} months and holds ${held.toFixed(2)}`);
  return problems;
}
