import { useTranslations } from "next-intl";
import { boundDevices, concurrentGenerations } from "@/lib/accounts/rules";
import { planTerms, tiersOf } from "@/lib/membership/rules";
import type { MembershipView } from "@/lib/membership/schema";
import type { ProductView } from "@/lib/orders/schema";
import { Cell, Cells } from "../page/cells";
import { yuan } from "../rules";

type Plan = MembershipView["plan"];

interface PlanListProps {
  products: readonly ProductView[];
  current: Plan;
  /** Where a product is bought; null where nothing can be. */
  hrefOf: ((product: ProductView) => string) | null;
}

const plans = ["pro", "enterprise", "free"] as const;

/** What each plan brings, and its lengths with their prices. */
export function PlanList({ products, current, hrefOf }: PlanListProps) {
  const t = useTranslations("member.product");
  return plans.map((plan) => {
    const lengths = products.filter((product) => product.plan === plan);
    if (plan !== "free" && lengths.length === 0) return null;
    return (
      <section key={plan} className="flex flex-col gap-3" aria-labelledby={`plan-${plan}`}>
        <PlanHead plan={plan} isCurrent={plan === current} />
        {lengths.length > 0 ? (
          <Cells>
            {lengths.map((product) => (
              <Cell
                key={product.sku}
                href={hrefOf?.(product)}
                label={t("months", { months: product.months ?? 0 })}
                value={
                  <span className="font-medium text-text whitespace-nowrap">{yuan(product.priceFen)}</span>
                }
              />
            ))}
          </Cells>
        ) : null}
      </section>
    );
  });
}

function PlanHead({ plan, isCurrent }: { plan: Plan; isCurrent: boolean }) {
  const t = useTranslations("member.plans");
  const brings = [
    plan === "free" ? t("noMonthly") : t("monthly", { credits: planTerms[plan].monthlyCredits }),
    t("concurrent", { count: concurrentGenerations[plan] }),
    t("devices", { count: boundDevices[plan] }),
    t("tiers", { tier: tiersOf[plan].at(-1) ?? "" }),
  ];
  return (
    <div className="px-1">
      <div className="flex flex-wrap items-center gap-2">
        <h2 id={`plan-${plan}`} className="font-semibold text-lg">
          {t("plan", { plan })}
        </h2>
        {isCurrent ? <span className="rounded-sm bg-subtle px-2 text-base">{t("current")}</span> : null}
      </div>
      <ul className="tabular mt-1 grid grid-cols-[repeat(auto-fit,minmax(8.5rem,1fr))] gap-x-4 text-base text-muted">
        {brings.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
