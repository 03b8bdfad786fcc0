"use client";

import { useLocale, useTranslations } from "next-intl";
import { useCallback } from "react";
import { toast } from "@/components/ui/feedback/toast-store";
import type { ModelView } from "@/lib/generations/schema";
import { isNarrow, useComposer } from "../composer-store";
import { pickModel, referenceModel } from "../draft";

/**
 * Takes a picture from elsewhere as a reference. When the chosen model looks at none, one that does is chosen,
 * and the person is told; when there is none at all, only that is told.
 */
export function useLinkReference(): (id: string, models: readonly ModelView[]) => void {
  const t = useTranslations("create.composer");
  const language = useLocale() === "en" ? "en" : "zh";
  return useCallback(
    (id, models) => {
      const { draft, patch, openSheet } = useComposer.getState();
      const model = referenceModel(models, draft.model);
      if (!model) {
        toast({ title: t("referencesNoModel") });
        return;
      }
      // The newest reference stands first, so that a model which takes few looks at it.
      patch({
        references: [id, ...draft.references.filter((one) => one !== id)].slice(0, model.maxReferences),
      });
      if (isNarrow()) openSheet(true);
      if (model.id === pickModel(models, draft.model)?.id) return;
      patch({ model: model.id });
      toast({ title: t("referencesModel", { name: model.name[language] }) });
    },
    [t, language],
  );
}
