import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { FigureGrid } from "@/components/admin/charts/figure-grid";
import type { ValueFormat } from "@/components/admin/charts/format-value";
import { Figure } from "@/components/admin/kit/figure";
import { Section } from "@/components/admin/kit/section";
import type { OverviewView, RangeFigures as Sums } from "@/lib/stats/schema";
import { PlanLinks } from "./plan-links";
import { hrefsOf } from "./rows";
import { useFigureWords } from "./use-figure-words";

/** The sums of the range, each beside what it was before; a press leads to the rows behind it. */
export function RangeFigures({ overview }: { overview: OverviewView }) {
  const t = useTranslations("admin.overview");
  const words = useFigureWords();
  const { figures } = overview;
  const hrefs = hrefsOf(overview);
  const figure = (
    name: Exclude<keyof Sums, "refunds" | "storedImages">,
    as?: ValueFormat,
    { note, parts }: { note?: string | undefined; parts?: ReactNode } = {},
  ) => {
    const before = words.before(figures[name], as);
    return (
      <Figure
        label={t(`figures.${name}`)}
        value={words.write(figures[name].now, as)}
        detail={
          <>
            {parts}
            {[note, before].filter(Boolean).join(" · ")}
          </>
        }
        href={hrefs[name]}
      />
    );
  };
  const active = overview.range === "today" ? undefined : t("perDay");
  const plans = Object.keys(overview.creditsByPlan).length > 0 ? <PlanLinks overview={overview} /> : null;
  const costFen = Math.round(figures.costMicroYuan.now / 10_000);
  return (
    <>
      <Section title={t("users")}>
        <FigureGrid>
          {figure("newUsers")}
          {figure("activeUsers", "number", { note: active })}
          {figure("totalUsers")}
          {figure("closedUsers")}
        </FigureGrid>
      </Section>
      <Section title={t("generations")}>
        <FigureGrid>
          {figure("ended")}
          {figure("succeeded")}
          {figure("partlySucceeded")}
          {figure("failed")}
          {figure("cancelled")}
          <Figure
            label={t("figures.successRate")}
            value={words.share(overview.successRate)}
            detail={t("before", { value: words.share(overview.successRateBefore) })}
            href={hrefs.successRate}
          />
          <Figure
            label={t("figures.medianMs")}
            value={words.duration(overview.medianMs)}
            detail={t("p95", { value: words.duration(overview.p95Ms) })}
            href={hrefs.medianMs}
          />
          {figure("delivered")}
        </FigureGrid>
      </Section>
      <Section title={t("money")}>
        <FigureGrid>
          {figure("credits", "number", { parts: plans })}
          {figure("revenueFen", "fen")}
          {figure("ordersPaid")}
          {figure("refundsFen", "fen", { note: t("refundCount", { count: figures.refunds.now }) })}
          <Figure
            label={t("figures.costMicroYuan")}
            value={words.write(costFen, "fen")}
            detail={t("costNote")}
            href={hrefs.costMicroYuan}
          />
          {figure("storageBytes", "bytes", { note: t("imageCount", { count: figures.storedImages.now }) })}
        </FigureGrid>
      </Section>
    </>
  );
}
