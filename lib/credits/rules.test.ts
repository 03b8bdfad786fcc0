import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allocate, consume, expiryAfterReturn, isExpired, movementName, spendable } from "./rules";
import { grantSources } from "./schema";

const now = new Date("2026-03-01T00:00:00Z");
const day = (n: number) => new Date(now.getTime() + n * 86_400_000);
const grant = (id: string, remaining: number, expiresAt: Date | null) => ({ id, remaining, expiresAt });

describe("allocate", () => {
  test.each([
    {
      name: "takes the earliest expiry first",
      grants: [grant("never", 5, null), grant("later", 5, day(9)), grant("soon", 5, day(1))],
      amount: 7,
      want: [
        ["soon", 5],
        ["later", 2],
      ],
    },
    {
      name: "takes never-expiring credits last",
      grants: [grant("never", 5, null), grant("soon", 1, day(1))],
      amount: 2,
      want: [
        ["soon", 1],
        ["never", 1],
      ],
    },
    {
      name: "keeps the given order among equal expiries",
      grants: [grant("old", 2, null), grant("new", 2, null)],
      amount: 3,
      want: [
        ["old", 2],
        ["new", 1],
      ],
    },
    {
      name: "does not touch expired grants",
      grants: [grant("gone", 9, day(-1)), grant("never", 3, null)],
      amount: 3,
      want: [["never", 3]],
    },
    {
      name: "treats a grant as expired at its very moment",
      grants: [grant("edge", 9, now), grant("never", 3, null)],
      amount: 3,
      want: [["never", 3]],
    },
  ])("$name", ({ grants, amount, want }) => {
    expect(allocate(grants, amount, now)?.map((part) => [part.grantId, part.amount])).toEqual(want);
  });

  test("refuses when the live grants do not hold enough", () => {
    expect(allocate([grant("gone", 9, day(-1)), grant("never", 3, null)], 4, now)).toBeNull();
  });

  const grants = fc.array(
    fc.record({
      remaining: fc.integer({ min: 0, max: 50 }),
      inDays: fc.option(fc.integer({ min: -3, max: 9 })),
    }),
    { maxLength: 12 },
  );

  test("takes exactly the amount, never more than a grant holds, and only when it can", () => {
    fc.assert(
      fc.property(grants, fc.integer({ min: 1, max: 200 }), (rows, amount) => {
        const all = rows.map((row, i) =>
          grant(`g${i}`, row.remaining, row.inDays === null ? null : day(row.inDays)),
        );
        const parts = allocate(all, amount, now);
        const can = spendable(all, now) >= amount;
        expect(parts !== null).toBe(can);
        for (const part of parts ?? [])
          expect(part.amount).toBeLessThanOrEqual(all.find((g) => g.id === part.grantId)?.remaining ?? 0);
        if (parts) expect(parts.reduce((sum, part) => sum + part.amount, 0)).toBe(amount);
      }),
    );
  });
});

describe("consume", () => {
  const parts = [
    { grantId: "never", amount: 4, expiresAt: null },
    { grantId: "soon", amount: 4, expiresAt: day(1) },
  ];

  test("charges what expires first and returns the rest", () => {
    expect(consume(parts, 5)).toEqual([
      { grantId: "soon", charged: 4, returned: 0 },
      { grantId: "never", charged: 1, returned: 3 },
    ]);
  });

  test("returns everything for a charge of zero", () => {
    expect(consume(parts, 0).every((part) => part.charged === 0)).toBe(true);
  });
});

test("credits that come back to a grant that expired meanwhile live another day", () => {
  expect(expiryAfterReturn(day(-1), now)).toEqual(day(1));
  expect(expiryAfterReturn(day(5), now)).toEqual(day(5));
  expect(expiryAfterReturn(null, now)).toBeNull();
  expect(isExpired(null, now)).toBe(false);
});

describe("movementName", () => {
  test("names where credits came from and why they went, and leaves the rest to the kind", () => {
    for (const source of grantSources)
      expect(movementName({ kind: "grant", reason: source })).toBe(`sources.${source}`);
    expect(movementName({ kind: "grant", reason: "membership pro" })).toBe("sources.membership");
    expect(movementName({ kind: "grant", reason: "refund closed" })).toBe("restored");
    expect(movementName({ kind: "revoke", reason: "upgrade" })).toBe("upgraded");
    expect(movementName({ kind: "revoke", reason: "refund" })).toBe("kinds.revoke");
    expect(movementName({ kind: "revoke", reason: null })).toBeNull();
    expect(movementName({ kind: "grant", reason: null })).toBeNull();
  });

  test("leaves what a person wrote to the person", () => {
    expect(movementName({ kind: "grant", reason: "because" })).toBeNull();
    expect(movementName({ kind: "grant", reason: "purchase was charged twice" })).toBeNull();
    expect(movementName({ kind: "grant", reason: "membership did not start" })).toBeNull();
    expect(movementName({ kind: "revoke", reason: "refund asked for by mail" })).toBeNull();
    expect(movementName({ kind: "adjust", reason: "welcome" })).toBeNull();
  });
});
