"use client";

import { type InfiniteData, type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useProblemText } from "@/components/shell/state/problem-text";
import { toast } from "@/components/ui/feedback/toast-store";
import { generationKeys } from "@/lib/generations/client";
import type { GenerationPage } from "@/lib/generations/schema";
import {
  type ImageFilters,
  imageKeys,
  useFavoriteImage,
  useRestoreImages,
  useTrashImages,
} from "@/lib/images/client";
import type { ImagePage, ImageView } from "@/lib/images/schema";

/** What one call of the bulk routes takes. */
const BULK = 200;

const chunks = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / BULK) }, (_, part) =>
    ids.slice(part * BULK, (part + 1) * BULK),
  );

/**
 * Favourite, trash and restore, as the person sees them: every list shows the change at once, a toast says what
 * happened and offers the way back, and a failure puts everything back and says so.
 */
export function useImageActions() {
  const client = useQueryClient();
  const t = useTranslations("viewer");
  const problem = useProblemText();
  const { mutateAsync: favorite } = useFavoriteImage();
  const { mutateAsync: trash } = useTrashImages();
  const { mutateAsync: restore } = useRestoreImages();

  const failed = (title: string) => (error: unknown) => {
    toast({ title, detail: problem(error).message, tone: "danger" });
    return false;
  };
  const bringBack = async (ids: readonly string[]) => {
    const undo = dropFromLists(client, ids, "trash");
    try {
      for (const part of chunks(ids)) await restore(part);
      toast({ title: t("restored", { count: ids.length }), tone: "success" });
      return true;
    } catch (error) {
      undo();
      return failed(t("restoreFailed"))(error);
    }
  };
  return {
    setFavorite: (image: ImageView, isFavorite: boolean) => {
      const undo = markInGenerations(client, image.id, isFavorite);
      return favorite({ id: image.id, isFavorite }).catch((error: unknown) => {
        undo();
        failed(t("favoriteFailed"))(error);
      });
    },
    /** Resolves to whether they are in the trash now. */
    moveToTrash: async (ids: readonly string[]): Promise<boolean> => {
      const undo = dropFromLists(client, ids, "library");
      try {
        for (const part of chunks(ids)) await trash(part);
      } catch (error) {
        undo();
        return failed(t("trashFailed"))(error);
      }
      toast({
        title: t("trashed", { count: ids.length }),
        detail: t("trashedDetail"),
        action: { label: t("undo"), onSelect: () => void bringBack(ids) },
      });
      return true;
    },
    restore: bringBack,
  };
}

type ImageList = InfiniteData<ImagePage>;
type GenerationList = InfiniteData<GenerationPage>;

const generationLists = { queryKey: [...generationKeys.all, "list"] };

/** Takes images out of the cached lists of one side; returns what puts the lists back as they were. */
function dropFromLists(client: QueryClient, ids: readonly string[], side: "library" | "trash"): () => void {
  const gone = new Set(ids);
  const imageLists = {
    queryKey: [...imageKeys.all, "list"],
    predicate: ({ queryKey }: { queryKey: readonly unknown[] }) =>
      ((queryKey[2] as ImageFilters | undefined)?.trash === "true") === (side === "trash"),
  };
  const before = [
    ...client.getQueriesData<unknown>(imageLists),
    ...client.getQueriesData<unknown>(generationLists),
  ];
  const stays = (image: ImageView) => !gone.has(image.id);
  client.setQueriesData<ImageList>(
    imageLists,
    (list) =>
      list && { ...list, pages: list.pages.map((page) => ({ ...page, items: page.items.filter(stays) })) },
  );
  if (side === "library")
    mapGenerationImages(client, (images) => (images.every(stays) ? images : images.filter(stays)));
  return () => {
    for (const [key, data] of before) client.setQueryData(key, data);
  };
}

function markInGenerations(client: QueryClient, id: string, isFavorite: boolean): () => void {
  const mark = (value: boolean) =>
    mapGenerationImages(client, (images) =>
      images.map((image) => (image.id === id ? { ...image, isFavorite: value } : image)),
    );
  mark(isFavorite);
  return () => mark(!isFavorite);
}

const mapGenerationImages = (client: QueryClient, change: (images: ImageView[]) => ImageView[]) =>
  client.setQueriesData<GenerationList>(
    generationLists,
    (list) =>
      list && {
        ...list,
        pages: list.pages.map((page) => ({
          ...page,
          items: page.items.map((item) => ({ ...item, images: change(item.images) })),
        })),
      },
  );
