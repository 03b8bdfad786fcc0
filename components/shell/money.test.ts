import { expect, test } from "vitest";
import { formatFen } from "./money";

test("an amount is written in yuan, exactly, with cents only where there are any", () => {
  expect([0, 1, 10, 100, 690, 2_900, 29_800, 129_800, 100_000_000].map(formatFen)).toEqual([
    "¥0",
    "¥0.01",
    "¥0.10",
    "¥1",
    "¥6.90",
    "¥29",
    "¥298",
    "¥1,298",
    "¥1,000,000",
  ]);
  expect(formatFen(-2_950)).toBe("-¥29.50");
});
