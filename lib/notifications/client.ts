"use client";

import {
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { z } from "zod";
import { callApi } from "@/lib/platform/api-client";
import { ApiError } from "@/lib/platform/api-error";
import {
  type DeliveryPage,
  deliveryPage,
  deliveryView,
  endpointList,
  endpointView,
  endpointWithSecret,
  type MarkReadInput,
  type NoticeSummary,
  type NotificationPage,
  noticeSummary,
  notificationPage,
  type PreferencesView,
  preferencesView,
  type UpdatePreferencesInput,
} from "./schema";

/** Every query key of this module. */
export const notificationKeys = {
  all: ["notifications"] as const,
  summary: ["notifications", "summary"] as const,
  lists: ["notifications", "list"] as const,
  list: (unread: boolean) => ["notifications", "list", unread ? "unread" : "all"] as const,
  newest: ["notifications", "list", "newest"] as const,
  preferences: ["notification-preferences"] as const,
  endpoints: ["webhook-endpoints"] as const,
  deliveries: (endpointId: string) => ["webhook-endpoints", endpointId, "deliveries"] as const,
};

const NEWEST = 8;

/** The person's notifications page by page, newest first. */
export const notificationsQuery = (unread: boolean) =>
  infiniteQueryOptions({
    queryKey: notificationKeys.list(unread),
    queryFn: ({ pageParam, signal }): Promise<NotificationPage> =>
      callApi({
        path: "/api/v1/notifications",
        query: { unread: unread ? "true" : undefined, cursor: pageParam },
        output: notificationPage,
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** The newest few. */
export const newestNotificationsQuery = () =>
  queryOptions({
    queryKey: notificationKeys.newest,
    queryFn: ({ signal }) =>
      callApi({
        path: "/api/v1/notifications",
        query: { limit: NEWEST },
        output: notificationPage,
        signal,
      }),
  });

/** The page stands and is quiet before a stream is opened, which every signed-in tab has. */
const OPEN_AFTER_MS = 1_500;
/** Where streams do not work. */
const POLL_MS = 60_000;

/**
 * The unread count and the newest notification as they are: one stream of events per tab, while it is in sight; a slow
 * question where streams do not work. Undefined until the first answer. Used once per page.
 */
export function useNoticeSummary(): NoticeSummary | undefined {
  const client = useQueryClient();
  const [streams, setStreams] = useState(true);
  const { data } = useQuery({
    queryKey: notificationKeys.summary,
    queryFn: ({ signal }) =>
      callApi({ path: "/api/v1/notifications/summary", output: noticeSummary, signal }),
    enabled: !streams,
    refetchInterval: ({ state }) =>
      state.error instanceof ApiError && state.error.status === 401 ? false : POLL_MS,
  });
  useEffect(() => {
    const again = () => {
      if (document.visibilityState === "visible") setStreams(true);
    };
    document.addEventListener("visibilitychange", again);
    return () => document.removeEventListener("visibilitychange", again);
  }, []);
  useEffect(() => (streams ? followSummary(client, () => setStreams(false)) : undefined), [client, streams]);
  return data;
}

/** Streams while the tab is in sight; `refused` is told when the server does not want to. Returns what ends it. */
function followSummary(client: QueryClient, refused: () => void): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const close = () => {
    clearTimeout(timer);
    source?.close();
    source = undefined;
  };
  const open = () => {
    source = new EventSource("/api/v1/notifications/events");
    source.addEventListener("summary", (event: MessageEvent<string>) => {
      const summary = noticeSummary.safeParse(JSON.parse(event.data));
      if (summary.success) putSummary(client, summary.data);
    });
    // A lost connection is opened again by the browser; one that was refused is not.
    source.addEventListener("error", () => {
      if (source?.readyState === EventSource.CLOSED) refused();
    });
  };
  const look = () => {
    close();
    if (document.visibilityState === "visible") timer = setTimeout(open, OPEN_AFTER_MS);
  };
  look();
  document.addEventListener("visibilitychange", look);
  return () => {
    document.removeEventListener("visibilitychange", look);
    close();
  };
}

/** What is new makes the lists old; a count that only another tab lowered does so too. */
function putSummary(client: QueryClient, summary: NoticeSummary): void {
  const known = client.getQueryData<NoticeSummary>(notificationKeys.summary);
  client.setQueryData(notificationKeys.summary, summary);
  if (known && (known.unread !== summary.unread || known.newest?.id !== summary.newest?.id))
    void client.invalidateQueries({ queryKey: notificationKeys.lists });
}

/** Marks some notifications as read, or all up to a moment. */
export function useMarkRead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: MarkReadInput) =>
      callApi({ path: "/api/v1/notifications/read", body, output: noticeSummary }),
    onSuccess: (summary) => {
      client.setQueryData(notificationKeys.summary, summary);
      void client.invalidateQueries({ queryKey: notificationKeys.lists });
    },
  });
}

