import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { planTerms } from "@/lib/membership/rules";
import type { MembershipQuoteView } from "@/lib/membership/schema";
import type { ProductView } from "@/lib/orders/schema";
import { Cell, Cells } from "../page/cells";
import { MemberPage } from "../page/member-page";
import { yuan } from "../rules";
import { useProductName } from "./product-name";
import { QuoteLines } from "./quote-lines";

interface CheckoutProps {
  product: ProductView;
  /** What the membership would do; null for credits. */
  quote: MembershipQuoteView | null;
  /** The one big button, or why there is none. */
  button: ReactNode;
}

/** What is bought, what it costs, and what it does. */
export function Checkout({ product, quote, button }: CheckoutProps) {
  const t = useTranslations("member.checkout");
  const nameOf = useProductName();
  const { plan, credits } = product;
  return (
    <MemberPage title={t("title")} bar={button}>
      <Cells>
        <Cell label={t("item")} value={<span className="text-text">{nameOf(product)}</span>} />
        <Cell
          label={t("price")}
          value={
            <span className="font-semibold text-text text-xl whitespace-nowrap">
              {yuan(product.priceFen)}
            </span>
          }
        />
      </Cells>
      <section className="flex flex-col gap-2 px-1">
        <h2 className="text-base text-muted">{t("effect")}</h2>
        {plan ? <p>{t("monthly", { credits: planTerms[plan].monthlyCredits })}</p> : null}
        {plan && quote ? <QuoteLines plan={plan} quote={quote} /> : null}
        {credits ? <p>{t("pack", { credits })}</p> : null}
      </section>
    </MemberPage>
  );
}
