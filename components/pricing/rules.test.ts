import { describe, expect, it, test } from "vitest";
import type { ProductView } from "@/lib/orders/schema";
import { lengthsOf, nextPlan, offerOf, planFacts } from "./rules";

const membership = (plan: "pro" | "enterprise", months: number, priceFen: number): ProductView => ({
  sku: `${plan}-${months}`,
  kind: "membership",
  plan,
  months,
  credits: null,
  priceFen,
});
const pack: ProductView = {
  sku: "credits-100",
  kind: "credits",
  plan: null,
  months: null,
  credits: 100,
  priceFen: 690,
};
const products = [
  pack,
  membership("pro", 12, 29_800),
  membership("pro", 1, 2_900),
  membership("pro", 3, 7_900),
  membership("enterprise", 12, 129_800),
];

test("lengths are those on sale, the shortest first", () => {
  expect(lengthsOf(products)).toEqual([1, 3, 12]);
  expect(lengthsOf([pack])).toEqual([]);
});

describe("offerOf", () => {
  it("tells what a longer one costs per month and what it saves, in whole fen", () => {
    expect(offerOf(products, "pro", 12)).toMatchObject({ perMonthFen: 2_483, savesFen: 5_000 });
    expect(offerOf(products, "pro", 3)).toMatchObject({ perMonthFen: 2_633, savesFen: 800 });
    expect(offerOf(products, "pro", 1)).toMatchObject({ perMonthFen: 2_900, savesFen: 0 });
  });

  it("claims no saving where there is nothing to compare with, or none", () => {
    expect(offerOf(products, "enterprise", 12)?.savesFen).toBe(0);
    const dearer = [membership("pro", 1, 1_000), membership("pro", 3, 3_300)];
    expect(offerOf(dearer, "pro", 3)?.savesFen).toBe(0);
  });

  it("offers nothing that is not sold", () => {
    expect(offerOf(products, "enterprise", 1)).toBeUndefined();
    expect(offerOf(products, "free", 1)).toBeUndefined();
  });
});

test("what a plan has never shrinks on the way up", () => {
  const [free, pro, enterprise] = planFacts();
  for (const fact of ["monthlyCredits", "concurrentGenerations", "openGenerations", "devices"] as const) {
    expect(free?.[fact], fact).toBeLessThan(pro?.[fact] ?? 0);
    expect(pro?.[fact], fact).toBeLessThan(enterprise?.[fact] ?? 0);
  }
  expect([free?.ownKeys, pro?.ownKeys, enterprise?.ownKeys]).toEqual([false, true, true]);
});

test("one plan is the next", () => {
  expect(nextPlan(null)).toBe("pro");
  expect(nextPlan("free")).toBe("pro");
  expect(nextPlan("pro")).toBe("enterprise");
  expect(nextPlan("enterprise")).toBe("enterprise");
});
