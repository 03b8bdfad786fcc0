import { useTranslations } from "next-intl";

interface ProductTextProps {
  product: {
    kind: "membership" | "credits";
    plan: string | null;
    months: number | null;
    credits: number | null;
  };
}

/** What a product is in a few words. */
export function ProductText({ product }: ProductTextProps) {
  const t = useTranslations("admin.money");
  if (product.kind === "credits") return <>{t("pack", { credits: product.credits ?? 0 })}</>;
  const plan = product.plan === "enterprise" ? t("plans.enterprise") : t("plans.pro");
  return <>{t("membership", { plan, months: product.months ?? 0 })}</>;
}
