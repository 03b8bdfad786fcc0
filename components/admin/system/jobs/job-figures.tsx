import { useFormatter, useTranslations } from "next-intl";
import { FigureGrid } from "@/components/admin/charts/figure-grid";
import { Figure } from "@/components/admin/kit/figure";
import type { JobsView } from "@/lib/stats/schema";
import { Duration } from "./duration";

interface JobFiguresProps {
  jobs: JobsView;
  /** Where the runs are that failed. */
  failuresHref: string;
}

/** How long the queue is and how the runs go, over all functions. */
export function JobFigures({ jobs: { queued, oldestDueMs, jobs }, failuresHref }: JobFiguresProps) {
  const t = useTranslations("admin.system.jobs");
  const format = useFormatter();
  const running = jobs.reduce((sum, job) => sum + job.running, 0);
  const failures = jobs.reduce((sum, job) => sum + job.failures, 0);
  return (
    <FigureGrid>
      <Figure
        label={t("queuedAll")}
        value={`${format.number(queued.value)}${queued.isMore ? "+" : ""}`}
        detail={t("queuedDetail")}
      />
      <Figure label={t("oldest")} value={<Duration ms={oldestDueMs} />} detail={t("oldestDetail")} />
      <Figure label={t("running")} value={format.number(running)} detail={t("runningDetail")} />
      <Figure
        label={t("failures")}
        value={format.number(failures)}
        detail={t("failuresDetail")}
        tone={failures > 0 ? "danger" : "plain"}
        href={failuresHref}
      />
    </FigureGrid>
  );
}
