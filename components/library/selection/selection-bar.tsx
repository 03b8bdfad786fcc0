"use client";

import { Download, RotateCcw, Trash2, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/form/button";
import { exportUrl } from "@/lib/images/client";

/** As many as one ZIP takes. */
export const MAX_EXPORT = 200;

interface SelectionBarProps {
  ids: readonly string[];
  isTrash: boolean;
  busy: boolean;
  allSelected: boolean;
  onSelectAll: () => void;
  onTrash: () => void;
  onRestore: () => void;
  onEnd: () => void;
}

/** What can be done with the selected images; it stands where the filters were. */
export function SelectionBar(props: SelectionBarProps) {
  const { ids, isTrash, busy, allSelected, onSelectAll, onTrash, onRestore, onEnd } = props;
  const t = useTranslations("library");
  const none = ids.length === 0;
  return (
    <div
      role="toolbar"
      aria-label={t("selectionActions")}
      className="flex min-h-11 flex-wrap items-center gap-1 sm:min-h-9 sm:gap-2"
    >
      <Button variant="ghost" size="icon" aria-label={t("endSelecting")} onClick={onEnd}>
        <X strokeWidth={1.5} />
      </Button>
      <p className="tabular mr-1 font-medium" aria-live="polite">
        {t("selected", { count: ids.length })}
      </p>
      <Button variant="ghost" className="max-sm:px-2" onClick={onSelectAll} disabled={allSelected}>
        <span className="sm:hidden" aria-hidden>
          {t("selectAllShort")}
        </span>
        <span className="max-sm:sr-only">{t("selectLoaded")}</span>
      </Button>
      <div className="ml-auto flex items-center gap-2">
        {isTrash ? (
          <Button variant="primary" disabled={none} loading={busy} onClick={onRestore}>
            <RotateCcw strokeWidth={1.5} />
            {t("restore")}
          </Button>
        ) : (
          <>
            <ExportButton ids={ids} />
            <Button disabled={none} loading={busy} onClick={onTrash}>
              <Trash2 strokeWidth={1.5} />
              <span className="max-sm:sr-only">{t("moveToTrash")}</span>
            </Button>
          </>
        )}
      </div>
      {!isTrash && ids.length > MAX_EXPORT ? (
        <p className="w-full text-muted text-sm">{t("exportLimit", { count: MAX_EXPORT })}</p>
      ) : null}
    </div>
  );
}

function ExportButton({ ids }: { ids: readonly string[] }) {
  const t = useTranslations("library");
  const content = (
    <>
      <Download strokeWidth={1.5} />
      <span className="max-sm:sr-only">{t("downloadZip")}</span>
    </>
  );
  if (ids.length === 0 || ids.length > MAX_EXPORT) return <Button disabled>{content}</Button>;
  return (
    <Button asChild variant="primary">
      <a href={exportUrl(ids)} download>
        {content}
      </a>
    </Button>
  );
}
