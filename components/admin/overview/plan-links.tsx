import Link from "next/link";
import { useTranslations } from "next-intl";
import { userPlans } from "@/lib/accounts/schema";
import type { OverviewView } from "@/lib/stats/schema";
import { chargedHref } from "./rows";
import { useFigureWords } from "./use-figure-words";

/** The credits charged by the plan that people had then; each leads to its charges. Lies above the figure's own link. */
export function PlanLinks({ overview }: { overview: OverviewView }) {
  const t = useTranslations("admin.overview.plans");
  const words = useFigureWords();
  const plans = userPlans.filter((plan) => overview.creditsByPlan[plan] !== undefined);
  return (
    <span className="relative z-10 flex w-fit flex-wrap gap-x-2">
      {plans.map((plan) => (
        <Link
          key={plan}
          href={chargedHref(overview, plan)}
          className="underline decoration-line underline-offset-4 hover:decoration-current"
        >
          {t(plan)} {words.write(overview.creditsByPlan[plan] ?? 0)}
        </Link>
      ))}
    </span>
  );
}
