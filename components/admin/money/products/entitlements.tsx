import { useFormatter, useLocale, useTranslations } from "next-intl";
import { formatValue } from "@/components/admin/charts/format-value";
import { DataTable } from "@/components/admin/kit/data-table";
import {
  boundDevices,
  concurrentGenerations,
  openGenerations,
  storageQuotaBytes,
} from "@/lib/accounts/rules";
import { planTerms, tiersOf } from "@/lib/membership/rules";

const plans = ["free", "pro", "enterprise"] as const;

/** What each plan holds beside its price; the rules of the program say it, and nothing here changes it. */
export function Entitlements() {
  const t = useTranslations("admin.money.products");
  const names = useTranslations("admin.money.plans");
  const format = useFormatter();
  const locale = useLocale();
  return (
    <DataTable
      label={t("entitlements")}
      columns={[
        { key: "plan", title: t("planName") },
        { key: "credits", title: t("monthlyCredits"), align: "end" },
        { key: "tier", title: t("maxTier"), align: "end" },
        { key: "running", title: t("running"), align: "end" },
        { key: "open", title: t("open"), align: "end" },
        { key: "storage", title: t("storage"), align: "end" },
        { key: "clients", title: t("clients"), align: "end" },
      ]}
      rows={plans.map((plan) => ({
        key: plan,
        cells: {
          plan: plan === "free" ? t("freePlan") : names(plan),
          credits: plan === "free" ? "–" : format.number(planTerms[plan].monthlyCredits),
          tier: tiersOf[plan].at(-1),
          running: format.number(concurrentGenerations[plan]),
          open: format.number(openGenerations[plan]),
          storage: formatValue(storageQuotaBytes[plan], "bytes", locale),
          clients: format.number(boundDevices[plan]),
        },
      }))}
      empty={{ title: t("emptyTitle") }}
    />
  );
}
