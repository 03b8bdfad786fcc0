import { db } from "@/db/client";
import { products } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";

const membership = (plan: "pro" | "enterprise", months: number, priceFen: number, position: number) => ({
  sku: `${plan}-${{ 1: "month", 3: "quarter", 12: "year" }[months]}`,
  kind: "membership" as const,
  plan,
  months,
  priceFen,
  position,
});

const pack = (credits: number, priceFen: number, position: number) => ({
  sku: `credits-${credits}`,
  kind: "credits" as const,
  credits,
  priceFen,
  position,
});

const firstProducts = [
  membership("pro", 1, 2_900, 1),
  membership("pro", 3, 7_900, 2),
  membership("pro", 12, 29_800, 3),
  membership("enterprise", 1, 12_900, 4),
  membership("enterprise", 3, 34_900, 5),
  membership("enterprise", 12, 129_800, 6),
  pack(100, 690, 1),
  pack(500, 2_990, 2),
  pack(2_000, 9_900, 3),
  pack(10_000, 42_000, 4),
];

/** The first price list. What is there already stays as its operator has set it. */
export async function ensureProducts({ ctx }: { ctx: Ctx }): Promise<void> {
  requireJob(ctx.actor);
  await db()
    .insert(products)
    .values(firstProducts.map((product) => ({ ...product, createdAt: ctx.now, updatedAt: ctx.now })))
    .onConflictDoNothing();
}
