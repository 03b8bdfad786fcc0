import { useTranslations } from "next-intl";
import { DataTable } from "@/components/admin/kit/data-table";
import type { RequestFigures } from "@/lib/stats/schema";
import { useRequestWords } from "./request-words";

interface BreakdownTableProps {
  /** By what the requests are split. */
  by: "route" | "client" | "status";
  rows: readonly RequestFigures[];
  /** The address of the page with only the requests of a row. */
  hrefOf: (key: string) => string;
}

/** Requests by route, client or status: how many, how many failed, and how long they took. */
export function BreakdownTable({ by, rows, hrefOf }: BreakdownTableProps) {
  const t = useTranslations("admin.stats");
  const words = useRequestWords();
  const nameOf = (key: string) => {
    if (by === "client") return words.client(key);
    return <span className="font-mono text-xs">{key}</span>;
  };
  return (
    <DataTable
      label={t(`by.${by}`)}
      columns={[
        { key: "key", title: t(`columns.${by}`) },
        { key: "count", title: t("requests"), align: "end" },
        { key: "refused", title: t("refused"), align: "end" },
        { key: "errors", title: t("errors"), align: "end" },
        { key: "p50", title: t("p50"), align: "end" },
        { key: "p95", title: t("p95"), align: "end" },
        { key: "p99", title: t("p99"), align: "end" },
      ]}
      rows={rows.map((row) => ({
        key: row.key,
        href: hrefOf(row.key),
        cells: {
          key: nameOf(row.key),
          count: words.number(row.count),
          refused: words.share(row.refused, row.count),
          errors: words.share(row.errors, row.count),
          p50: words.duration(row.p50Ms),
          p95: words.duration(row.p95Ms),
          p99: words.duration(row.p99Ms),
        },
      }))}
      empty={{ title: t("noRequests"), detail: t("noRequestsDetail") }}
    />
  );
}
