"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { checkOrder, orderKeys } from "@/lib/orders/client";
import type { OrderView } from "@/lib/orders/schema";
import { pollDelayMs } from "../rules";

/** What the server knows of an order, asked again and again until it has its end; not while the page is hidden. */
export function useOrder(firstId: string | null) {
  const client = useQueryClient();
  const [id, setId] = useState(firstId);
  const sinceMs = useRef<number | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: orderKeys.one(id ?? ""),
    queryFn: ({ signal }) => {
      sinceMs.current ??= performance.now();
      return checkOrder(id ?? "", signal);
    },
    enabled: id !== null,
    staleTime: 0,
    retry: false,
    refetchInterval: ({ state }) =>
      pollDelayMs(state.data?.status, performance.now() - (sinceMs.current ?? performance.now())),
  });
  const know = useCallback(
    (order: OrderView) => {
      client.setQueryData(orderKeys.one(order.id), order);
      setId(order.id);
      return order;
    },
    [client],
  );
  return {
    id,
    order: id === null ? undefined : data,
    /** Why nothing is known of it. */
    error: id !== null && data === undefined ? error : null,
    know,
    forget: () => setId(null),
    /** Asks at once, and quickly again for a while. */
    askNow: () => {
      sinceMs.current = performance.now();
      void refetch();
    },
  };
}
