"use client";

import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { callApi, fetchFile } from "@/lib/platform/api-client";
import {
  changedView,
  duplicateList,
  type ImagePage,
  imagePage,
  imageTagList,
  imageView,
  type ListImagesInput,
  storageView,
  type takeUnlabelledCopyInput,
} from "./schema";

/** What the library is filtered by. */
export type ImageFilters = Omit<ListImagesInput, "cursor" | "limit">;

/** Every query key of this module. */
export const imageKeys = {
  all: ["images"] as const,
  list: (filters: ImageFilters) => ["images", "list", filters] as const,
  one: (id: string) => ["images", "one", id] as const,
};

/** One image, also one that lies in the trash. */
export const imageQuery = (id: string) =>
  queryOptions({
    queryKey: imageKeys.one(id),
    queryFn: ({ signal }) => callApi({ path: `/api/v1/images/${id}`, output: imageView, signal }),
    staleTime: 5 * 60_000,
  });

/** The library (or the trash) page by page, newest first. */
export const imagesQuery = (filters: ImageFilters) =>
  infiniteQueryOptions({
    queryKey: imageKeys.list(filters),
    queryFn: ({ pageParam, signal }): Promise<ImagePage> =>
      callApi({
        path: "/api/v1/images",
        query: { ...filters, cursor: pageParam, limit: 60 },
        output: imagePage,
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** Changes of images go out one after the other: a favourite must not arrive after the delete that followed it. */
const inOrder = { id: "images" };

/** Marks an image as favourite; the lists show it at once and return to the truth if the server refuses. */
export function useFavoriteImage() {
  const client = useQueryClient();
  return useMutation({
    scope: inOrder,
    mutationFn: ({ id, isFavorite }: { id: string; isFavorite: boolean }) =>
      callApi({ path: `/api/v1/images/${id}`, method: "PATCH", body: { isFavorite }, output: imageView }),
    onMutate: ({ id, isFavorite }) => {
      client.setQueriesData<{ pages: ImagePage[]; pageParams: unknown[] }>(
        { queryKey: ["images", "list"] },
        (list) => {
          const mark = (page: ImagePage): ImagePage => ({
            ...page,
            items: page.items.map((image) => (image.id === id ? { ...image, isFavorite } : image)),
          });
          return list && { ...list, pages: list.pages.map(mark) };
        },
      );
    },
    onError: () => client.invalidateQueries({ queryKey: imageKeys.all }),
  });
}

/** Marks up to 200 images as favourites, or no longer. The lists are the caller's to change. */
export function useFavoriteImages() {
  return useMutation({
    scope: inOrder,
    mutationFn: (body: { ids: readonly string[]; isFavorite: boolean }) =>
      callApi({ path: "/api/v1/images/favorite", body, output: changedView }),
  });
}

function useBulk(path: `/api/v1/images/${"trash" | "restore" | "purge"}`) {
  const client = useQueryClient();
  return useMutation({
    scope: inOrder,
    mutationFn: (ids: string[]) => callApi({ path, body: { ids }, output: changedView }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: imageKeys.all });
      void client.invalidateQueries({ queryKey: ["generations"] });
    },
  });
}

/** Moves images to the trash. */
export const useTrashImages = () => useBulk("/api/v1/images/trash");
/** Takes images out of the trash. */
export const useRestoreImages = () => useBulk("/api/v1/images/restore");

/** Where a ZIP of these images is downloaded from. */
export const exportUrl = (ids: readonly string[]): string => `/api/v1/images/export?ids=${ids.join(",")}`;

/** Removes images of the trash for good, at once. */
export const usePurgeImages = () => useBulk("/api/v1/images/purge");

/** Empties the trash for good. */
export function useEmptyTrash() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => callApi({ path: "/api/v1/images/trash/empty", body: {}, output: changedView }),
    onSettled: () => client.invalidateQueries({ queryKey: imageKeys.all }),
  });
}

/** Adds and removes words of the person's own; at most 200 images at a time. */
export function useTagImages() {
  const client = useQueryClient();
  return useMutation({
    scope: inOrder,
    mutationFn: (body: { ids: readonly string[]; add?: string[]; remove?: string[] }) =>
      callApi({ path: "/api/v1/images/tags", body, output: changedView }),
    onSettled: () => client.invalidateQueries({ queryKey: imageKeys.all }),
  });
}

export const imageTagsQuery = queryOptions({
  queryKey: [...imageKeys.all, "tags"],
  queryFn: ({ signal }) => callApi({ path: "/api/v1/images/tags", output: imageTagList, signal }),
});

export const duplicatesQuery = queryOptions({
  queryKey: [...imageKeys.all, "duplicates"],
  queryFn: ({ signal }) => callApi({ path: "/api/v1/images/duplicates", output: duplicateList, signal }),
});

export const storageQuery = queryOptions({
  queryKey: [...imageKeys.all, "storage"],
  queryFn: ({ signal }) => callApi({ path: "/api/v1/images/storage", output: storageView, signal }),
});

/** Where everything of a person is downloaded from: a ZIP with a manifest. */
export const everythingUrl = "/api/v1/images/export-all";

/** The file of a copy without the visible label; each is on record. */
export const useTakeUnlabelledCopy = () =>
  useMutation({
    mutationFn: ({ id, ...body }: z.input<typeof takeUnlabelledCopyInput>) =>
      fetchFile({ path: `/api/v1/images/${id}/unlabelled-copy`, body, timeoutMs: 60_000 }),
  });
