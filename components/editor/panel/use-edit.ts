"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { balanceQuery } from "@/lib/credits/client";
import { modelsQuery } from "@/lib/generations/client";
import type { ImageView } from "@/lib/images/schema";
import { type FittedEdit, fitEdit } from "../draft";
import { useEditor } from "../editor-store";

export interface EditState {
  image: ImageView;
  /** Null until the models are known, and when none of them can do anything with the picture. */
  fitted: FittedEdit | null;
  /** No model on offer can edit this picture. */
  nothingOffered: boolean;
  /** Null while the balance is unknown. */
  availableCredits: number | null;
  failed: boolean;
  error: unknown;
  retry: () => void;
  retrying: boolean;
}

/** The draft seen through the picture and the models on offer. */
export function useEdit(image: ImageView): EditState {
  const draft = useEditor((state) => state.draft);
  const models = useQuery(modelsQuery());
  const balance = useQuery(balanceQuery());
  const items = models.data?.items;
  const fitted = useMemo(() => (items ? fitEdit(draft, items, image) : null), [draft, items, image]);
  return {
    image,
    fitted,
    nothingOffered: items !== undefined && fitted === null,
    availableCredits: balance.data?.available ?? null,
    failed: models.isError && !items,
    error: models.error,
    retry: () => void models.refetch(),
    retrying: models.isFetching,
  };
}
