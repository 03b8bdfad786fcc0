"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTagImages } from "@/lib/images/client";
import { changeInLists, toTags } from "../actions/lists";
import { chunks, useFailed } from "../image-actions";

/** Adds and removes tags of images; lists show it at once. Resolves to whether the images bear them now. */
export function useTag() {
  const client = useQueryClient();
  const t = useTranslations("viewer");
  const failed = useFailed();
  const { mutateAsync } = useTagImages();
  return async (ids: readonly string[], change: { add?: string[]; remove?: string[] }): Promise<boolean> => {
    const undo = changeInLists(client, ids, toTags(change.add ?? [], change.remove ?? []));
    try {
      for (const part of chunks(ids)) await mutateAsync({ ids: part, ...change });
      return true;
    } catch (error) {
      undo();
      return failed(t("tagFailed"))(error);
    }
  };
}
