"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { balanceQuery } from "@/lib/credits/client";
import { modelsQuery } from "@/lib/generations/client";
import type { ModelView } from "@/lib/generations/schema";
import { styleTagsQuery } from "@/lib/styles/client";
import { useComposer } from "../composer-store";
import { canEnlarge, type Draft, fitDraft, offeredModels, pickModel, priceOf } from "../draft";

export interface ReadyComposer {
  /** Models that make pictures from words. */
  models: readonly ModelView[];
  model: ModelView;
  /** What the person wrote and chose, whatever the model. */
  draft: Draft;
  /** The draft within what the model can do. */
  fitted: Draft;
  priceCredits: number;
  /** Whether the pictures can be made larger by an edit afterwards. */
  enlargeable: boolean;
  /** Null while the balance is unknown. */
  availableCredits: number | null;
}

/** The draft seen through the chosen model; null until the models are known. */
export function useComposerModel() {
  const draft = useComposer((state) => state.draft);
  const models = useQuery(modelsQuery());
  const { data: styles } = useQuery(styleTagsQuery());
  const balance = useQuery(balanceQuery());
  const known = useMemo(() => styles && new Set(styles.items.map((tag) => tag.slug)), [styles]);
  const all = models.data?.items ?? [];
  const model = pickModel(all, draft.model);
  const fitted = model && fitDraft(draft, model, known);
  const ready: ReadyComposer | null =
    model && fitted
      ? {
          models: offeredModels(all),
          model,
          draft,
          fitted,
          enlargeable: canEnlarge(all, model),
          priceCredits: priceOf(fitted, model),
          availableCredits: balance.data?.available ?? null,
        }
      : null;
  return {
    ready,
    failed: models.isError,
    error: models.error,
    retry: () => void models.refetch(),
    retrying: models.isFetching,
  };
}
