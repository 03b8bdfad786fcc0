"use client";

import { type QueryClient, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { callApi } from "@/lib/platform/api-client";
import {
  type ApiConfigView,
  apiConfigList,
  apiConfigView,
  connectionReportView,
  type createApiConfigInput,
  type updateApiConfigInput,
} from "./schema";

/** Every query key of this module. */
export const apiConfigKeys = { all: ["api-configs"] as const };

type ConfigList = z.infer<typeof apiConfigList>;

/** An own config is a model of the composer, whose list another module keeps under this key. */
const MODELS_KEY = ["models"] as const;

/** A test waits for the vendor for up to 20 seconds. */
const TEST_TIMEOUT_MS = 40_000;

/** The person's own configs. */
export const apiConfigsQuery = () =>
  queryOptions({
    queryKey: apiConfigKeys.all,
    queryFn: ({ signal }) => callApi({ path: "/api/v1/api-configs", output: apiConfigList, signal }),
  });

export function useCreateApiConfig() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (config: z.input<typeof createApiConfigInput>) =>
      callApi({ path: "/api/v1/api-configs", body: config, output: apiConfigView }),
    onSuccess: async (created) => {
      await changeList(client, (items) => [...items.filter(({ id }) => id !== created.id), created]);
      refresh(client);
    },
  });
}

export function useUpdateApiConfig() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...changes }: z.input<typeof updateApiConfigInput>) =>
      callApi({ path: `/api/v1/api-configs/${id}`, method: "PATCH", body: changes, output: apiConfigView }),
    onSuccess: async (changed) => {
      await replace(client, changed);
      refresh(client);
    },
  });
}

export function useDeleteApiConfig() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      callApi({ path: `/api/v1/api-configs/${id}`, method: "DELETE", output: z.undefined() }),
    onSuccess: (_, removed) => changeList(client, (items) => items.filter(({ id }) => id !== removed)),
    onSettled: () => refresh(client),
  });
}

/** Asks the vendor whether the config works; the answer says exactly what is wrong. */
export function useTestApiConfig() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      callApi({
        path: `/api/v1/api-configs/${id}/test`,
        method: "POST",
        output: connectionReportView,
        timeoutMs: TEST_TIMEOUT_MS,
      }),
    onSuccess: async ({ config }) => {
      await replace(client, config);
      void client.invalidateQueries({ queryKey: apiConfigKeys.all });
    },
  });
}

/** A list that was asked for before the change is not waited for: it would take the change away again. */
async function changeList(
  client: QueryClient,
  change: (items: ApiConfigView[]) => ApiConfigView[],
): Promise<void> {
  await client.cancelQueries({ queryKey: apiConfigKeys.all });
  client.setQueryData<ConfigList>(
    apiConfigKeys.all,
    (list) => list && { ...list, items: change(list.items) },
  );
}

const replace = (client: QueryClient, config: ApiConfigView) =>
  changeList(client, (items) => items.map((item) => (item.id === config.id ? config : item)));

function refresh(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: apiConfigKeys.all });
  void client.invalidateQueries({ queryKey: MODELS_KEY });
}
