import { useTranslations } from "next-intl";
import { TrendChart } from "@/components/admin/charts/trend-chart";
import { Section } from "@/components/admin/kit/section";
import type { DayFigures } from "@/lib/stats/schema";

/** How the figures went from day to day. */
export function Trends({ days }: { days: readonly DayFigures[] }) {
  const t = useTranslations("admin.overview");
  const points = days.map(({ day, ...figures }) => ({ x: day.slice(5), ...figures }));
  return (
    <Section title={t("trends")}>
      <div className="grid gap-4 xl:grid-cols-2">
        <TrendChart
          label={t("users")}
          series={[
            { key: "activeUsers", label: t("figures.activeUsers"), tone: "accent" },
            { key: "newUsers", label: t("figures.newUsers"), tone: "muted" },
          ]}
          points={points}
        />
        <TrendChart
          label={t("generations")}
          series={[
            { key: "succeeded", label: t("figures.succeeded"), tone: "success" },
            { key: "partlySucceeded", label: t("figures.partlySucceeded"), tone: "warning" },
            { key: "failed", label: t("figures.failed"), tone: "danger" },
            { key: "cancelled", label: t("figures.cancelled"), tone: "muted" },
          ]}
          points={points}
        />
        <TrendChart
          label={t("income")}
          series={[
            { key: "revenueFen", label: t("figures.revenueFen"), tone: "success" },
            { key: "refundsFen", label: t("figures.refundsFen"), tone: "danger" },
          ]}
          points={points}
          format="fen"
        />
        <TrendChart
          label={t("figures.credits")}
          series={[
            { key: "creditsFree", label: t("plans.free"), tone: "muted" },
            { key: "creditsPro", label: t("plans.pro"), tone: "accent" },
            { key: "creditsEnterprise", label: t("plans.enterprise"), tone: "success" },
          ]}
          points={points}
        />
        <TrendChart
          label={t("figures.successRate")}
          series={[{ key: "successRate", label: t("figures.successRate"), tone: "success" }]}
          points={points}
          format="share"
        />
        <TrendChart
          label={t("times")}
          series={[
            { key: "medianMs", label: t("median"), tone: "accent" },
            { key: "p95Ms", label: t("p95Title"), tone: "muted" },
          ]}
          points={points}
          format="ms"
        />
        <TrendChart
          label={t("figures.storageBytes")}
          series={[{ key: "storageBytes", label: t("figures.storageBytes"), tone: "accent" }]}
          points={points}
          format="bytes"
        />
      </div>
    </Section>
  );
}
