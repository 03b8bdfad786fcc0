"use client";

import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { formatFen } from "@/components/shell/money";
import { membershipQuoteQuery } from "@/lib/membership/client";
import type { ProductView } from "@/lib/orders/schema";
import { wholeDays } from "../rules";
import { useProductName } from "../use-product-name";

/** What is bought, for how much, and what it will do. */
export function Summary({ product }: { product: ProductView }) {
  const nameOf = useProductName();
  return (
    <div className="flex flex-col gap-1">
      <p className="font-medium">{nameOf(product)}</p>
      <p className="tabular font-semibold text-3xl tracking-tight">{formatFen(product.priceFen)}</p>
      {product.kind === "membership" ? <Quote sku={product.sku} /> : null}
    </div>
  );
}

/** Where the time would come to lie. Nothing while it is not known; the purchase does not wait for it. */
function Quote({ sku }: { sku: string }) {
  const t = useTranslations("checkout.quote");
  const format = useFormatter();
  const { data } = useQuery(membershipQuoteQuery(sku));
  if (!data) return <p className="min-h-5.5" />;
  const from = format.dateTime(new Date(data.startsAt), "day");
  const until = format.dateTime(new Date(data.endsAt), "day");
  const days = wholeDays(data.convertedMs);
  const isConverted = data.kind === "upgrade" && days > 0;
  return (
    <div className="text-muted text-sm">
      <p>{isConverted ? t("upgradeConverted", { until, days }) : t(data.kind, { from, until })}</p>
      {data.takesCredits > 0 ? <p>{t("takes", { count: data.takesCredits })}</p> : null}
    </div>
  );
}
