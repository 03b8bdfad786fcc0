import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  chargeFor,
  composePrompt,
  countOfPart,
  endStatus,
  hasEnded,
  mayMove,
  nextTry,
  partsOf,
  pollDelayMs,
  priceCredits,
  progressPercent,
} from "./rules";
import { generationStatuses } from "./schema";

const model = {
  creditsPerImage: { "1K": 1, "2K": 2, "4K": 5 },
  qualityPercent: { draft: 50, standard: 100, high: 150 },
  edits: {
    upscale: { creditsPerImage: 7, prompt: "none", maxPixels: 1, minSidePx: 1, maxSidePx: 1, maxRatio: 1 },
    instruct: { prompt: "required", maxPixels: 1, minSidePx: 1, maxSidePx: 1, maxRatio: 1 },
  },
} as const;

describe("price", () => {
  test.each([
    { tier: "1K", quality: "standard", count: 4, want: 4 },
    { tier: "1K", quality: "draft", count: 4, want: 4 },
    { tier: "2K", quality: "draft", count: 3, want: 3 },
    { tier: "4K", quality: "high", count: 2, want: 16 },
    { tier: "4K", quality: "standard", count: 2, operation: "upscale", want: 14 },
    { tier: "2K", quality: "standard", count: 1, operation: "instruct", want: 2 },
  ] as const)("$count pictures at $tier $quality cost $want", ({ want, ...order }) => {
    expect(priceCredits(model, order)).toBe(want);
  });

  test("what is charged plus what is returned is what was reserved, and nothing delivered costs nothing", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 0, max: 50 }), (count, unit) => {
        const whole = unit * count;
        for (let delivered = 0; delivered <= count; delivered += 1)
          expect(chargeFor({ priceCredits: whole, count, delivered })).toBe(unit * delivered);
      }),
    );
  });
});

describe("moves", () => {
  test("nothing leaves an ended status and nothing returns to the queue", () => {
    for (const from of generationStatuses)
      for (const to of generationStatuses) {
        if (hasEnded(from)) expect(mayMove(from, to)).toBe(false);
        if (to === "queued") expect(mayMove(from, to)).toBe(false);
      }
  });

  test.each([
    { delivered: 4, count: 4, cancelled: false, want: "succeeded" },
    { delivered: 4, count: 4, cancelled: true, want: "succeeded" },
    { delivered: 2, count: 4, cancelled: true, want: "cancelled" },
    { delivered: 2, count: 4, cancelled: false, want: "partly_succeeded" },
    { delivered: 0, count: 4, cancelled: false, want: "failed" },
    { delivered: 0, count: 4, cancelled: true, want: "cancelled" },
  ])("$delivered of $count delivered, cancelled $cancelled, ends as $want", ({ want, ...job }) => {
    expect(endStatus(job)).toBe(want);
  });
});

describe("what follows a failure", () => {
  const none = { attempts: 1, laps: 1, unknownOutcomes: 0, otherChannel: false };
  test.each([
    { errorClass: "content_policy", want: "end" },
    { errorClass: "invalid_request", want: "end" },
    { errorClass: "auth", want: "end" },
    { errorClass: "auth", otherChannel: true, want: "failover" },
    { errorClass: "quota_exhausted", otherChannel: true, want: "failover" },
    { errorClass: "rate_limited", want: "retry" },
    { errorClass: "rate_limited", otherChannel: true, want: "failover" },
    { errorClass: "provider_error", attempts: 3, laps: 3, want: "retry" },
    { errorClass: "provider_error", attempts: 4, laps: 4, want: "end" },
    { errorClass: "provider_error", attempts: 6, laps: 3, want: "retry" },
    { errorClass: "provider_error", mostRetries: 1, want: "retry" },
    { errorClass: "provider_error", attempts: 2, laps: 2, mostRetries: 1, want: "end" },
    { errorClass: "provider_error", attempts: 12, laps: 2, otherChannel: true, want: "end" },
    { errorClass: "unknown_outcome", unknownOutcomes: 1, want: "retry" },
    { errorClass: "unknown_outcome", attempts: 2, laps: 2, unknownOutcomes: 2, want: "end" },
  ] as const)("%o", ({ errorClass, want, ...tries }) => {
    expect(nextTry(errorClass, { ...none, ...tries })).toBe(want);
  });
});

test("an order is split into calls that together ask for every picture", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 }), (count, perCall) => {
      const parts = Array.from({ length: partsOf({ count, perCall }) }, (_, part) =>
        countOfPart({ count, perCall }, part),
      );
      expect(parts.reduce((sum, n) => sum + n, 0)).toBe(count);
      expect(parts.every((n) => n >= 1 && n <= perCall)).toBe(true);
    }),
  );
});

test("progress never leaves 0 to 100 and grows from stage to stage", () => {
  const stages = ["waiting", "submitting", "rendering", "storing", "settling", "ended"] as const;
  const starts = stages.map((stage) => progressPercent(stage, 0));
  expect(starts.toSorted((a, b) => a - b)).toEqual(starts);
  for (const stage of stages)
    for (const part of [-1, 0, 0.5, 1, 7, Number.NaN]) {
      const percent = progressPercent(stage, Number.isNaN(part) ? 0 : part);
      expect(percent).toBeGreaterThanOrEqual(0);
      expect(percent).toBeLessThanOrEqual(100);
    }
});

test("a job of 15 minutes is polled fewer than 200 times, so that a run stays far below 1,000 steps", () => {
  let polls = 0;
  for (let age = 0; age < 900_000; age += pollDelayMs(500, age)) polls += 1;
  expect(polls).toBeLessThan(200);
});

test("style tags add their words behind the prompt", () => {
  expect(composePrompt("a boat", ["ink wash", "", "mist"])).toBe("a boat, ink wash, mist");
});
