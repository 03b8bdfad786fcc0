"use client";

import {
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useEffect } from "react";
import { creditKeys } from "@/lib/credits/client";
import { imageKeys } from "@/lib/images/client";
import { callApi } from "@/lib/platform/api-client";
import { ApiError } from "@/lib/platform/api-error";
import { hasEnded } from "./rules";
import {
  type CreateGenerationInput,
  type GenerationPage,
  type GenerationView,
  generationDetailView,
  generationPage,
  generationView,
  modelList,
} from "./schema";

/** Every query key of this module. */
export const generationKeys = {
  all: ["generations"] as const,
  models: ["models"] as const,
  list: (status?: "active" | "ended") => ["generations", "list", status ?? "all"] as const,
  detail: (id: string) => ["generations", "detail", id] as const,
  live: (id: string) => ["generations", "live", id] as const,
};

/** The models on offer at today's prices. The operator may change them at any time; an order says which it has seen. */
export const modelsQuery = () =>
  queryOptions({
    queryKey: generationKeys.models,
    queryFn: ({ signal }) => callApi({ path: "/api/v1/models", output: modelList, signal }),
    staleTime: 5 * 60_000,
  });

/** The user's generations page by page, newest first. */
export const generationsQuery = (status?: "active" | "ended") =>
  infiniteQueryOptions({
    queryKey: generationKeys.list(status),
    queryFn: ({ pageParam, signal }): Promise<GenerationPage> =>
      callApi({
        path: "/api/v1/generations",
        query: { status, cursor: pageParam },
        output: generationPage,
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** One generation with its timeline. */
export const generationQuery = (id: string) =>
  queryOptions({
    queryKey: generationKeys.detail(id),
    queryFn: ({ signal }) =>
      callApi({ path: `/api/v1/generations/${id}`, output: generationDetailView, signal }),
  });

/** A key for one submit: 128 random bits as hex. `crypto.randomUUID` is missing on plain http, where we may be served too. */
export const newSubmitKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );

/** After an order was refused because its price has changed, the new one is there before the refusal is shown. */
export async function readNewPrices(client: QueryClient, error: unknown): Promise<void> {
  if (error instanceof ApiError && error.code === "price_changed")
    await client.invalidateQueries({ queryKey: generationKeys.models });
}

/** Submits an order; its idempotency key makes a repetition after a lost answer harmless. */
export function useCreateGeneration() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (order: CreateGenerationInput) =>
      callApi({ path: "/api/v1/generations", body: order, output: generationView }),
    retry: (failures, error) => failures < 2 && "status" in error && error.status === 0,
    onSuccess: (created) => {
      putInLists(client, created);
      void client.invalidateQueries({ queryKey: creditKeys.all });
    },
    onError: (error) => readNewPrices(client, error),
  });
}

export function useCancelGeneration() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      callApi({ path: `/api/v1/generations/${id}/cancel`, method: "POST", output: generationView }),
    onSuccess: (view) => putInLists(client, view),
  });
}

/**
 * A generation as it lives: the view given, then every change the server tells by server-sent events. The
 * browser resumes a lost stream by itself with the last revision; where streams do not work, polling does.
 * With `stream` false it only polls, for the many that wait while a browser has few connections.
 */
export function useLiveGeneration(initial: GenerationView, { stream = true } = {}): GenerationView {
  const client = useQueryClient();
  const { id } = initial;
  const ended = hasEnded(initial.status);
  const { data } = useQuery({
    queryKey: generationKeys.live(id),
    queryFn: async ({ signal }) => {
      const view = await callApi({ path: `/api/v1/generations/${id}`, output: generationView, signal });
      putInLists(client, view);
      return view;
    },
    initialData: initial,
    enabled: !ended,
    refetchInterval: (query) => {
      if (query.state.data && hasEnded(query.state.data.status)) return false;
      return stream ? STREAMED_POLL_MS : POLL_MS;
    },
  });
  useEffect(() => {
    if (ended || !stream) return;
    const source = new EventSource(`/api/v1/generations/${id}/events`);
    source.addEventListener("generation", (event: MessageEvent<string>) => {
      const view = generationView.safeParse(JSON.parse(event.data));
      if (view.success) putInLists(client, view.data);
    });
    source.addEventListener("end", () => source.close());
    return () => source.close();
  }, [client, id, ended, stream]);
  return data.revision >= initial.revision ? data : initial;
}

const STREAMED_POLL_MS = 15_000;
const POLL_MS = 5_000;

/** Puts a newer view wherever the generation stands, and refreshes what its end changes elsewhere. */
export function putInLists(client: QueryClient, view: GenerationView): void {
  const known = client.getQueryData<GenerationView>(generationKeys.live(view.id));
  if (known && known.revision > view.revision) return;
  client.setQueryData(generationKeys.live(view.id), view);
  for (const status of ["all", "active", "ended"] as const)
    client.setQueryData<{ pages: GenerationPage[]; pageParams: unknown[] }>(
      ["generations", "list", status],
      (list) => list && { ...list, pages: replaceIn(list.pages, view, belongsTo(status, view)) },
    );
  if (!hasEnded(view.status)) return;
  void client.invalidateQueries({ queryKey: creditKeys.all });
  void client.invalidateQueries({ queryKey: imageKeys.all });
}

const belongsTo = (status: "all" | "active" | "ended", view: GenerationView): boolean =>
  status === "all" || hasEnded(view.status) === (status === "ended");

/** A known one changes in its place, also when it no longer belongs; a new one comes first where it belongs. */
function replaceIn(pages: GenerationPage[], view: GenerationView, belongs: boolean): GenerationPage[] {
  const stands = pages.some((page) => page.items.some((item) => item.id === view.id));
  if (!stands && !belongs) return pages;
  return pages.map((page, index) => {
    if (stands) return { ...page, items: page.items.map((item) => (item.id === view.id ? view : item)) };
    return index === 0 ? { ...page, items: [view, ...page.items] } : page;
  });
}
