import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type HeldTerm, refundableFen, type Term, unusedMonths, valueFen } from "../rules";
import { addMonths, monthsAt } from "./months";
import { type Placed, purchase, rearrange, restoration, withdrawal } from "./terms";

const DAY_MS = 86_400_000;
const at = (text: string) => new Date(`${text}T00:00:00+08:00`);
const term = (id: string, from: string, until: string, parts: Partial<HeldTerm> = {}): HeldTerm => ({
  id,
  plan: "pro",
  months: 1,
  paidFen: 3_000,
  startsAt: at(from),
  endsAt: at(until),
  unspentCredits: null,
  ...parts,
});
const pro = { plan: "pro" as const, months: 1, priceFen: 3_000 };
const enterprise = { plan: "enterprise" as const, months: 1, priceFen: 12_000 };
const short = (placed: readonly Placed[]) => placed.map(({ id, startsAt, endsAt }) => [id, startsAt, endsAt]);

describe("purchase", () => {
  const now = at("2026-04-16");
  const running = term("a", "2026-04-01", "2026-05-01", { unspentCredits: 1_000 });
  const high = term("h", "2026-04-01", "2026-05-01", { plan: "enterprise", paidFen: 12_000 });

  test("the first begins now", () => {
    expect(purchase([], pro, now)).toMatchObject({ kind: "start", startsAt: now, endsAt: at("2026-05-16") });
  });

  test("what has ended counts as nothing", () => {
    const old = term("o", "2026-03-01", "2026-04-15");
    expect(purchase([old], pro, now)).toMatchObject({ kind: "start", startsAt: now });
  });

  test("the same plan is prolonged", () => {
    const bought = purchase([running], pro, now);
    expect(bought).toMatchObject({ kind: "extend", startsAt: at("2026-05-01"), endsAt: at("2026-06-01") });
    expect(bought.ended).toEqual([]);
  });

  test("a lower plan waits behind everything higher and behind its own", () => {
    const own = term("b", "2026-05-01", "2026-06-01");
    expect(purchase([high], pro, now)).toMatchObject({ kind: "queue", startsAt: at("2026-05-01") });
    expect(purchase([high, own], pro, now)).toMatchObject({ kind: "extend", startsAt: at("2026-06-01") });
  });

  test("prolonging the higher plan moves the lower one that waits", () => {
    const own = term("b", "2026-05-01", "2026-06-01");
    const bought = purchase([high, own], { ...enterprise, months: 2 }, now);
    expect(bought).toMatchObject({ kind: "extend", startsAt: at("2026-05-01"), endsAt: at("2026-07-01") });
    expect(short(bought.moved)).toEqual([["b", at("2026-07-01"), at("2026-08-01")]]);
  });

  test("a higher plan begins now, and half a month of a quarter of its price buys an eighth of a month", () => {
    const bought = purchase([running], enterprise, now);
    // The second month of the new term has 31 days.
    expect(bought).toMatchObject({ kind: "upgrade", startsAt: now, convertedMs: (31 * DAY_MS) / 8 });
    expect(bought.endsAt).toEqual(new Date(at("2026-05-16").getTime() + (31 * DAY_MS) / 8));
    expect(bought.ended).toEqual([{ id: "a", takesCredits: 1_000 }]);
  });

  test("an upgrade converts what waits as well, and nothing for credits that are spent", () => {
    const spent = { ...running, unspentCredits: 0 };
    expect(purchase([spent], enterprise, now)).toMatchObject({ convertedMs: 0, endsAt: at("2026-05-16") });
    const bought = purchase([spent, term("b", "2026-05-01", "2026-06-01")], enterprise, now);
    expect(bought.convertedMs).toBe((31 * DAY_MS) / 4);
    expect(bought.ended).toEqual([
      { id: "a", takesCredits: 0 },
      { id: "b", takesCredits: 0 },
    ]);
  });
});

