"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useProblemText } from "@/components/shell/state/problem-text";
import { toast } from "@/components/ui/feedback/toast-store";
import { editKeys } from "@/lib/edits/client";
import {
  type ImageFilters,
  imageKeys,
  useEmptyTrash,
  useFavoriteImage,
  useFavoriteImages,
  usePurgeImages,
  useRestoreImages,
  useTrashImages,
} from "@/lib/images/client";
import type { ImageView } from "@/lib/images/schema";
import { changeInLists, outOfTrash, toFavorite, toTrash } from "./actions/lists";

/** What one call of the bulk routes takes. */
const BULK = 200;

/** Many ids in parts that one call takes each. */
export const chunks = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / BULK) }, (_, part) =>
    ids.slice(part * BULK, (part + 1) * BULK),
  );

/** Says what failed and why; for `catch`, whose promise then answers that it did not happen. */
export function useFailed() {
  const problem = useProblemText();
  return (title: string) => (error: unknown) => {
    toast({ title, detail: problem(error).message, tone: "danger" });
    return false;
  };
}

/**
 * Favourite, trash and restore, as the person sees them: every list shows the change at once, a toast says what
 * happened and offers the way back, and a failure puts everything back and says so.
 */
export function useImageActions() {
  const client = useQueryClient();
  const t = useTranslations("viewer");
  const failed = useFailed();
  const favorite = useFavorites();
  const { mutateAsync: trash } = useTrashImages();
  const { mutateAsync: restore } = useRestoreImages();

  const bringBack = async (ids: readonly string[]) => {
    const undo = changeInLists(client, ids, outOfTrash);
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
    ...favorite,
    /** Resolves to whether they are in the trash now. */
    moveToTrash: async (ids: readonly string[]): Promise<boolean> => {
      const undo = changeInLists(client, ids, toTrash);
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

function useFavorites() {
  const client = useQueryClient();
  const t = useTranslations("viewer");
  const failed = useFailed();
  const { mutateAsync: favorite } = useFavoriteImage();
  const { mutateAsync: favoriteMany } = useFavoriteImages();
  // The list of favourites is read again when it is opened next; what is looked at now does not vanish.
  const outdated = () =>
    client.invalidateQueries({
      queryKey: [...imageKeys.all, "list"],
      predicate: ({ queryKey }) => (queryKey[2] as ImageFilters | undefined)?.favorite === "true",
      refetchType: "none",
    });
  return {
    setFavorite: (image: ImageView, isFavorite: boolean) => {
      const undo = changeInLists(client, [image.id], (one) => ({ ...one, isFavorite }));
      return favorite({ id: image.id, isFavorite }).then(outdated, (error: unknown) => {
        undo();
        failed(t("favoriteFailed"))(error);
      });
    },
    /** Marks many; resolves to whether all of them are marked now. */
    setFavorites: async (images: readonly ImageView[], isFavorite: boolean): Promise<boolean> => {
      const others = images.filter((image) => image.isFavorite !== isFavorite);
      const undo = changeInLists(
        client,
        others.map(({ id }) => id),
        toFavorite(isFavorite),
      );
      try {
        for (const ids of chunks(others.map(({ id }) => id))) await favoriteMany({ ids, isFavorite });
      } catch (error) {
        undo();
        return failed(t("favoriteFailed"))(error);
      }
      void outdated();
      toast({
        title: t(isFavorite ? "favorited" : "unfavorited", { count: others.length }),
        tone: "success",
      });
      return true;
    },
  };
}

/** What cannot be taken back: removing images of the trash for good. Ask before calling it. */
export function usePurge() {
  const client = useQueryClient();
  const t = useTranslations("viewer");
  const failed = useFailed();
  const { mutateAsync: purge } = usePurgeImages();
  const { mutateAsync: empty } = useEmptyTrash();
  return {
    /** Resolves to whether they are gone. */
    purgeImages: async (ids: readonly string[]): Promise<boolean> => {
      // What is being asked about them would soon find nothing.
      for (const id of ids) void client.cancelQueries({ queryKey: editKeys.lineage(id) });
      const undo = changeInLists(client, ids, outOfTrash);
      try {
        for (const part of chunks(ids)) await purge(part);
      } catch (error) {
        undo();
        return failed(t("purgeFailed"))(error);
      }
      toast({ title: t("purged", { count: ids.length }) });
      return true;
    },
    emptyTrash: (): Promise<boolean> =>
      empty().then(
        ({ changed }) => {
          toast({ title: t("purged", { count: changed }) });
          return true;
        },
        (error: unknown) => failed(t("purgeFailed"))(error),
      ),
  };
}