/** What the person is told by which channel. */
export const preferencesQuery = () =>
  queryOptions({
    queryKey: notificationKeys.preferences,
    queryFn: ({ signal }) =>
      callApi({ path: "/api/v1/notification-preferences", output: preferencesView, signal }),
  });

/** Keeps a choice; it shows at once and returns to the truth if the server refuses. */
export function useUpdatePreferences() {
  const client = useQueryClient();
  return useMutation({
    scope: { id: "notification-preferences" },
    mutationFn: (body: UpdatePreferencesInput) =>
      callApi({ path: "/api/v1/notification-preferences", method: "PUT", body, output: preferencesView }),
    onMutate: ({ items }) =>
      void client.setQueryData<PreferencesView>(notificationKeys.preferences, (view) =>
        view ? { ...view, items: view.items.map((item) => chosen(item, items)) } : view,
      ),
    onSuccess: () => void client.invalidateQueries({ queryKey: notificationKeys.lists }),
    onSettled: () => client.invalidateQueries({ queryKey: notificationKeys.preferences }),
  });
}

const chosen = (
  item: PreferencesView["items"][number],
  choices: UpdatePreferencesInput["items"],
): PreferencesView["items"][number] => {
  const own = choices.filter(({ kind }) => kind === item.kind);
  return { ...item, ...Object.fromEntries(own.map(({ channel, enabled }) => [channel, enabled])) };
};

/** The person's webhook endpoints. */
export const endpointsQuery = () =>
  queryOptions({
    queryKey: notificationKeys.endpoints,
    queryFn: ({ signal }) => callApi({ path: "/api/v1/webhook-endpoints", output: endpointList, signal }),
  });

/** What was sent to an endpoint, newest first. */
export const deliveriesQuery = (endpointId: string) =>
  infiniteQueryOptions({
    queryKey: notificationKeys.deliveries(endpointId),
    queryFn: ({ pageParam, signal }): Promise<DeliveryPage> =>
      callApi({
        path: `/api/v1/webhook-endpoints/${endpointId}/deliveries`,
        query: { cursor: pageParam },
        output: deliveryPage,
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

function useEndpointsChanged() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: notificationKeys.endpoints });
}

type EndpointChange = { url?: string; kinds?: string[]; enabled?: boolean };

export const useCreateEndpoint = () =>
  useMutation({
    mutationFn: (body: { url: string; kinds: string[] }) =>
      callApi({ path: "/api/v1/webhook-endpoints", body, output: endpointWithSecret }),
    onSettled: useEndpointsChanged(),
  });

export const useUpdateEndpoint = () =>
  useMutation({
    mutationFn: ({ id, ...body }: EndpointChange & { id: string }) =>
      callApi({ path: `/api/v1/webhook-endpoints/${id}`, method: "PATCH", body, output: endpointView }),
    onSettled: useEndpointsChanged(),
  });

export const useDeleteEndpoint = () =>
  useMutation({
    mutationFn: (id: string) =>
      callApi({ path: `/api/v1/webhook-endpoints/${id}`, method: "DELETE", output: z.undefined() }),
    onSettled: useEndpointsChanged(),
  });

/** Another signing secret, which the answer holds. */
export const useRotateSecret = () =>
  useMutation({
    mutationFn: (id: string) =>
      callApi({
        path: `/api/v1/webhook-endpoints/${id}/secret`,
        method: "POST",
        output: endpointWithSecret,
      }),
  });

export const useTestEndpoint = () =>
  useMutation({
    mutationFn: (id: string) =>
      callApi({ path: `/api/v1/webhook-endpoints/${id}/test`, method: "POST", output: deliveryView }),
    onSettled: useEndpointsChanged(),
  });

export const useResendDelivery = () =>
  useMutation({
    mutationFn: ({ id, deliveryId }: { id: string; deliveryId: string }) =>
      callApi({
        path: `/api/v1/webhook-endpoints/${id}/deliveries/${deliveryId}/resend`,
        method: "POST",
        output: deliveryView,
      }),
    onSettled: useEndpointsChanged(),
  });