describe("a refund", () => {
  const now = at("2026-04-16");
  const year = term("y", "2026-04-01", "2027-04-01", { months: 12, paidFen: 30_000, unspentCredits: 1_000 });
  const granted = [{ month: 0, amount: 1_000 }];

  test("of a share takes that share from the end and no credits of months that stay", () => {
    const goes = withdrawal(year, granted, 15_000, now);
    expect(goes).toEqual({
      endsAt: at("2026-10-01"),
      membershipMs: at("2027-04-01").getTime() - at("2026-10-01").getTime(),
      credits: [],
    });
  });

  test("of everything ends the term now and asks for the credits of every month that was granted", () => {
    const goes = withdrawal(year, [...granted, { month: 1, amount: 1_000 }], 30_000, at("2026-05-16"));
    expect(goes.endsAt).toEqual(at("2026-05-16"));
    expect(goes.credits.map(({ amount }) => amount)).toEqual([1_000, 1_000]);
  });

  test("of half a single month takes half of its credits", () => {
    const month = term("m", "2026-04-01", "2026-05-01");
    expect(withdrawal(month, granted, 1_500, now)).toEqual({
      endsAt: now,
      membershipMs: 15 * DAY_MS,
      credits: [{ month: 0, amount: 500 }],
    });
  });

  test("of a term that waits leaves its start where it is", () => {
    const waiting = term("w", "2026-05-01", "2026-06-01");
    expect(withdrawal(waiting, [], 3_000, now)).toMatchObject({
      endsAt: at("2026-05-01"),
      membershipMs: 31 * DAY_MS,
    });
  });

  test("of an order leaves the time that an upgrade brought over", () => {
    const long = term("e", "2026-04-01", "2026-05-16", { plan: "enterprise", paidFen: 12_000 });
    const goes = withdrawal(long, [{ month: 0, amount: 6_000 }], 12_000, at("2026-04-01"));
    expect(monthsAt(long.startsAt, goes.endsAt)).toBeCloseTo(15 / 31, 8);
    expect(goes.credits).toEqual([{ month: 0, amount: Math.ceil((6_000 * 16) / 31) }]);
  });

  test("of a term that is over takes no time", () => {
    expect(withdrawal(year, [], 30_000, at("2028-01-01")).membershipMs).toBe(0);
  });

  test("of what is refundable takes no more credits than are unspent, and leaves less than a fen", () => {
    fc.assert(
      fc.property(
        fc.record({
          months: fc.constantFrom(1, 3, 12),
          paidFen: fc.integer({ min: 100, max: 200_000 }),
          day: fc.integer({ min: 0, max: 364 }),
          ms: fc.nat(DAY_MS),
          unspent: fc.nat(1_000),
          start: fc.nat(900),
        }),
        ({ months, paidFen, day, ms, unspent, start }) => {
          const startsAt = new Date(at("2026-01-01").getTime() + start * DAY_MS);
          const moment = new Date(startsAt.getTime() + day * DAY_MS + ms);
          const one: HeldTerm = {
            ...term("p", "2026-01-01", "2026-01-01", { months, paidFen, unspentCredits: unspent }),
            startsAt,
            endsAt: addMonths(startsAt, months),
          };
          if (moment >= one.endsAt) return;
          const most = refundableFen(one, moment);
          const month = Math.floor(monthsAt(startsAt, moment));
          const past = Array.from({ length: month + 1 }, (_, k) => ({ month: k, amount: 1_000 }));
          if (most === 0) return;
          const goes = withdrawal(one, past, most, moment);
          expect(goes.endsAt.getTime()).toBeGreaterThanOrEqual(moment.getTime());
          expect(goes.credits.every(({ month: k, amount }) => k === month && amount <= unspent)).toBe(true);
          const taken = goes.credits.reduce((sum, { amount }) => sum + amount, 0);
          const rest = { ...one, endsAt: goes.endsAt, unspentCredits: unspent - taken };
          const aCreditFen = paidFen / months / 1_000;
          expect(valueFen(rest, moment)).toBeLessThan(1.001 + aCreditFen);
        },
      ),
    );
  });

  test("in two parts takes what one takes, to the millisecond", () => {
    const fen = fc.integer({ min: 1, max: 15_000 });
    fc.assert(
      fc.property(fen, fen, (a, b) => {
        const once = withdrawal(year, [], a + b, at("2026-04-01"));
        const first = withdrawal(year, [], a, at("2026-04-01"));
        const second = withdrawal({ ...year, endsAt: first.endsAt }, [], b, at("2026-04-01"));
        expect(Math.abs(second.endsAt.getTime() - once.endsAt.getTime())).toBeLessThanOrEqual(2);
      }),
    );
  });
});

