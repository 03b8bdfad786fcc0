import { useTranslations } from "next-intl";
import { Section } from "@/components/admin/kit/section";
import type { RequestStatsView } from "@/lib/stats/schema";
import { BreakdownTable } from "./breakdown-table";
import { DayTable } from "./day-table";
import { TopErrors } from "./top-errors";

interface BreakdownsProps {
  stats: RequestStatsView;
  /** The address of the page with one more filter. */
  hrefOf: (filter: Record<string, string>) => string;
}

/** The requests of the range by route, by client, by status and by day, and the problems among them. */
export function Breakdowns({ stats, hrefOf }: BreakdownsProps) {
  const t = useTranslations("admin.stats");
  return (
    <>
      <Section title={t("by.route")}>
        <BreakdownTable by="route" rows={stats.routes} hrefOf={(route) => hrefOf({ route })} />
      </Section>
      <div className="grid gap-6 xl:grid-cols-2">
        <Section title={t("by.client")}>
          <BreakdownTable by="client" rows={stats.clients} hrefOf={(client) => hrefOf({ client })} />
        </Section>
        <Section title={t("by.status")}>
          <BreakdownTable by="status" rows={stats.statuses} hrefOf={(status) => hrefOf({ status })} />
        </Section>
      </div>
      <Section title={t("topErrors")}>
        <TopErrors errors={stats.topErrors} hrefOf={({ route, code }) => hrefOf({ route, code })} />
      </Section>
      {stats.day === null ? (
        <Section title={t("by.day")} description={t("byDayDetail")}>
          <DayTable days={stats.points} hrefOf={(day) => hrefOf({ day })} />
        </Section>
      ) : null}
    </>
  );
}
