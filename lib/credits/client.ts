"use client";

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { callApi } from "@/lib/platform/api-client";
import { balanceView, type LedgerPage, ledgerPage } from "./schema";

/** Every query key of this module. */
export const creditKeys = {
  all: ["credits"] as const,
  balance: ["credits", "balance"] as const,
  entries: ["credits", "entries"] as const,
};

/** What the user can spend and what running jobs hold. */
export const balanceQuery = () =>
  queryOptions({
    queryKey: creditKeys.balance,
    queryFn: ({ signal }) => callApi({ path: "/api/v1/credits", output: balanceView, signal }),
  });

/** The user's ledger page by page, newest first. */
export const entriesQuery = () =>
  infiniteQueryOptions({
    queryKey: creditKeys.entries,
    queryFn: ({ pageParam, signal }): Promise<LedgerPage> =>
      callApi({ path: "/api/v1/credits/entries", query: { cursor: pageParam }, output: ledgerPage, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
