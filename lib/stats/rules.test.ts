import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  alertsOf,
  bucketMs,
  bucketOf,
  daysBetween,
  firstDayOf,
  LAST_BUCKET,
  percentile,
  type Signs,
  shareOut,
  successRate,
} from "./rules";

describe("buckets", () => {
  test("four of them make a doubling, and powers of two stay in their own", () => {
    expect([0, 1, 2, 3, 4, 8, 1_024, 1_025].map(bucketOf)).toEqual([0, 0, 4, 7, 8, 12, 40, 41]);
    expect(bucketOf(2 ** 22)).toBe(LAST_BUCKET);
    expect(bucketOf(Number.MAX_SAFE_INTEGER)).toBe(LAST_BUCKET);
  });

  test("stand for durations that are at most 9 % off", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 2 ** 22 }), (ms) => {
        expect(Math.abs(bucketMs(bucketOf(ms)) / ms - 1)).toBeLessThan(0.0906);
      }),
    );
  });
});

describe("percentile", () => {
  test("is the duration that the share of all is not longer than", () => {
    const buckets: number[] = Array(41).fill(0);
    buckets[8] = 50;
    buckets[20] = 45;
    buckets[40] = 5;
    expect(percentile(buckets, 0.5)).toBe(Math.round(bucketMs(8)));
    expect(percentile(buckets, 0.51)).toBe(Math.round(bucketMs(20)));
    expect(percentile(buckets, 0.95)).toBe(Math.round(bucketMs(20)));
    expect(percentile(buckets, 0.99)).toBe(Math.round(bucketMs(40)));
  });

  test("of nothing is nothing, and of one is that one", () => {
    expect(percentile([], 0.5)).toBeNull();
    expect(percentile([0, 0], 0.5)).toBeNull();
    expect(percentile([1], 0.01)).toBe(1);
  });

  test("agrees with the sorted durations to 10 % and half a millisecond", () => {
    const durations = fc.array(fc.integer({ min: 1, max: 120_000 }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(durations, fc.constantFrom(0.5, 0.95, 0.99), (given, share) => {
        const buckets: number[] = Array(LAST_BUCKET + 1).fill(0);
        for (const ms of given) buckets[bucketOf(ms)] = (buckets[bucketOf(ms)] ?? 0) + 1;
        const exact = given.toSorted((a, b) => a - b)[Math.max(1, Math.ceil(given.length * share)) - 1] ?? 0;
        expect(Math.abs((percentile(buckets, share) ?? 0) - exact)).toBeLessThanOrEqual(exact * 0.1 + 0.5);
      }),
    );
  });
});

describe("days", () => {
  test.each([
    ["2026-02-28", 1, "2026-03-01"],
    ["2024-02-28", 1, "2024-02-29"],
    ["2026-01-01", -1, "2025-12-31"],
    ["2026-11-21", 0, "2026-11-21"],
  ])("%s and %i days is %s", (day, days, expected) => expect(addDays(day, days)).toBe(expected));

  test("between two are both and all between; none when they stand the other way round", () => {
    expect(daysBetween("2026-10-31", "2026-11-02")).toEqual(["2026-10-31", "2026-11-01", "2026-11-02"]);
    expect(daysBetween("2026-11-02", "2026-11-01")).toEqual([]);
  });

  test.each([
    ["today", "2026-03-01"],
    ["7d", "2026-02-23"],
    ["30d", "2026-01-31"],
    ["90d", "2025-12-02"],
  ] as const)("%s has its last day among them", (range, first) =>
    expect(firstDayOf(range, "2026-03-01")).toBe(first),
  );
});

describe("what is shared out", () => {
  test("goes by weight, in whole parts that add up exactly", () => {
    expect(shareOut(100, [1, 1, 1])).toEqual([33, 34, 33]);
    expect(shareOut(-90, [2, 1])).toEqual([-60, -30]);
    expect(shareOut(7, [0, 3, 0])).toEqual([0, 7, 0]);
    fc.assert(
      fc.property(
        fc.integer({ min: -1e10, max: 1e10 }),
        fc.array(fc.integer({ min: 1, max: 1e7 }), { minLength: 1, maxLength: 50 }),
        (amount, weights) => {
          const shares = shareOut(amount, weights) ?? [];
          const all = weights.reduce((sum, weight) => sum + weight, 0);
          expect(shares.reduce((sum, share) => sum + share, 0)).toBe(amount);
          for (const [index, weight] of weights.entries())
            expect(Math.abs((shares[index] ?? Number.NaN) - (amount * weight) / all)).toBeLessThan(1.001);
        },
      ),
    );
  });

  test("is nobody's where nothing weighs anything", () => {
    expect([shareOut(5, []), shareOut(5, [0, 0])]).toEqual([null, null]);
  });
});

test.each([
  [{}, null],
  [{ cancelled: 5 }, null],
  [{ succeeded: 8, partly_succeeded: 1, failed: 1, cancelled: 90 }, 0.9],
  [{ failed: 2 }, 0],
])("the success rate of %o is %o: who cancelled does not count", (ended, rate) => {
  expect(successRate(ended)).toBe(rate);
});

describe("alerts", () => {
  const calm: Signs = {
    oldestJobMs: 600_000,
    openCircuits: 0,
    successRate: 0.9,
    endedToday: 100,
    ledgerDifferences: 0,
    openDifferences: 0,
    uncertainOutcomes: 0,
    failedRuns: 0,
    failedDeliveries: 19,
    strayRequests: 0,
    requests: 1_000,
    serverErrors: 10,
    figuresAgeMs: 1_200_000,
  };

  test("are none while everything is at its limit, or not known yet", () => {
    expect(alertsOf(calm)).toEqual([]);
    const unknown = { oldestJobMs: null, successRate: null, ledgerDifferences: null, figuresAgeMs: null };
    expect(alertsOf({ ...calm, ...unknown })).toEqual([]);
  });

  test.each<[Partial<Signs>, string, number]>([
    [{ oldestJobMs: 660_001 }, "oldest_job", 11],
    [{ openCircuits: 2 }, "open_circuits", 2],
    [{ successRate: 0.8994 }, "success_rate", 89.9],
    [{ ledgerDifferences: 3 }, "ledger", 3],
    [{ openDifferences: 1 }, "payment_differences", 1],
    [{ uncertainOutcomes: 4 }, "uncertain_outcomes", 4],
    [{ failedRuns: 1 }, "failed_runs", 1],
    [{ failedDeliveries: 20 }, "failed_deliveries", 20],
    [{ strayRequests: 7 }, "stray_requests", 7],
    [{ serverErrors: 15 }, "server_errors", 1.5],
    [{ figuresAgeMs: 1_260_000 }, "old_figures", 21],
  ])("%o raises %s with %d", (sign, code, value) => {
    expect(alertsOf({ ...calm, ...sign })).toEqual([{ code, value }]);
  });

  test("do not judge by a handful of orders or requests", () => {
    expect(alertsOf({ ...calm, successRate: 0, endedToday: 9 })).toEqual([]);
    expect(alertsOf({ ...calm, requests: 99, serverErrors: 99 })).toEqual([]);
  });
});
