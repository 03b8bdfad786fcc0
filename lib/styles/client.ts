"use client";

import { queryOptions } from "@tanstack/react-query";
import { callApi } from "@/lib/platform/api-client";
import { styleTagList } from "./schema";

/** Every style tag of the composer. */
export const styleTagsQuery = () =>
  queryOptions({
    queryKey: ["style-tags"],
    queryFn: ({ signal }) => callApi({ path: "/api/v1/style-tags", output: styleTagList, signal }),
    staleTime: 10 * 60_000,
  });
