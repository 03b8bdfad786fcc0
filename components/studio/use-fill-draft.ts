"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { toast } from "@/components/ui/feedback/toast-store";
import { isNarrow, useComposer } from "./composer-store";
import type { Draft } from "./draft";

/** Fills the composer from elsewhere and shows it. Words of the person's own that give way can be brought back. */
export function useFillDraft(): (change: Partial<Draft>) => void {
  const t = useTranslations("create.composer");
  return useCallback(
    (change) => {
      const { draft: before, fill, openSheet } = useComposer.getState();
      fill(change);
      if (isNarrow()) openSheet(true);
      if (before.prompt.trim() === "" || before.prompt === useComposer.getState().draft.prompt) return;
      toast({ title: t("filled"), action: { label: t("undo"), onSelect: () => fill(before) } });
    },
    [t],
  );
}
