"use client";

import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { callApi } from "@/lib/platform/api-client";
import {
  type BindingPurpose,
  type BindingView,
  bindingView,
  type DeviceList,
  deviceList,
  deviceView,
  newBindingView,
} from "./schema";

/** Every query key of this module. */
export const bindingKeys = {
  all: ["bindings"] as const,
  session: (id: string) => ["bindings", "session", id] as const,
  devices: ["bindings", "devices"] as const,
};

/** Opens a session and gets what its QR code holds, and the secret that lets this page ask for it. */
export const createBinding = (purpose: Exclude<BindingPurpose, "device">, password?: string) =>
  callApi({ path: "/api/v1/bindings", body: { purpose, password }, output: newBindingView });

/** How a session stands; for whoever holds its secret. */
export const pollBinding = (
  { id, secret }: { id: string; secret: string },
  signal?: AbortSignal,
): Promise<BindingView> =>
  callApi({
    path: `/api/v1/bindings/${id}`,
    headers: { "x-poll-secret": secret },
    output: bindingView,
    ...(signal ? { signal } : {}),
  });

/** Gives up a code that nobody has confirmed. */
export const cancelBinding = ({ id, secret }: { id: string; secret: string }) =>
  callApi({
    path: `/api/v1/bindings/${id}`,
    method: "DELETE",
    headers: { "x-poll-secret": secret },
    output: z.undefined(),
  });

/** The person's bound clients. */
export const devicesQuery = () =>
  queryOptions({
    queryKey: bindingKeys.devices,
    queryFn: ({ signal }): Promise<DeviceList> =>
      callApi({ path: "/api/v1/devices", output: deviceList, signal }),
  });

export function useRenameDevice() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, name }: { id: string; name: string }) =>
      callApi({ path: `/api/v1/devices/${id}`, method: "PATCH", body: { name }, output: deviceView }),
    onSuccess: () => client.invalidateQueries({ queryKey: bindingKeys.devices }),
  });
}

export function useUnbindDevice() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      callApi({ path: `/api/v1/devices/${id}`, method: "DELETE", output: z.undefined() }),
    onSettled: () => client.invalidateQueries({ queryKey: bindingKeys.devices }),
  });
}
