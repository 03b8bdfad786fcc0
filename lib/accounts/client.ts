"use client";

import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { callApi } from "@/lib/platform/api-client";
import { apiKeyList, type createApiKeyInput, createdApiKeyView, sessionList } from "./schema";

/** Every query key of this module. */
export const accountKeys = {
  apiKeys: ["accounts", "api-keys"] as const,
  sessions: ["accounts", "sessions"] as const,
};

/** The person's keys for programs, without the keys themselves. */
export const apiKeysQuery = () =>
  queryOptions({
    queryKey: accountKeys.apiKeys,
    queryFn: ({ signal }) => callApi({ path: "/api/v1/api-keys", output: apiKeyList, signal }),
  });

/** Its answer holds the key, which nothing else ever does. It stays out of the cache. */
export function useCreateApiKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (key: z.input<typeof createApiKeyInput>) =>
      callApi({ path: "/api/v1/api-keys", body: key, output: createdApiKeyView }),
    gcTime: 0,
    onSettled: () => client.invalidateQueries({ queryKey: accountKeys.apiKeys }),
  });
}

export function useRevokeApiKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      callApi({ path: `/api/v1/api-keys/${id}`, method: "DELETE", output: z.undefined() }),
    onSettled: () => client.invalidateQueries({ queryKey: accountKeys.apiKeys }),
  });
}

/** The browsers in which the person is signed in. */
export const sessionsQuery = () =>
  queryOptions({
    queryKey: accountKeys.sessions,
    queryFn: ({ signal }) => callApi({ path: "/api/v1/sessions", output: sessionList, signal }),
  });

export function useEndSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      callApi({ path: `/api/v1/sessions/${id}`, method: "DELETE", output: z.undefined() }),
    onSettled: () => client.invalidateQueries({ queryKey: accountKeys.sessions }),
  });
}
