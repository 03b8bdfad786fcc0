import { useTranslations } from "next-intl";
import { DataTable } from "@/components/admin/kit/data-table";
import { Status } from "@/components/admin/kit/status";
import type { RequestStatsView } from "@/lib/stats/schema";
import { toneOf, useRequestWords } from "./request-words";

interface TopErrorsProps {
  errors: RequestStatsView["topErrors"];
  /** The address of the page with only the requests of a problem. */
  hrefOf: (error: RequestStatsView["topErrors"][number]) => string;
}

/** The most frequent problems, our own faults first. */
export function TopErrors({ errors, hrefOf }: TopErrorsProps) {
  const t = useTranslations("admin.stats");
  const words = useRequestWords();
  return (
    <DataTable
      label={t("topErrors")}
      columns={[
        { key: "code", title: t("columns.code") },
        { key: "status", title: t("columns.status") },
        { key: "count", title: t("requests"), align: "end" },
        { key: "route", title: t("columns.route"), isWide: true },
      ]}
      rows={errors.map((error) => ({
        key: `${error.status} ${error.code} ${error.route}`,
        href: hrefOf(error),
        cells: {
          code: <span className="font-mono text-xs">{error.code}</span>,
          status: <Status tone={toneOf(error.status)} label={String(error.status)} />,
          count: words.number(error.count),
          route: <span className="font-mono text-xs">{error.route}</span>,
        },
      }))}
      empty={{ title: t("noErrors") }}
    />
  );
}
