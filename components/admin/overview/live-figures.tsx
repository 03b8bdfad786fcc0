import { useTranslations } from "next-intl";
import { FigureGrid } from "@/components/admin/charts/figure-grid";
import { Figure } from "@/components/admin/kit/figure";
import { Section } from "@/components/admin/kit/section";
import type { BoundedCount, LiveFigures as Live } from "@/lib/stats/schema";
import { openHref } from "./rows";
import { useFigureWords } from "./use-figure-words";
import { useWaitText } from "./use-wait-text";

const stages = ["waiting", "submitting", "rendering", "storing", "settling"] as const;

/** How it stands at this moment: what waits for the machine, and what waits for a person. */
export function LiveFigures({ live }: { live: Live }) {
  const t = useTranslations("admin.overview");
  const words = useFigureWords();
  const waitText = useWaitText();
  const count = (
    name: "uncertainOutcomes" | "reviewQueue" | "openDifferences" | "failedDeliveries" | "failedRuns",
    href: string,
  ) => {
    const value: BoundedCount = live[name];
    const tone = value.value > 0 ? "warning" : "plain";
    return <Figure label={t(`live.${name}`)} value={words.bounded(value)} href={href} tone={tone} />;
  };
  const parts = stages
    .filter((stage) => (live.byStage[stage] ?? 0) > 0)
    .map((stage) => `${t(`stages.${stage}`)} ${words.write(live.byStage[stage] ?? 0)}`);
  const minutes = live.oldestJobMs === null ? null : Math.floor(live.oldestJobMs / 60_000);
  return (
    <Section title={t("now")} description={t("nowDetail")}>
      <FigureGrid>
        <Figure
          label={t("live.queued")}
          value={words.bounded(live.queued)}
          detail={parts.join(" · ")}
          href={openHref}
        />
        <Figure
          label={t("live.oldestJob")}
          value={minutes === null ? "–" : waitText(minutes)}
          href={openHref}
          tone={minutes !== null && minutes >= 10 ? "danger" : "plain"}
        />
        {count("uncertainOutcomes", "/admin/generations/uncertain")}
        {count("reviewQueue", "/admin/review")}
        {count("openDifferences", "/admin/money/differences")}
        {count("failedDeliveries", "/admin/system/deliveries?state=failed")}
        {count("failedRuns", "/admin/system/jobs?status=failed&hours=24")}
      </FigureGrid>
    </Section>
  );
}
