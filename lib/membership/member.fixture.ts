import { and, asc, eq, like } from "drizzle-orm";
import { db } from "@/db/client";
import { creditGrants, ledgerEntries, memberships, membershipTerms, notifications, users } from "@/db/schema";
import { jobActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { getBalance } from "@/lib/credits/read";
import { reconcileLedger } from "@/lib/credits/reconcile";
import { reserveCredits } from "@/lib/credits/reserve";
import { settleCredits } from "@/lib/credits/settle";
import { newId } from "@/lib/platform/ids";
import { keepMemberships } from "./keep";
import { getMembership, quoteMembership } from "./read";
import { restoreMembership } from "./restore";
import { startMembership } from "./start";
import { withdrawMembership } from "./withdraw";

/** Midnight in Shanghai. */
export const at = (day: string) => new Date(`${day}T00:00:00+08:00`);
export const DAY_MS = 86_400_000;
export const prices = { pro: 3_000, enterprise: 12_000 };

/** A person who buys membership in a test, with what can be asked about them. */
export class Buyer {
  private constructor(readonly userId: string) {}

  static async make(parts: Partial<typeof users.$inferInsert> = {}): Promise<Buyer> {
    return new Buyer((await insertUser(parts)).id);
  }

  async buy(
    now: Date,
    order: { plan?: "pro" | "enterprise"; months?: number; orderId?: string; paidFen?: number } = {},
  ) {
    const { plan = "pro", months = 1, orderId = newId("order") } = order;
    const paidFen = order.paidFen ?? prices[plan] * months;
    const started = await startMembership({
      ctx: job(now),
      input: { userId: this.userId, orderId, plan, months, paidFen },
    });
    return { orderId, ...started };
  }

  view = (now: Date) => getMembership({ ctx: testContext(userActor(this.userId), now) });

  quote = (now: Date, plan: "pro" | "enterprise", months = 1) =>
    quoteMembership({
      ctx: testContext(userActor(this.userId), now),
      input: { plan, months, priceFen: prices[plan] * months },
    });

  async plan(): Promise<string | undefined> {
    const [row] = await db().select({ plan: users.plan }).from(users).where(eq(users.id, this.userId));
    return row?.plan;
  }

  async credits(now: Date): Promise<number> {
    return (await getBalance({ ctx: testContext(userActor(this.userId), now) })).available;
  }

  async spend(now: Date, amount: number): Promise<void> {
    const subjectId = newId("generation");
    const own = testContext(userActor(this.userId), now);
    await reserveCredits({ ctx: own, input: { userId: this.userId, subjectId, amount } });
    await settleCredits({ ctx: job(now), input: { subjectId, charge: amount } });
  }

  /** The member's monthly grants: business key and amount. */
  grants = () =>
    db()
      .select({
        key: ledgerEntries.businessKey,
        amount: creditGrants.amount,
        remaining: creditGrants.remaining,
        expiresAt: creditGrants.expiresAt,
      })
      .from(creditGrants)
      .innerJoin(ledgerEntries, eq(ledgerEntries.id, creditGrants.entryId))
      .where(and(eq(creditGrants.userId, this.userId), like(ledgerEntries.businessKey, "membership:%")))
      .orderBy(asc(creditGrants.createdAt), asc(ledgerEntries.businessKey));

  terms = () =>
    db()
      .select()
      .from(membershipTerms)
      .where(eq(membershipTerms.userId, this.userId))
      .orderBy(asc(membershipTerms.createdAt), asc(membershipTerms.id));

  async row() {
    const [row] = await db().select().from(memberships).where(eq(memberships.userId, this.userId));
    return row;
  }

  async told(): Promise<string[]> {
    const rows = await db().select().from(notifications).where(eq(notifications.userId, this.userId));
    return rows.map(({ kind, data }) => ("days" in data ? `${kind} ${data.days}` : kind)).toSorted();
  }
}

export const job = (now: Date) => testContext(jobActor(), now);

/** Keeps everybody who is due, as the job does. */
export async function keepAll(now: Date): Promise<number> {
  let done = 0;
  for (let more = true; more; ) {
    const round = await keepMemberships({ ctx: job(now), input: { limit: 50 } });
    done += round.done;
    more = round.more;
  }
  return done;
}

export const withdraw = (now: Date, orderId: string, refundFen: number, force = false) =>
  withdrawMembership({
    ctx: job(now),
    input: { orderId, refundFen, businessKey: `refund:${orderId}:${refundFen}`, force },
  });

export const restore = (
  now: Date,
  orderId: string,
  take: { credits: number; membershipMs: number; forgivenCredits: number },
) => restoreMembership({ ctx: job(now), input: { orderId, take, businessKey: `undone:${orderId}` } });

export const ledgerDifferences = async () => (await reconcileLedger({ ctx: testContext() })).differences;
