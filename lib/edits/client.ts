"use client";

import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { creditKeys } from "@/lib/credits/client";
import { putInLists, readNewPrices } from "@/lib/generations/client";
import { generationView } from "@/lib/generations/schema";
import { imageKeys } from "@/lib/images/client";
import { type ImageView, imageView } from "@/lib/images/schema";
import { callApi, uploadApi } from "@/lib/platform/api-client";
import { type CreateEditInput, lineageView, type MaskView, maskView } from "./schema";

/** Every query key of this module; a family is about images, and is asked again when images change. */
export const editKeys = {
  lineage: (imageId: string) => [...imageKeys.all, "lineage", imageId] as const,
};

/** The family of an image: what it was made from and what was made from it. */
export const lineageQuery = (imageId: string) =>
  queryOptions({
    queryKey: editKeys.lineage(imageId),
    queryFn: ({ signal }) =>
      callApi({ path: `/api/v1/images/${imageId}/lineage`, output: lineageView, signal }),
  });

/** Orders an edit; its idempotency key makes a repetition after a lost answer harmless. */
export function useCreateEdit() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (order: CreateEditInput) =>
      callApi({ path: "/api/v1/edits", body: order, output: generationView }),
    retry: (failures, error) => failures < 2 && "status" in error && error.status === 0,
    onSuccess: (created) => {
      putInLists(client, created);
      void client.invalidateQueries({ queryKey: creditKeys.all });
    },
    onError: (error) => readNewPrices(client, error),
  });
}

/** Stores a mask for an image; white is what is edited. */
export const sendMask = (imageId: string, png: Blob, signal?: AbortSignal): Promise<MaskView> =>
  uploadApi({ path: "/api/v1/masks", query: { imageId }, body: png, output: maskView, signal });

export interface Upload {
  file: Blob;
  /** The person says that an AI made it; a label in the file counts in any case. */
  declaration?: "ai";
  /** The collection that it is put into at once. */
  collectionId?: string;
  signal: AbortSignal;
  /** The part that is on its way, 0 to 1. */
  onProgress: (part: number) => void;
}

/** Brings a picture from the person's device into the library; for many, after which the lists are read once. */
export const uploadPicture = ({
  file,
  declaration,
  collectionId,
  signal,
  onProgress,
}: Upload): Promise<ImageView> =>
  uploadApi({
    path: "/api/v1/images/uploads",
    query: { declaration, collectionId },
    body: file,
    output: imageView,
    signal,
    onProgress,
  });

/** The same for one of them. */
export function useUploadImage() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: uploadPicture,
    onSuccess: () => client.invalidateQueries({ queryKey: imageKeys.all }),
  });
}
