import { useTranslations } from "next-intl";
import { DataTable } from "@/components/admin/kit/data-table";
import type { RequestStatsView } from "@/lib/stats/schema";
import { useRequestWords } from "./request-words";

interface DayTableProps {
  /** `2026-11-21`, oldest first. */
  days: RequestStatsView["points"];
  /** The address of the page with the hours of a day. */
  hrefOf: (day: string) => string;
}

/** Requests day by day, newest first; each day leads to its hours. */
export function DayTable({ days, hrefOf }: DayTableProps) {
  const t = useTranslations("admin.stats");
  const words = useRequestWords();
  return (
    <DataTable
      label={t("by.day")}
      columns={[
        { key: "day", title: t("day") },
        { key: "count", title: t("requests"), align: "end" },
        { key: "refused", title: t("refused"), align: "end" },
        { key: "errors", title: t("errors"), align: "end" },
        { key: "p95", title: t("p95"), align: "end" },
      ]}
      rows={days.toReversed().map(({ x, count, refused, errors, p95Ms }) => ({
        key: x,
        href: hrefOf(x),
        cells: {
          day: <span className="tabular">{x}</span>,
          count: words.number(count),
          refused: words.share(refused, count),
          errors: words.share(errors, count),
          p95: words.duration(count === 0 ? null : p95Ms),
        },
      }))}
      empty={{ title: t("noRequests"), detail: t("noRequestsDetail") }}
    />
  );
}
