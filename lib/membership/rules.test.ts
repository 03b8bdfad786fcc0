import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMonths } from "./internal/months";
import {
  accountPlan,
  creditsFor,
  dueGrants,
  GRACE_MS,
  type HeldTerm,
  nextGrant,
  planTerms,
  refundableFen,
  standing,
  type Term,
  unusedMonths,
  valueFen,
  warningDue,
} from "./rules";

const at = (text: string) => new Date(`${text}T00:00:00+08:00`);
const term = (parts: Partial<HeldTerm> = {}): HeldTerm => ({
  id: "t",
  plan: "pro",
  months: 1,
  paidFen: 3_000,
  startsAt: at("2026-04-01"),
  endsAt: at("2026-05-01"),
  unspentCredits: null,
  ...parts,
});

describe("the unused part of a term", () => {
  test.each([
    { name: "is all of it before it begins", now: at("2026-03-01"), parts: {}, want: 1 },
    { name: "is all of it when nothing is spent at its start", now: at("2026-04-01"), parts: {}, want: 1 },
    { name: "shrinks with time", now: at("2026-04-16"), parts: { unspentCredits: 1_000 }, want: 0.5 },
    { name: "shrinks with credits", now: at("2026-04-01"), parts: { unspentCredits: 250 }, want: 0.25 },
    { name: "is the smaller of both", now: at("2026-04-16"), parts: { unspentCredits: 400 }, want: 0.4 },
    {
      name: "is nothing when the credits are spent",
      now: at("2026-04-02"),
      parts: { unspentCredits: 0 },
      want: 0,
    },
    { name: "is nothing after the end", now: at("2026-05-01"), parts: {}, want: 0 },
    {
      name: "has the months to come, whatever was spent of the running one",
      now: at("2026-05-10"),
      parts: { months: 3, endsAt: at("2026-07-01"), unspentCredits: 0 },
      want: 1,
    },
    {
      name: "counts a short last month by its own credits",
      now: at("2026-05-01"),
      parts: { endsAt: new Date("2026-05-16T12:00:00+08:00"), unspentCredits: 500 },
      want: 0.5,
    },
  ])("$name", ({ now, parts, want }) => {
    expect(unusedMonths(term(parts), now)).toBeCloseTo(want, 9);
  });

  test("is worth its share of the price and never more than was paid", () => {
    const long = term({ months: 3, paidFen: 7_900, endsAt: at("2026-07-01"), unspentCredits: 500 });
    expect(refundableFen(long, at("2026-04-01"))).toBe(Math.floor((7_900 / 3) * 2.5));
    expect(refundableFen(term({ endsAt: at("2026-09-01") }), at("2026-03-01"))).toBe(3_000);
  });

  test("never grows by waiting or by spending", () => {
    fc.assert(
      fc.property(
        fc.record({ first: fc.nat(120), days: fc.nat(60), months: fc.integer({ min: 1, max: 4 }) }),
        fc.record({ more: fc.nat(1_000), less: fc.nat(1_000) }),
        ({ first, days, months }, { more, less }) => {
          const held = (unspentCredits: number) =>
            term({ months, endsAt: addMonths(at("2026-04-01"), months), unspentCredits });
          const now = new Date(at("2026-04-01").getTime() + first * 86_400_000);
          const later = new Date(now.getTime() + days * 86_400_000);
          const low = Math.min(more, less);
          const high = Math.max(more, less);
          expect(valueFen(held(low), now)).toBeLessThanOrEqual(valueFen(held(high), now) + 1e-6);
          expect(valueFen(held(high), later)).toBeLessThanOrEqual(valueFen(held(1_000), now) + 1e-6);
        },
      ),
    );
  });
});

