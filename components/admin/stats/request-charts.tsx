import { useTranslations } from "next-intl";
import { TrendChart } from "@/components/admin/charts/trend-chart";
import type { RequestStatsView } from "@/lib/stats/schema";

/** Requests by the hours of a day, or by day: how many, and how long most of them took. */
export function RequestCharts({ points }: { points: RequestStatsView["points"] }) {
  const t = useTranslations("admin.stats");
  const named = points.map(({ x, ...point }) => ({
    x: x.length > 5 ? x.slice(5) : x,
    ...point,
    // Where nothing was asked, nothing took any time.
    p95Ms: point.count === 0 ? null : point.p95Ms,
  }));
  return (
    <div className="grid gap-4 xl:grid-cols-2">
      <TrendChart
        label={t("requests")}
        series={[
          { key: "count", label: t("requests"), tone: "muted" },
          { key: "refused", label: "4xx", tone: "warning" },
          { key: "errors", label: "5xx", tone: "danger" },
        ]}
        points={named}
      />
      <TrendChart label={t("p95")} series={[{ key: "p95Ms", label: t("p95") }]} points={named} format="ms" />
    </div>
  );
}
