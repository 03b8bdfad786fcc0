import { useFormatter, useTranslations } from "next-intl";
import { DataTable } from "@/components/admin/kit/data-table";
import { Moment } from "@/components/admin/kit/moment";
import type { JobView } from "@/lib/stats/schema";
import { Duration } from "./duration";
import { JobName } from "./job-name";
import { RunState } from "./run-state";

interface JobTableProps {
  jobs: readonly JobView[];
  openId: string | undefined;
  hrefOf: (id: string) => string;
  /** False where the history stands on an Inngest server. */
  hasHistory: boolean;
}

/** Every function: those of the clock first. */
export function JobTable({ jobs, openId, hrefOf, hasHistory }: JobTableProps) {
  const t = useTranslations("admin.system.jobs");
  const format = useFormatter();
  const sorted = [...jobs].sort((a, b) => Math.min(b.crons.length, 1) - Math.min(a.crons.length, 1));
  const history = hasHistory
    ? [
        { key: "state", title: t("lastState") },
        { key: "last", title: t("lastRun") },
        { key: "duration", title: t("duration"), align: "end" as const },
        { key: "failures", title: t("failures"), align: "end" as const },
        { key: "queued", title: t("queued"), align: "end" as const },
      ]
    : [];
  return (
    <DataTable
      label={t("title")}
      columns={[
        { key: "name", title: t("job") },
        ...history,
        { key: "next", title: t("next") },
        { key: "clock", title: t("clock") },
      ]}
      rows={sorted.map((job) => ({
        key: job.id,
        href: hrefOf(job.id),
        isOpen: job.id === openId,
        cells: {
          name: <JobName id={job.id} />,
          state: job.lastRun ? <RunState state={job.lastRun.state} /> : "–",
          last: <Moment at={job.lastRun?.startedAt ?? null} />,
          duration: <Duration ms={job.lastRun?.durationMs ?? null} />,
          failures: (
            <span className={job.failures > 0 ? "text-danger" : undefined}>
              {format.number(job.failures)}
            </span>
          ),
          queued: format.number(job.queued),
          next: <Moment at={job.nextTick} />,
          clock:
            job.crons.length > 0 ? (
              <span className="font-mono text-xs">{job.crons.join(", ")}</span>
            ) : (
              t("byEvent")
            ),
        },
      }))}
      empty={{ title: t("emptyTitle"), detail: t("emptyDetail") }}
    />
  );
}
