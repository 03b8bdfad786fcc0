"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/feedback/toast-store";
import { useMoveImages } from "@/lib/collections/client";
import { changeInLists, toCollection } from "../actions/lists";
import { chunks, useFailed } from "../image-actions";

/** As much of an image as moving needs: where it lies tells the way back. */
export interface Movable {
  id: string;
  collectionId: string | null;
}

/** Null stands for no collection. */
export type MoveTarget = { id: string; name: string } | null;

/**
 * Puts images into a collection or out of theirs. Lists show it at once; a toast offers the way back, each image
 * to where it lay. Resolves to whether they are there now.
 */
export function useMoveToCollection() {
  const client = useQueryClient();
  const t = useTranslations("viewer");
  const failed = useFailed();
  const { mutateAsync } = useMoveImages();
  const put = async (ids: readonly string[], collectionId: string | null) => {
    const undo = changeInLists(client, ids, toCollection(collectionId));
    try {
      for (const part of chunks(ids)) await mutateAsync({ ids: part, collectionId });
    } catch (error) {
      undo();
      throw error;
    }
  };
  const putBack = async (images: readonly Movable[]) => {
    for (const [collectionId, back] of Map.groupBy(images, (image) => image.collectionId))
      await put(
        back.map(({ id }) => id),
        collectionId,
      );
  };
  return async (images: readonly Movable[], target: MoveTarget): Promise<boolean> => {
    const collectionId = target?.id ?? null;
    const moving = images.filter((image) => image.collectionId !== collectionId);
    if (moving.length === 0) return true;
    try {
      await put(
        moving.map(({ id }) => id),
        collectionId,
      );
    } catch (error) {
      return failed(t("moveFailed"))(error);
    }
    toast({
      title: target
        ? t("moved", { count: moving.length, name: target.name })
        : t("movedOut", { count: moving.length }),
      action: {
        label: t("undo"),
        onSelect: () => void putBack(moving).catch(failed(t("moveFailed"))),
      },
    });
    return true;
  };
}
