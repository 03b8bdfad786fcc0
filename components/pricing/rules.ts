import { boundDevices, concurrentGenerations, openGenerations, permissionsOf } from "@/lib/accounts/rules";
import type { AccountView } from "@/lib/accounts/schema";
import { planTerms, tiersOf } from "@/lib/membership/rules";
import type { ProductView } from "@/lib/orders/schema";

type Plan = AccountView["plan"];

export const plans: readonly Plan[] = ["free", "pro", "enterprise"];

/** What a plan has, as the rules of the platform say it. */
export interface PlanFacts {
  plan: Plan;
  monthlyCredits: number;
  concurrentGenerations: number;
  openGenerations: number;
  highestTier: string;
  devices: number;
  ownKeys: boolean;
}

export const planFacts = (): PlanFacts[] =>
  plans.map((plan) => ({
    plan,
    monthlyCredits: plan === "free" ? 0 : planTerms[plan].monthlyCredits,
    concurrentGenerations: concurrentGenerations[plan],
    openGenerations: openGenerations[plan],
    highestTier: tiersOf[plan].at(-1) ?? "",
    devices: boundDevices[plan],
    ownKeys: permissionsOf({ kind: "user", userId: "", plan, role: "user", address: "" }).includes(
      "MANAGE_API_CONFIG",
    ),
  }));

/** Lengths in months in which memberships are sold, the shortest first. */
export const lengthsOf = (products: readonly ProductView[]): number[] =>
  [
    ...new Set(products.flatMap(({ kind, months }) => (kind === "membership" && months ? [months] : []))),
  ].sort((a, b) => a - b);

export const productOf = (
  products: readonly ProductView[],
  plan: Plan,
  months: number,
): ProductView | undefined => products.find((one) => one.plan === plan && one.months === months);

export interface Offer {
  product: ProductView;
  /** Rounded to whole fen. */
  perMonthFen: number;
  /** Against buying the same months one by one; 0 where that is not on sale or costs no more. */
  savesFen: number;
}

/** A membership of a plan for some months, with what it costs per month; undefined where it is not sold. */
export function offerOf(products: readonly ProductView[], plan: Plan, months: number): Offer | undefined {
  const product = productOf(products, plan, months);
  if (!product) return undefined;
  const single = productOf(products, plan, 1)?.priceFen ?? 0;
  return {
    product,
    perMonthFen: Math.round(product.priceFen / months),
    savesFen: Math.max(0, single * months - product.priceFen),
  };
}

/** The plan whose button is the one thing to do next: the one above what the person has, or the highest again. */
export const nextPlan = (current: Plan | null): Plan =>
  current === "pro" || current === "enterprise" ? "enterprise" : "pro";
