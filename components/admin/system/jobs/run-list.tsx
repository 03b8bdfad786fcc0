import { useTranslations } from "next-intl";
import { Id } from "@/components/admin/kit/id";
import { Moment } from "@/components/admin/kit/moment";
import type { JobRunView } from "@/lib/stats/schema";
import { Duration } from "./duration";
import { RunState } from "./run-state";

/** Runs of one job with what they answered or failed of. */
export function RunList({ runs, empty }: { runs: readonly JobRunView[]; empty: string }) {
  const t = useTranslations("admin.system.jobs");
  return (
    <ul aria-label={t("runs")} className="divide-y divide-line rounded-lg border border-line text-sm">
      {runs.length === 0 ? <li className="px-3 py-2 text-muted">{empty}</li> : null}
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
  );
}
