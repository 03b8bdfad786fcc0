import { describe, expect, it } from "vitest";
import { businessDay } from "@/lib/platform/time";
import { balanceParts, chargedBy, generationOf } from "./rules";

describe("balanceParts", () => {
  it("joins grants of one source that end on one day in Shanghai, and no others", () => {
    const parts = balanceParts(
      [
        { source: "membership", expiresAt: "2026-03-31T15:00:00.000Z", amount: 5 },
        { source: "membership", expiresAt: "2026-03-31T15:59:59.000Z", amount: 7 },
        // A second later it is the next day in Shanghai.
        { source: "membership", expiresAt: "2026-03-31T16:00:00.000Z", amount: 1 },
        { source: "promotion", expiresAt: "2026-03-31T15:00:00.000Z", amount: 2 },
        { source: "welcome", expiresAt: null, amount: 50 },
        { source: "welcome", expiresAt: null, amount: 10 },
      ],
      businessDay,
    );
    expect(parts.map(({ source, amount }) => [source, amount])).toEqual([
      ["membership", 12],
      ["membership", 1],
      ["promotion", 2],
      ["welcome", 60],
    ]);
  });

  it("is empty for an empty balance", () => {
    expect(balanceParts([], businessDay)).toEqual([]);
  });
});

it("links entries of generations only", () => {
  expect(generationOf({ subjectId: "gen_01k00000000000000000000000" })).toBe(
    "gen_01k00000000000000000000000",
  );
  expect(generationOf({ subjectId: "grt_01k00000000000000000000000" })).toBeNull();
  expect(generationOf({ subjectId: null })).toBeNull();
});

it("tells what a settled entry cost", () => {
  expect(chargedBy({ available: 1, reserved: -4 })).toBe(3);
  expect(chargedBy({ available: 4, reserved: -4 }) + 0).toBe(0);
});
