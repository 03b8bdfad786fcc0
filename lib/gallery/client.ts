"use client";

import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { imageKeys } from "@/lib/images/client";
import { callApi } from "@/lib/platform/api-client";
import {
  type GalleryPage,
  galleryPage,
  galleryTagList,
  imageFigures,
  type LikeView,
  type ListGalleryInput,
  likedView,
  likeView,
  type PublicImageView,
  publicationList,
  publicationView,
  publicImageView,
  type publishImagesInput,
  publishOutcome,
  type reportImageInput,
} from "./schema";

export type GalleryFilters = Partial<Pick<ListGalleryInput, "sort" | "tag" | "q" | "author">>;

/** Every query key of this module. */
export const galleryKeys = {
  all: ["gallery"] as const,
  list: (filters: GalleryFilters) => ["gallery", "list", filters] as const,
  one: (id: string) => ["gallery", "one", id] as const,
  liked: (ids: readonly string[]) => ["gallery", "liked", ids] as const,
  publications: (ids: readonly string[]) => ["gallery", "publications", ids] as const,
};

/** The public gallery page by page. */
export const galleryQuery = (filters: GalleryFilters) =>
  infiniteQueryOptions({
    queryKey: galleryKeys.list(filters),
    queryFn: ({ pageParam, signal }) => getGalleryPage(filters, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** One page of the gallery, for the public pages, which do without a query client. */
export const getGalleryPage = (
  filters: GalleryFilters,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<GalleryPage> =>
  callApi({
    path: "/api/v1/gallery",
    query: { ...filters, cursor, limit: 40 },
    output: galleryPage,
    signal,
  });

/** Which of these images the person likes; at most 100. */
export const getLiked = (ids: readonly string[], signal?: AbortSignal) =>
  callApi({ path: "/api/v1/gallery/liked", query: { ids: ids.join(",") }, output: likedView, signal });

/** Likes or no longer; the answer holds the true count. */
export const sendLike = ({ id, liked }: { id: string; liked: boolean }): Promise<LikeView> =>
  callApi({ path: `/api/v1/gallery/${id}/like`, method: liked ? "PUT" : "DELETE", output: likeView });

export const sendReport = ({ id, ...body }: z.input<typeof reportImageInput>) =>
  callApi({ path: `/api/v1/gallery/${id}/reports`, body, output: z.undefined() });

export const publicImageQuery = (id: string) =>
  queryOptions({
    queryKey: galleryKeys.one(id),
    queryFn: ({ signal }): Promise<PublicImageView> =>
      callApi({ path: `/api/v1/gallery/${id}`, output: publicImageView, signal }),
  });

/** Which of these images the person likes; only for those who are signed in. At most 100. */
export const likedQuery = (ids: readonly string[]) =>
  queryOptions({
    queryKey: galleryKeys.liked(ids),
    queryFn: ({ signal }) => getLiked(ids, signal),
    enabled: ids.length > 0,
  });

export const galleryTagsQuery = queryOptions({
  queryKey: [...galleryKeys.all, "tags"],
  queryFn: ({ signal }) => callApi({ path: "/api/v1/gallery/tags", output: galleryTagList, signal }),
});

/** Likes or no longer; the answer holds the true count. */
export const useLikeImage = () =>
  useMutation({
    scope: { id: "likes" },
    mutationFn: sendLike,
  });

export const useReportImage = () =>
  useMutation({
    mutationFn: sendReport,
  });

/** How own images stand with the gallery; those never handed in are missing. At most 100. */
export const publicationsQuery = (ids: readonly string[]) =>
  queryOptions({
    queryKey: galleryKeys.publications(ids),
    queryFn: ({ signal }) =>
      callApi({
        path: "/api/v1/publications",
        query: { ids: ids.join(",") },
        output: publicationList,
        signal,
      }),
    enabled: ids.length > 0,
  });

/** Likes and downloads of an own image, by day. */
export const figuresQuery = (id: string) =>
  queryOptions({
    queryKey: [...galleryKeys.all, "figures", id],
    queryFn: ({ signal }) =>
      callApi({ path: `/api/v1/publications/${id}/figures`, output: imageFigures, signal }),
  });

function useAfterPublishing() {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: galleryKeys.all });
    void client.invalidateQueries({ queryKey: imageKeys.all });
  };
}

/** Hands images in for the gallery; at most 50. */
export const usePublishImages = () =>
  useMutation({
    mutationFn: (body: z.input<typeof publishImagesInput>) =>
      callApi({ path: "/api/v1/publications", body, output: publishOutcome }),
    onSettled: useAfterPublishing(),
  });

/** Takes images back from the gallery or from its review. */
export const useWithdrawImages = () =>
  useMutation({
    mutationFn: (ids: readonly string[]) =>
      callApi({ path: "/api/v1/publications/withdraw", body: { ids }, output: publishOutcome }),
    onSettled: useAfterPublishing(),
  });

/** Asks once to look again at a refusal or a takedown. */
export const useAppeal = () =>
  useMutation({
    mutationFn: ({ id, text }: { id: string; text: string }) =>
      callApi({ path: `/api/v1/publications/${id}/appeal`, body: { text }, output: publicationView }),
    onSettled: useAfterPublishing(),
  });
