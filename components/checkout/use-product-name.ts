"use client";

import { useTranslations } from "next-intl";
import type { ProductView } from "@/lib/orders/schema";

/** What is on sale, in the person's language: `500 credits`, `Pro, 12 months`. */
export function useProductName(): (product: ProductView) => string {
  const t = useTranslations("checkout.product");
  return ({ plan, months, credits }) =>
    plan === null ? t("credits", { count: credits ?? 0 }) : t(plan, { months: months ?? 0 });
}
