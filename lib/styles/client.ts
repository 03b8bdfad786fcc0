"use client";

import { queryOptions } from "@tanstack/react-query";
import { callApi, uploadApi } from "@/lib/platform/api-client";
import { type StylePreviewView, stylePreviewView, styleTagList } from "./schema";

/** Every style tag of the composer. */
export const styleTagsQuery = () =>
  queryOptions({
    queryKey: ["style-tags"],
    queryFn: ({ signal }) => callApi({ path: "/api/v1/style-tags", output: styleTagList, signal }),
    staleTime: 10 * 60_000,
  });

/** Gives a tag an example picture from an admin's device; the reason goes into the audit log. */
export const uploadStylePreview = (upload: {
  slug: string;
  file: Blob;
  reason: string;
}): Promise<StylePreviewView> =>
  uploadApi({
    path: `/api/v1/admin/styles/${upload.slug}/preview`,
    headers: { "x-reason": encodeURIComponent(upload.reason.toWellFormed()) },
    body: upload.file,
    output: stylePreviewView,
  });
