import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Page, PageHeader } from "@/components/shell/page-header";
import { Callout } from "@/components/ui/feedback/callout";
import type { AccountView } from "@/lib/accounts/schema";
import type { ProductView } from "@/lib/orders/schema";
import { Faq } from "./faq";
import { PlanGrid } from "./plan-grid";
import type { PlanFacts } from "./rules";

interface PricingPageProps {
  facts: readonly PlanFacts[];
  products: readonly ProductView[];
  welcomeCredits: number;
  /** The plan of whoever is signed in; null for a visitor. */
  current: AccountView["plan"] | null;
  /** What buys each membership, by SKU; empty where nothing is sold. */
  buttons: Readonly<Record<string, ReactNode>>;
  packs: ReactNode;
  /** Why nothing can be bought here, or where instead. */
  notice?: ReactNode;
}

/** The price list: plans side by side, credit packs, and what one wants to know first. */
export function PricingPage({ packs, notice, ...plans }: PricingPageProps) {
  const t = useTranslations("pricing");
  const isSold = plans.products.some(({ kind }) => kind === "credits");
  return (
    <Page className="gap-12 sm:gap-16">
      <div className="flex flex-col gap-6">
        <PageHeader
          title={t("title")}
          description={<span className="block max-w-2xl">{t("description")}</span>}
        />
        {notice ? <Callout>{notice}</Callout> : null}
        <PlanGrid {...plans} />
      </div>
      {isSold ? (
        <section aria-labelledby="packs" className="flex flex-col gap-4">
          <div>
            <h2 id="packs" className="font-semibold text-xl tracking-tight">
              {t("packs")}
            </h2>
            <p className="text-muted">{t("packsDetail")}</p>
          </div>
          {packs}
        </section>
      ) : null}
      <Faq />
    </Page>
  );
}
