import { useTranslations } from "next-intl";
import type { ProductView } from "@/lib/orders/schema";

/** Products by name: `专业版会员 · 3 个月`, `500 积分`. */
export function useProductName(): (product: ProductView) => string {
  const t = useTranslations("member.product");
  return ({ kind, plan, months, credits }) =>
    kind === "membership"
      ? t("membership", { plan: plan ?? "pro", months: months ?? 0 })
      : t("credits", { credits: credits ?? 0 });
}
