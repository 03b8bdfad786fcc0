"use client";

import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { callApi } from "@/lib/platform/api-client";
import { ApiError } from "@/lib/platform/api-error";
import {
  improvedPromptView,
  type improvePromptInput,
  promptHelpView,
  type SavedPromptPage,
  type SavePromptInput,
  savedPromptPage,
  savedPromptView,
  type UsedPromptPage,
  usedPromptPage,
} from "./schema";

/** Every query key of this module. */
export const promptKeys = {
  all: ["prompts"] as const,
  help: ["prompts", "help"] as const,
  saved: ["prompts", "saved"] as const,
  used: ["prompts", "used"] as const,
};

/** The server gives the language model 30 seconds; its own refusal should arrive rather than a time-out here. */
const IMPROVE_TIMEOUT_MS = 40_000;
const HELP_FRESH_MS = 5 * 60_000;
const PAGE_SIZE = 20;

/** Whether prompts can be improved here, and why not. */
export const promptHelpQuery = () =>
  queryOptions({
    queryKey: promptKeys.help,
    queryFn: ({ signal }) => callApi({ path: "/api/v1/prompts/help", output: promptHelpView, signal }),
    staleTime: HELP_FRESH_MS,
  });

/** Saved prompts page by page, newest first; `q` holds words that all must occur. */
export const savedPromptsQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: [...promptKeys.saved, q] as const,
    queryFn: ({ pageParam, signal }): Promise<SavedPromptPage> =>
      callApi({
        path: "/api/v1/prompts/saved",
        query: { q: q || undefined, cursor: pageParam, limit: PAGE_SIZE },
        output: savedPromptPage,
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** Used prompts page by page, newest first. A generation that was just ordered is one more, so they age at once. */
export const usedPromptsQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: [...promptKeys.used, q] as const,
    queryFn: ({ pageParam, signal }): Promise<UsedPromptPage> =>
      callApi({
        path: "/api/v1/prompts/used",
        query: { q: q || undefined, cursor: pageParam, limit: PAGE_SIZE },
        output: usedPromptPage,
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    staleTime: 0,
  });

/** Saving after deleting is undoing it: they arrive in the order in which they were asked for. */
const inOrder = { id: "saved-prompts" };

/** A richer wording of a prompt; aborting `signal` gives it up. */
export const useImprovePrompt = () =>
  useMutation({
    mutationFn: ({ signal, ...body }: z.input<typeof improvePromptInput> & { signal: AbortSignal }) =>
      callApi({
        path: "/api/v1/prompts/improve",
        body,
        output: improvedPromptView,
        signal,
        timeoutMs: IMPROVE_TIMEOUT_MS,
      }),
  });

export function useSavePrompt() {
  const client = useQueryClient();
  return useMutation({
    scope: inOrder,
    mutationFn: (input: SavePromptInput) =>
      callApi({ path: "/api/v1/prompts/saved", body: input, output: savedPromptView }),
    onSuccess: () => client.invalidateQueries({ queryKey: promptKeys.saved }),
  });
}

/** Deletes a saved prompt; the lists show it at once and return to the truth if the server refuses. */
export function useDeletePrompt() {
  const client = useQueryClient();
  return useMutation({
    scope: inOrder,
    mutationFn: (id: string) =>
      callApi({ path: `/api/v1/prompts/saved/${id}`, method: "DELETE", output: z.undefined() }).catch(
        (error: unknown) => {
          // Gone is what was wanted.
          if (!(error instanceof ApiError) || error.status !== 404) throw error;
        },
      ),
    onMutate: async (id) => {
      await client.cancelQueries({ queryKey: promptKeys.saved });
      client.setQueriesData<{ pages: SavedPromptPage[]; pageParams: unknown[] }>(
        { queryKey: promptKeys.saved },
        (list) => list && { ...list, pages: list.pages.map((page) => without(page, id)) },
      );
    },
    onSettled: () => client.invalidateQueries({ queryKey: promptKeys.saved }),
  });
}

const without = (page: SavedPromptPage, id: string): SavedPromptPage => ({
  ...page,
  items: page.items.filter((item) => item.id !== id),
});
