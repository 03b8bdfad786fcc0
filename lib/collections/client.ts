"use client";

import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { imageKeys } from "@/lib/images/client";
import { changedView } from "@/lib/images/schema";
import { callApi } from "@/lib/platform/api-client";
import {
  collectionList,
  collectionView,
  type createCollectionInput,
  type orderCollectionsInput,
  type updateCollectionInput,
} from "./schema";

/** Every query key of this module. */
export const collectionKeys = { all: ["collections"] as const };

/** All collections of the person. */
export const collectionsQuery = queryOptions({
  queryKey: collectionKeys.all,
  queryFn: ({ signal }) => callApi({ path: "/api/v1/collections", output: collectionList, signal }),
});

function useRefresh() {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: collectionKeys.all });
    void client.invalidateQueries({ queryKey: imageKeys.all });
  };
}

export const useCreateCollection = () =>
  useMutation({
    mutationFn: (body: z.input<typeof createCollectionInput>) =>
      callApi({ path: "/api/v1/collections", body, output: collectionView }),
    onSettled: useRefresh(),
  });

/** Renames, moves under another one or to the top, chooses the cover. */
export const useUpdateCollection = () =>
  useMutation({
    mutationFn: ({ id, ...body }: z.input<typeof updateCollectionInput>) =>
      callApi({ path: `/api/v1/collections/${id}`, method: "PATCH", body, output: collectionView }),
    onSettled: useRefresh(),
  });

/** Its images stay in the library. */
export const useDeleteCollection = () =>
  useMutation({
    mutationFn: (id: string) =>
      callApi({ path: `/api/v1/collections/${id}`, method: "DELETE", output: z.undefined() }),
    onSettled: useRefresh(),
  });

export const useOrderCollections = () =>
  useMutation({
    mutationFn: (body: z.input<typeof orderCollectionsInput>) =>
      callApi({ path: "/api/v1/collections/order", body, output: collectionList }),
    onSettled: useRefresh(),
  });

/** Puts images into a collection, or out of theirs with null; at most 200 at a time. */
export const useMoveImages = () =>
  useMutation({
    mutationFn: (body: { ids: readonly string[]; collectionId: string | null }) =>
      callApi({ path: "/api/v1/images/move", body, output: changedView }),
    onSettled: useRefresh(),
  });