describe("what a failed refund gives back", () => {
  const now = at("2026-04-20");
  const alive = (one: Term) => ({ ...one, endedEarlyAt: null });
  const ended = (one: Term, when: string) => ({ ...one, endsAt: at(when), endedEarlyAt: at(when) });

  test("prolongs a term that still runs and moves what waits behind it", () => {
    const run = term("a", "2026-04-01", "2026-04-26");
    const wait = term("b", "2026-04-26", "2026-05-26");
    expect(short(restoration([run, wait], alive(run), 5 * DAY_MS, now))).toEqual([
      ["a", at("2026-04-01"), at("2026-05-01")],
      ["b", at("2026-05-01"), at("2026-06-01")],
    ]);
  });

  test("goes on now where the term had ended, as if it had paused", () => {
    const run = ended(term("a", "2026-04-01", "2026-05-01"), "2026-04-16");
    expect(short(restoration([], run, 15 * DAY_MS, now))).toEqual([
      ["a", at("2026-04-05"), at("2026-05-05")],
    ]);
  });

  test("lets a term wait again that had not begun", () => {
    const run = term("a", "2026-04-01", "2026-05-01");
    const gone = { ...term("b", "2026-05-01", "2026-05-01"), endedEarlyAt: at("2026-04-10") };
    expect(short(restoration([run], gone, 31 * DAY_MS, now))).toEqual([
      ["b", at("2026-05-01"), at("2026-06-01")],
    ]);
  });

  test("prolongs the term that has begun meanwhile, by the same time", () => {
    const other = term("b", "2026-04-16", "2026-05-16");
    const gone = ended(term("a", "2026-04-01", "2026-05-01"), "2026-04-16");
    expect(short(restoration([other], gone, 15 * DAY_MS, now))).toEqual([
      ["b", at("2026-04-16"), at("2026-05-31")],
    ]);
  });

  test("or by time of the same value when it is of another plan", () => {
    const other = term("b", "2026-04-16", "2026-05-16", { plan: "enterprise", paidFen: 12_000 });
    const gone = ended(term("a", "2026-04-01", "2026-05-01"), "2026-04-16");
    const [placed] = restoration([other], gone, 15 * DAY_MS, now);
    expect(placed?.endsAt).toEqual(new Date(at("2026-05-16").getTime() + (31 * DAY_MS) / 8));
  });
});

/** A member's life in memory: what the verbs do with the rules, without a database. */
class Life {
  terms: HeldTerm[] = [];
  private made = 0;

  buy(plan: "pro" | "enterprise", months: number, priceFen: number, now: Date) {
    const before = this.live(now);
    const bought = purchase(this.terms, { plan, months, priceFen }, now);
    this.place(bought.moved);
    this.terms = this.terms.filter(({ id }) => !bought.ended.some((one) => one.id === id));
    const { startsAt, endsAt } = bought;
    this.made += 1;
    const added = {
      id: `t${this.made}`,
      plan,
      months,
      paidFen: priceFen,
      startsAt,
      endsAt,
      unspentCredits: null,
    };
    this.terms.push(added);
    return { before, bought, added };
  }

  place(placed: readonly Placed[]) {
    this.terms = this.terms.map((one) => ({ ...one, ...placed.find(({ id }) => id === one.id) }));
  }

  live(now: Date): HeldTerm[] {
    return this.terms.filter((one) => one.endsAt > now);
  }
}

const purchases = fc.array(
  fc.record({
    plan: fc.constantFrom("pro" as const, "enterprise" as const),
    months: fc.constantFrom(1, 3, 12),
    priceFen: fc.integer({ min: 500, max: 150_000 }),
    waitMs: fc.integer({ min: 0, max: 200 * DAY_MS }),
    unspent: fc.option(fc.nat(1_000)),
  }),
  { minLength: 1, maxLength: 8 },
);

describe("any run of purchases", () => {
  test("neither loses nor creates value: at most a second of the new plan goes in an upgrade", () => {
    fc.assert(
      fc.property(purchases, (events) => {
        const life = new Life();
        let now = at("2026-01-31");
        for (const { plan, months, priceFen, waitMs, unspent } of events) {
          now = new Date(now.getTime() + waitMs);
          life.terms = life.terms.map((one) => ({
            ...one,
            unspentCredits: one.startsAt <= now && one.plan === "pro" ? unspent : null,
          }));
          const { before, bought, added } = life.buy(plan, months, priceFen, now);
          const had = before.reduce((sum, one) => sum + valueFen(one, now), 0);
          const has = life.live(now).reduce((sum, one) => sum + valueFen(one, now), 0) - priceFen;
          const monthFen = priceFen / months;
          const secondFen = monthFen / (28 * 86_400);
          // A moved term is laid to the nearest millisecond.
          const moveFen = before.reduce((sum, one) => sum + one.paidFen / one.months, 0) / (28 * DAY_MS);
          expect(has).toBeLessThanOrEqual(had + moveFen + 1e-6);
          expect(had - has).toBeLessThan((bought.kind === "upgrade" ? secondFen : 0) + moveFen + 1e-6);
          expect(unusedMonths(added, now)).toBeGreaterThanOrEqual(months - 1e-9);
        }
      }),
    );
  });

  test("leaves one term running, the higher plans first, without gap or overlap", () => {
    fc.assert(
      fc.property(purchases, (events) => {
        const life = new Life();
        let now = at("2026-01-31");
        for (const { plan, months, priceFen, waitMs } of events) {
          now = new Date(now.getTime() + waitMs);
          life.buy(plan, months, priceFen, now);
          const live = life.live(now).toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
          expect(live[0] && live[0].startsAt <= now).toBe(true);
          for (const [n, one] of live.entries()) {
            const next = live[n + 1];
            if (!next) continue;
            expect(next.startsAt).toEqual(one.endsAt);
            expect(one.plan === "pro" && next.plan === "enterprise").toBe(false);
          }
          expect(rearrange(life.terms, now)).toEqual([]);
        }
      }),
    );
  });
});
