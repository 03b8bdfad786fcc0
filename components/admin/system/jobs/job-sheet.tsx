import { useTranslations } from "next-intl";
import { ActionDialog } from "@/components/admin/act/action-dialog";
import { Facts } from "@/components/admin/kit/facts";
import { Id } from "@/components/admin/kit/id";
import { Moment } from "@/components/admin/kit/moment";
import { RecordSheet } from "@/components/admin/kit/record-sheet";
import type { FormAction } from "@/components/shell/forms/answer";
import type { JobRunView, JobView } from "@/lib/stats/schema";
import { Duration } from "./duration";
import { JobName } from "./job-name";
import { RunState } from "./run-state";

interface JobSheetProps {
  job: JobView;
  runs: readonly JobRunView[];
  closeHref: string;
  canWrite: boolean;
  hasHistory: boolean;
  run: FormAction<{ id: string }>;
}

/** One job: its clock, its last runs with what they answered, and a run now. */
export function JobSheet({ job, runs, closeHref, canWrite, hasHistory, run }: JobSheetProps) {
  const t = useTranslations("admin.system.jobs");
  const hasClock = job.crons.length > 0;
  return (
    <RecordSheet title={<JobName id={job.id} />} closeHref={closeHref}>
      <Facts
        items={[
          {
            label: t("clock"),
            value: hasClock ? (
              <span className="font-mono text-xs">{job.crons.join(", ")}</span>
            ) : (
              t("byEvent")
            ),
          },
          ...(hasClock
            ? [
                { label: t("lastTick"), value: <Moment at={job.lastTick} /> },
                { label: t("next"), value: <Moment at={job.nextTick} /> },
              ]
            : []),
        ]}
      />
      {canWrite && hasClock ? (
        <div>
          <ActionDialog
            label={t("runNow")}
            title={t("runNow")}
            says={t("runSays")}
            confirmLabel={t("runNow")}
            action={run}
            input={{ id: job.id }}
            doneText={t("asked")}
          />
        </div>
      ) : null}
      {hasHistory ? (
        <ul aria-label={t("runs")} className="divide-y divide-line rounded-lg border border-line text-sm">
          {runs.length === 0 ? <li className="px-3 py-2 text-muted">{t("noRuns")}</li> : null}
          {runs.map((one) => (
            <li key={one.id} className="flex flex-col gap-1 px-3 py-2">
              <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <RunState state={one.state} />
                <Moment at={one.startedAt} />
                <span className="tabular text-muted">
                  <Duration ms={one.durationMs} />
                </span>
                <span className="text-muted">{t(`by.${one.by}`)}</span>
                <span className="ml-auto">
                  <Id value={one.id} />
                </span>
              </span>
              {one.result ? <code className="break-words text-muted text-xs">{one.result}</code> : null}
            </li>
          ))}
        </ul>
      ) : null}
    </RecordSheet>
  );
}
