import { useTranslations } from "next-intl";
import { Moment } from "@/components/admin/kit/moment";
import { useNotedWords } from "@/components/admin/words/use-noted-words";
import type { TimelineEntryView } from "@/lib/generations/schema";

/** What was decided, in order, with everything that was noted about it. */
export function RecordTimeline({ timeline }: { timeline: readonly TimelineEntryView[] }) {
  const t = useTranslations("admin.generations");
  const noted = useNotedWords();
  if (timeline.length === 0) return <p className="text-muted text-sm">{t("noTimeline")}</p>;
  const steps = timeline.map((entry, index) => ({ ...entry, key: `${entry.at} ${entry.kind} ${index}` }));
  return (
    <ol className="flex flex-col divide-y divide-line border-line border-y text-sm">
      {steps.map((entry) => (
        <li
          key={entry.key}
          data-step={entry.kind}
          className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-2"
        >
          <span className="text-muted">
            <Moment at={entry.at} />
          </span>
          <span>{t(`kinds.${entry.kind}`)}</span>
          <span className="text-muted">{t("partOf", { part: entry.part + 1 })}</span>
          <span className="min-w-0 break-words text-muted text-xs">
            {Object.entries(entry.data)
              .flatMap(([name, value]) => (value === null || value === "" ? [] : [noted(name, value)]))
              .join(" · ")}
          </span>
        </li>
      ))}
    </ol>
  );
}
