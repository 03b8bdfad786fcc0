import { useFormatter, useTranslations } from "next-intl";
import type { LedgerEntryView } from "@/lib/credits/schema";
import { Cell, Cells } from "./page/cells";
import { ledgerLine } from "./rules";

/** Movements of credits, newest first: what it was, when, and what changed of what can be spent. */
export function LedgerList({ entries }: { entries: readonly LedgerEntryView[] }) {
  const format = useFormatter();
  return (
    <Cells>
      {entries.map((entry) => (
        <Cell
          key={entry.id}
          label={<What entry={entry} />}
          detail={
            <time dateTime={entry.createdAt} className="tabular">
              {format.dateTime(new Date(entry.createdAt), "minute")}
            </time>
          }
          value={
            entry.available === 0 ? null : (
              <span className={entry.available > 0 ? "font-medium text-success" : "font-medium text-text"}>
                {format.number(entry.available, "signed")}
              </span>
            )
          }
        />
      ))}
    </Cells>
  );
}

function What({ entry }: { entry: LedgerEntryView }) {
  const t = useTranslations("ledger");
  const own = useTranslations("member.ledger");
  const line = ledgerLine(entry);
  if (line.kind === "source") return t(`sources.${line.source}`);
  if (line.kind === "settled") return t("settled", { count: line.count });
  if (line.kind === "upgraded" || line.kind === "restored") return own(line.kind);
  return (
    <>
      {t(`kinds.${line.kind}`)}
      {line.reason ? <span className="block break-words text-base text-muted">{line.reason}</span> : null}
    </>
  );
}