describe("monthly credits", () => {
  const quarter = term({ months: 3, endsAt: at("2026-07-01") });
  test.each([
    ["none before the start", at("2026-03-31"), []],
    ["the first with the start", at("2026-04-01"), [1_000]],
    ["none more just before the second month", new Date(at("2026-05-01").getTime() - 1), [1_000]],
    ["the second with its month", at("2026-05-01"), [1_000, 1_000]],
    ["all of them and no more after the end", at("2027-01-01"), [1_000, 1_000, 1_000]],
  ])("are %s", (_, now, want) => {
    expect(dueGrants(quarter, now).map(({ amount }) => amount)).toEqual(want);
  });

  test("live until three days after their month, or three days when they come late", () => {
    const [first] = dueGrants(quarter, at("2026-04-05"));
    expect(first?.expiresAt).toEqual(at("2026-05-04"));
    const [late] = dueGrants(quarter, at("2026-06-20"));
    expect(late?.expiresAt).toEqual(at("2026-06-23"));
  });

  test("of a short last month are its share, until that month would have been over", () => {
    const cut = term({ plan: "enterprise", endsAt: at("2026-05-11") });
    const [, last] = dueGrants(cut, at("2026-05-01"));
    expect(last).toEqual({
      month: 1,
      amount: Math.floor((6_000 * 10) / 31),
      expiresAt: new Date(at("2026-06-01").getTime() + GRACE_MS),
    });
  });

  test("never are more than their share of the time, and asked for later they begin the same", () => {
    const minutes = fc.integer({ min: 1, max: 500 * 24 * 60 });
    fc.assert(
      fc.property(minutes, minutes, minutes, (length, a, b) => {
        const startsAt = at("2026-01-31");
        const minute = (n: number) => new Date(startsAt.getTime() + n * 60_000);
        const one = { plan: "pro" as const, startsAt, endsAt: minute(length) };
        const early = dueGrants(one, minute(Math.min(a, b))).map(({ month, amount }) => [month, amount]);
        const late = dueGrants(one, minute(Math.max(a, b))).map(({ month, amount }) => [month, amount]);
        expect(late.slice(0, early.length)).toEqual(early);
        const all = dueGrants(one, minute(600 * 24 * 60)).reduce((sum, { amount }) => sum + amount, 0);
        expect(all).toBeLessThanOrEqual((length / (28 * 24 * 60)) * planTerms.pro.monthlyCredits + 1);
      }),
    );
  });

  test("come next with the next month, and not when the term is over by then", () => {
    expect(nextGrant(quarter, at("2026-03-01"))).toEqual(at("2026-04-01"));
    expect(nextGrant(quarter, at("2026-04-01"))).toEqual(at("2026-05-01"));
    expect(nextGrant(quarter, at("2026-06-02"))).toBeNull();
  });

  test("of a part of a month are rounded down", () => {
    expect([creditsFor("pro", 0.9999), creditsFor("pro", 1), creditsFor("pro", 7)]).toEqual([
      999, 1_000, 1_000,
    ]);
  });
});

describe("where a member stands", () => {
  const enterprise: Term = term({ id: "e", plan: "enterprise" });
  const waiting: Term = term({ id: "w", startsAt: at("2026-05-01"), endsAt: at("2026-06-01") });
  const stand = (now: Date, terms: Term[] = [enterprise, waiting]) => {
    const { plan, state, nextDueAt } = standing(terms, now);
    return { plan, state, nextDueAt };
  };
  test.each([
    [
      "the higher plan first, until the next begins",
      at("2026-04-02"),
      "enterprise",
      "active",
      at("2026-05-01"),
    ],
    ["then the lower one, until the first warning", at("2026-05-01"), "pro", "active", at("2026-05-25")],
    ["after the first warning, until the second", at("2026-05-25"), "pro", "active", at("2026-05-31")],
    ["after the second, until the end", at("2026-05-31"), "pro", "active", at("2026-06-01")],
    ["the plan stays for the grace", at("2026-06-01"), "pro", "grace", at("2026-06-04")],
    ["and then nothing is left and nothing is due", at("2026-06-04"), "free", "none", null],
  ] as const)("%s", (_, now, plan, state, nextDueAt) => {
    expect(stand(now)).toEqual({ plan, state, nextDueAt });
  });

  test("without terms it is nothing", () => {
    expect(standing([], at("2026-04-01"))).toMatchObject({ plan: "free", state: "none", paidUntil: null });
  });

  test("what is due next always lies ahead, so that looking at it ends", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 * 24 }), (hours) => {
        const now = new Date(at("2026-02-01").getTime() + hours * 3_600_000);
        const next = standing([enterprise, waiting], now).nextDueAt;
        expect(next === null ? now >= at("2026-06-04") : next > now).toBe(true);
      }),
    );
  });

  test.each([
    [at("2026-05-24"), null],
    [at("2026-05-25"), 7],
    [at("2026-05-30"), 7],
    [at("2026-05-31"), 1],
    [at("2026-06-01"), null],
  ])("at %s the warning of a June end is %s", (now, want) => {
    expect(warningDue(at("2026-06-01"), now)).toBe(want);
  });
});

test.each([
  ["free", "free", "pro", "pro"],
  ["enterprise", "free", "pro", "enterprise"],
  ["enterprise", "pro", "free", "enterprise"],
  ["pro", "free", "enterprise", "enterprise"],
  ["pro", "pro", "free", "free"],
  ["enterprise", "enterprise", "pro", "pro"],
  ["free", "pro", "pro", "pro"],
] as const)(
  "an account on %s that was recorded with %s and has bought %s is on %s",
  (account, recorded, bought, want) => {
    expect(accountPlan(account, recorded, bought)).toBe(want);
  },
);
