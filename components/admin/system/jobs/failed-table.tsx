import { useTranslations } from "next-intl";
import { DataTable } from "@/components/admin/kit/data-table";
import { Id } from "@/components/admin/kit/id";
import { Moment } from "@/components/admin/kit/moment";
import type { FailedRunView } from "@/lib/stats/schema";
import { Duration } from "./duration";
import { JobName } from "./job-name";

interface FailedTableProps {
  items: readonly FailedRunView[];
  openId: string | undefined;
  /** The address of the page with this job open. */
  hrefOf: (job: string) => string;
}

/** Runs that failed and what they failed of. */
export function FailedTable({ items, openId, hrefOf }: FailedTableProps) {
  const t = useTranslations("admin.system.jobs");
  return (
    <DataTable
      label={t("views.failedRuns")}
      columns={[
        { key: "job", title: t("job") },
        { key: "endedAt", title: t("failedAt") },
        { key: "error", title: t("error"), isWide: true },
        { key: "duration", title: t("duration"), align: "end" },
        { key: "by", title: t("startedBy") },
        { key: "run", title: t("run") },
      ]}
      rows={items.map((run) => ({
        key: run.id,
        href: hrefOf(run.job),
        isOpen: run.job === openId,
        cells: {
          job: <JobName id={run.job} />,
          endedAt: <Moment at={run.endedAt} />,
          error: run.result ? <code className="break-words text-xs">{run.result}</code> : "–",
          duration: <Duration ms={run.durationMs} />,
          by: t(`by.${run.by}`),
          run: <Id value={run.id} />,
        },
      }))}
      empty={{ title: t("noFailures"), detail: t("noFailuresDetail") }}
    />
  );
}
