import fc from "fast-check";
import { expect, test } from "vitest";
import { addMonths } from "./internal/months";
import { at, Buyer, DAY_MS, keepAll, ledgerDifferences, withdraw } from "./member.fixture";
import { planTerms } from "./rules";

const event = fc.record({
  waitMs: fc.integer({ min: 0, max: 45 * DAY_MS }),
  what: fc.constantFrom("buy pro", "buy enterprise", "keep", "spend", "refund"),
  months: fc.constantFrom(1, 3),
  amount: fc.integer({ min: 1, max: 700 }),
  nth: fc.nat(5),
});

type Event = typeof event extends fc.Arbitrary<infer E> ? E : never;

/** One thing that happens to a member, done twice at the same time as a retry or a second notice would. */
async function happen(buyer: Buyer, orders: string[], one: Event, now: Date) {
  if (one.what === "keep") await Promise.all([keepAll(now), keepAll(now)]);
  if (one.what === "spend") await spend(buyer, now, one.amount);
  const orderId = orders[one.nth];
  if (one.what === "refund" && orderId) await withdraw(now, orderId, one.amount, one.nth === 0);
  if (!one.what.startsWith("buy")) return;
  const plan = one.what === "buy pro" ? "pro" : "enterprise";
  const { orderId: made } = await buyer.buy(now, { plan, months: one.months });
  await Promise.all([1, 2].map(() => buyer.buy(now, { plan, months: one.months, orderId: made })));
  orders.push(made);
}

async function spend(buyer: Buyer, now: Date, amount: number): Promise<void> {
  const most = Math.min(amount, await buyer.credits(now));
  if (most > 0) await buyer.spend(now, most);
}

test("whatever happens to a member, the schedule is whole, each month comes once and the ledger is exact", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 3, maxLength: 14 }), async (events) => {
      const buyer = await Buyer.make();
      const orders: string[] = [];
      let now = at("2026-01-31");
      for (const one of events) {
        now = new Date(now.getTime() + one.waitMs);
        await happen(buyer, orders, one, now);
        const { terms } = await buyer.view(now);
        for (const [n, term] of terms.entries()) {
          const before = terms[n - 1];
          if (before) expect(term.startsAt).toBe(before.endsAt);
          else expect(Date.parse(term.startsAt)).toBeLessThanOrEqual(now.getTime());
        }
        expect(await buyer.credits(now)).toBeGreaterThanOrEqual(0);
      }
      const end = addMonths(now, 60);
      await keepAll(end);
      expect(await buyer.plan()).toBe("free");
      const grants = await buyer.grants();
      expect(new Set(grants.map(({ key }) => key)).size).toBe(grants.length);
      for (const term of await buyer.terms()) {
        const own = grants.filter(({ key }) => key.startsWith(`membership:${term.id}:`));
        const most = planTerms[term.plan === "pro" ? "pro" : "enterprise"].monthlyCredits;
        expect(own.every(({ amount }) => amount <= most)).toBe(true);
        const whole = term.endedEarlyAt === null && term.endsAt >= addMonths(term.startsAt, term.months);
        if (whole)
          expect(own.slice(0, term.months).map(({ amount }) => amount)).toEqual(
            Array(term.months).fill(most),
          );
      }
      expect(await ledgerDifferences()).toEqual([]);
    }),
    { numRuns: 25 },
  );
});
