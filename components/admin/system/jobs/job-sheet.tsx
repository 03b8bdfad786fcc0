import Link from "next/link";
import { useTranslations } from "next-intl";
import { ActionDialog } from "@/components/admin/act/action-dialog";
import { Facts } from "@/components/admin/kit/facts";
import { Moment } from "@/components/admin/kit/moment";
import { RecordSheet } from "@/components/admin/kit/record-sheet";
import { ViewLinks } from "@/components/admin/nav/view-links";
import type { FormAction } from "@/components/shell/forms/answer";
import { Button } from "@/components/ui/form/button";
import type { JobRunView, JobView } from "@/lib/stats/schema";
import { JobName } from "./job-name";
import { RunList } from "./run-list";

export interface RunHistory {
  runs: readonly JobRunView[];
  isFailedOnly: boolean;
  allHref: string;
  failedHref: string;
  /** Where older ones are; null where there are none. */
  nextHref: string | null;
}
interface JobSheetProps {
  job: JobView;
  /** Null where it stands on an Inngest server. */
  history: RunHistory | null;
  closeHref: string;
  canWrite: boolean;
  run: FormAction<{ id: string }>;
}

/** One job: its clock, its last runs with what they answered, and a run now. */
export function JobSheet({ job, history, closeHref, canWrite, run }: JobSheetProps) {
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
      {history ? (
        <>
          <ViewLinks
            label={t("runs")}
            views={[
              { href: history.allHref, label: t("views.allRuns"), isHere: !history.isFailedOnly },
              { href: history.failedHref, label: t("views.failedRuns"), isHere: history.isFailedOnly },
            ]}
          />
          <RunList runs={history.runs} empty={history.isFailedOnly ? t("noFailures") : t("noRuns")} />
          {history.nextHref ? (
            <Button asChild className="self-end">
              <Link href={history.nextHref} scroll={false}>
                {t("olderRuns")}
              </Link>
            </Button>
          ) : null}
        </>
      ) : null}
    </RecordSheet>
  );
}
