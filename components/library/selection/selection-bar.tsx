"use client";

import { RotateCcw, Trash2, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { PurgeConfirm } from "@/components/gallery/viewer/owner";
import { Button } from "@/components/ui/form/button";
import type { SelectionBarProps } from "./bar-props";
import { BulkActions } from "./bulk-actions";

/** What can be done with the selected images; it stands where the filters were, on phones at the foot as well. */
export function SelectionBar(props: SelectionBarProps) {
  const { ids, isTrash, allSelected, onSelectAll, onEnd } = props;
  const t = useTranslations("library");
  return (
    <div
      role="toolbar"
      aria-label={t("selectionActions")}
      className="flex min-h-11 items-center gap-1 sm:min-h-9 sm:gap-2"
    >
      <Button variant="ghost" size="icon" aria-label={t("endSelecting")} onClick={onEnd}>
        <X strokeWidth={1.5} />
      </Button>
      <p className="tabular mr-1 font-medium" aria-live="polite">
        {t("selected", { count: ids.length })}
      </p>
      <Button variant="ghost" className="max-sm:ml-auto" onClick={onSelectAll} disabled={allSelected}>
        {t("selectLoaded")}
      </Button>
      <div className="ml-auto flex items-center gap-2 max-sm:fixed max-sm:inset-x-0 max-sm:bottom-(--tabs) max-sm:z-20 max-sm:justify-around max-sm:border-line max-sm:border-t max-sm:bg-raised max-sm:px-2 max-sm:py-2">
        {isTrash ? <TrashActions {...props} /> : <BulkActions {...props} />}
      </div>
    </div>
  );
}

function TrashActions({ ids, busy, onRestore, onEnd }: SelectionBarProps) {
  const t = useTranslations("library");
  const [purging, setPurging] = useState(false);
  const none = ids.length === 0;
  return (
    <>
      <Button disabled={none} onClick={() => setPurging(true)}>
        <Trash2 strokeWidth={1.5} />
        {t("purge")}
      </Button>
      <Button variant="primary" disabled={none} loading={busy} onClick={onRestore}>
        <RotateCcw strokeWidth={1.5} />
        {t("restore")}
      </Button>
      <PurgeConfirm ids={ids} open={purging} onClose={() => setPurging(false)} onPurged={onEnd} />
    </>
  );
}
