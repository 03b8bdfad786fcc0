"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { inOrder, movedBeside, movedBy, siblingsOf } from "@/components/gallery/collections/tree";
import { useFailed } from "@/components/gallery/image-actions";
import { collectionKeys, collectionsQuery, useOrderCollections } from "@/lib/collections/client";
import type { CollectionView } from "@/lib/collections/schema";

/** Puts collections beside each other into another order, by keys, menu or pointer; it shows at once. */
export function useOrder(collections: readonly CollectionView[]) {
  const client = useQueryClient();
  const t = useTranslations("library.collections");
  const failed = useFailed();
  const { mutateAsync } = useOrderCollections();
  const parentOf = (id: string) => collections.find((one) => one.id === id)?.parentId ?? null;
  const store = (parentId: string | null, ids: string[] | null) => {
    if (!ids) return;
    void client.cancelQueries({ queryKey: collectionKeys.all });
    client.setQueryData(
      collectionsQuery.queryKey,
      (list) => list && { ...list, items: inOrder(list.items, ids) },
    );
    void mutateAsync({ parentId, ids }).catch(failed(t("orderFailed")));
  };
  return {
    canMove: (id: string, by: -1 | 1) => movedBy(siblingsOf(collections, parentOf(id)), id, by) !== null,
    move: (id: string, by: -1 | 1) =>
      store(parentOf(id), movedBy(siblingsOf(collections, parentOf(id)), id, by)),
    /** Only among those that lie in the same place. */
    moveBeside: (id: string, target: string, side: "before" | "after") => {
      const parentId = parentOf(id);
      store(parentId, movedBeside(siblingsOf(collections, parentId), id, target, side));
    },
  };
}
