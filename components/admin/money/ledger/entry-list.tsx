import { useTranslations } from "next-intl";
import { Moment } from "@/components/admin/kit/moment";
import type { LedgerRecordView } from "@/lib/credits/schema";
import { EntryLines } from "./entry-lines";
import { useReasonText } from "./use-reason-text";

/** Movements of credits about one thing, with both of their sides. */
export function EntryList({ entries }: { entries: readonly LedgerRecordView[] }) {
  const t = useTranslations("admin.money.ledger");
  const reasonText = useReasonText();
  if (entries.length === 0) return <p className="text-muted text-sm">{t("noEntries")}</p>;
  return (
    <ol className="flex flex-col divide-y divide-line border-line border-y text-sm">
      {entries.map((entry) => (
        <li key={entry.id} className="flex flex-col gap-1 py-2">
          <div className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span>{[t(`kinds.${entry.kind}`), reasonText(entry)].filter(Boolean).join(" · ")}</span>
            <span className="text-muted">
              <Moment at={entry.createdAt} />
            </span>
          </div>
          <EntryLines lines={entry.lines} />
          <span className="break-all font-mono text-muted text-xs">{entry.businessKey}</span>
        </li>
      ))}
    </ol>
  );
}
