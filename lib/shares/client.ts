"use client";

import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { callApi } from "@/lib/platform/api-client";
import {
  type createShareLinkInput,
  shareLinkPage,
  shareLinkView,
  shareView,
  type updateShareLinkInput,
} from "./schema";

export type SharedThing = { imageId: string } | { collectionId: string };

/** Every query key of this module. */
export const shareKeys = {
  all: ["shares"] as const,
  of: (thing: SharedThing) => ["shares", "of", thing] as const,
};

/** The newest links of an own image or collection, ended ones as well. */
export const shareLinksQuery = (thing: SharedThing) =>
  queryOptions({
    queryKey: shareKeys.of(thing),
    queryFn: ({ signal }) =>
      callApi({ path: "/api/v1/shares", query: { ...thing, limit: 20 }, output: shareLinkPage, signal }),
  });

function useAfter() {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: shareKeys.all });
}

export const useCreateShareLink = () =>
  useMutation({
    mutationFn: (body: z.input<typeof createShareLinkInput>) =>
      callApi({ path: "/api/v1/shares", body, output: shareLinkView }),
    onSettled: useAfter(),
  });

export const useUpdateShareLink = () =>
  useMutation({
    mutationFn: ({ id, ...body }: z.input<typeof updateShareLinkInput>) =>
      callApi({ path: `/api/v1/shares/${id}`, method: "PATCH", body, output: shareLinkView }),
    onSettled: useAfter(),
  });

/** Ends a link for good. */
export const useRevokeShareLink = () =>
  useMutation({
    mutationFn: (id: string) =>
      callApi({ path: `/api/v1/shares/${id}`, method: "DELETE", output: shareLinkView }),
    onSettled: useAfter(),
  });

/** The next page of what a visitor looks at. */
export const fetchSharedPage = (token: string, cursor: string) =>
  callApi({ path: `/s/${token}/images`, query: { cursor }, output: shareView });

/** Gives the password of a link; the proof comes as a cookie. */
export const unlockShared = (token: string, password: string) =>
  callApi({ path: `/s/${token}/unlock`, body: { password }, output: z.undefined() });
