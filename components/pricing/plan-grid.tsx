"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Segmented } from "@/components/ui/form/segmented";
import type { AccountView } from "@/lib/accounts/schema";
import type { ProductView } from "@/lib/orders/schema";
import { PlanCard } from "./plan-card";
import { lengthsOf, offerOf, type PlanFacts } from "./rules";
import { useLengthText } from "./use-length-text";

interface PlanGridProps {
  facts: readonly PlanFacts[];
  products: readonly ProductView[];
  welcomeCredits: number;
  current: AccountView["plan"] | null;
  buttons: Readonly<Record<string, ReactNode>>;
}

/** The plans for one length of time; the switch changes all of them. */
export function PlanGrid({ facts, products, welcomeCredits, current, buttons }: PlanGridProps) {
  const t = useTranslations("pricing");
  const lengthText = useLengthText();
  const lengths = lengthsOf(products);
  const [months, setMonths] = useState(lengths[0] ?? 1);
  return (
    <section aria-label={t("plans")} className="flex flex-col gap-4">
      {lengths.length > 1 ? (
        <Segmented
          aria-label={t("period")}
          options={lengths.map((length) => ({ value: String(length), label: lengthText.name(length) }))}
          value={String(months)}
          onValueChange={(value) => setMonths(Number(value))}
          className="w-full sm:w-72"
        />
      ) : null}
      <ul className="grid gap-4 md:grid-cols-3">
        {facts.map((fact) => {
          const offer = offerOf(products, fact.plan, months);
          return (
            <li key={fact.plan}>
              <PlanCard
                facts={fact}
                offer={offer}
                months={months}
                welcomeCredits={welcomeCredits}
                isCurrent={fact.plan === current}
                isVisitor={current === null}
                button={offer ? buttons[offer.product.sku] : null}
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
