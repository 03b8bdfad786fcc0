"use client";

import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatFen } from "@/components/shell/money";
import { Badge } from "@/components/ui/feedback/badge";
import { Button } from "@/components/ui/form/button";
import { Card } from "@/components/ui/layout/card";
import type { Offer, PlanFacts } from "./rules";
import { useLengthText } from "./use-length-text";

interface PlanCardProps {
  facts: PlanFacts;
  /** What it costs for the chosen length; undefined where it is not sold for that. */
  offer: Offer | undefined;
  months: number;
  welcomeCredits: number;
  isCurrent: boolean;
  isVisitor: boolean;
  /** What buys it. */
  button: ReactNode;
}

/** One plan: its price, the way to it, and what it has, in the same order as its neighbours. */
export function PlanCard({
  facts,
  offer,
  months,
  welcomeCredits,
  isCurrent,
  isVisitor,
  button,
}: PlanCardProps) {
  const t = useTranslations("pricing");
  const names = useTranslations("shell.plans");
  const { plan } = facts;
  return (
    <Card className="flex h-full flex-col gap-5">
      <div>
        <div className="flex items-center justify-between gap-2">
          <h2 className="font-semibold text-lg">{names(plan)}</h2>
          {isCurrent ? <Badge tone="strong">{t("current")}</Badge> : null}
        </div>
        <p className="text-muted">{t(`taglines.${plan}`)}</p>
      </div>
      {plan === "free" ? <FreePrice /> : <Price offer={offer} months={months} />}
      {plan === "free" ? <FreeButton isVisitor={isVisitor} /> : button}
      <Facts facts={facts} welcomeCredits={welcomeCredits} />
    </Card>
  );
}

function FreePrice() {
  const t = useTranslations("pricing");
  return (
    <div>
      <p className="tabular font-semibold text-3xl tracking-tight">{formatFen(0)}</p>
      <p className="text-muted text-sm sm:min-h-11">{t("freeForever")}</p>
    </div>
  );
}

function Price({ offer, months }: Pick<PlanCardProps, "offer" | "months">) {
  const t = useTranslations("pricing");
  const lengthText = useLengthText();
  if (!offer) return <p className="min-h-21 text-muted">{t("notSold")}</p>;
  const { product, perMonthFen, savesFen } = offer;
  return (
    <div aria-live="polite">
      <p className="tabular flex items-baseline gap-1.5">
        <span className="font-semibold text-3xl tracking-tight">{formatFen(product.priceFen)}</span>
        <span className="text-muted">{lengthText.per(months)}</span>
      </p>
      <p className="tabular text-muted text-sm sm:min-h-11">
        {months > 1 ? (
          <>
            <span className="block">{t("monthly", { price: formatFen(perMonthFen) })}</span>
            {savesFen > 0 ? (
              <span className="block text-success">{t("saves", { price: formatFen(savesFen) })}</span>
            ) : null}
          </>
        ) : (
          t("noAutoRenewal")
        )}
      </p>
    </div>
  );
}

function FreeButton({ isVisitor }: { isVisitor: boolean }) {
  const t = useTranslations("pricing");
  return (
    <Button asChild>
      <Link href={isVisitor ? "/sign-up" : "/create"}>{t(isVisitor ? "start" : "goCreate")}</Link>
    </Button>
  );
}

function Facts({ facts, welcomeCredits }: Pick<PlanCardProps, "facts" | "welcomeCredits">) {
  const t = useTranslations("pricing");
  const format = useFormatter();
  const isFree = facts.plan === "free";
  const rows = [
    isFree
      ? { name: t("facts.welcome"), value: format.number(welcomeCredits) }
      : { name: t("facts.credits"), value: format.number(facts.monthlyCredits) },
    { name: t("facts.concurrent"), value: format.number(facts.concurrentGenerations) },
    { name: t("facts.open"), value: format.number(facts.openGenerations) },
    { name: t("facts.tier"), value: facts.highestTier },
    { name: t("facts.devices"), value: format.number(facts.devices) },
    { name: t("facts.ownKeys"), value: t(facts.ownKeys ? "yes" : "no") },
  ];
  return (
    <dl className="flex flex-col divide-y divide-line border-line border-t">
      {rows.map(({ name, value }) => (
        <div key={name} className="flex items-baseline justify-between gap-4 py-2">
          <dt className="text-muted">{name}</dt>
          <dd className="tabular shrink-0 font-medium">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
