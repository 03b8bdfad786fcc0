"use client";

import { queryOptions } from "@tanstack/react-query";
import { callApi } from "@/lib/platform/api-client";
import { membershipQuoteView, membershipView } from "./schema";

/** Every query key of this module. */
export const membershipKeys = {
  all: ["membership"] as const,
  own: ["membership", "own"] as const,
  quote: (sku: string) => ["membership", "quote", sku] as const,
};

/** The person's plan, until when, and what it allows. */
export const membershipQuery = () =>
  queryOptions({
    queryKey: membershipKeys.own,
    queryFn: ({ signal }) => callApi({ path: "/api/v1/membership", output: membershipView, signal }),
  });

/** What buying a membership would do now. Nothing is held, so it is asked anew for every look. */
export const membershipQuoteQuery = (sku: string) =>
  queryOptions({
    queryKey: membershipKeys.quote(sku),
    queryFn: ({ signal }) =>
      callApi({ path: "/api/v1/membership/quote", query: { sku }, output: membershipQuoteView, signal }),
    staleTime: 0,
    gcTime: 0,
  });
