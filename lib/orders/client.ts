"use client";

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { callApi } from "@/lib/platform/api-client";
import { type OrdersPage, ordersPage, orderView, paymentView, productsView, refundableView } from "./schema";

/** Every query key of this module. */
export const orderKeys = {
  all: ["orders"] as const,
  products: ["orders", "products"] as const,
  list: ["orders", "list"] as const,
  refundable: (id: string) => ["orders", "refundable", id] as const,
  one: (id: string) => ["orders", "one", id] as const,
};

const PRICES_FRESH_MS = 5 * 60_000;

/** The price list. */
export const productsQuery = () =>
  queryOptions({
    queryKey: orderKeys.products,
    queryFn: ({ signal }) => callApi({ path: "/api/v1/products", output: productsView, signal }),
    staleTime: PRICES_FRESH_MS,
  });

/** The person's orders page by page, newest first. */
export const ordersQuery = () =>
  infiniteQueryOptions({
    queryKey: orderKeys.list,
    queryFn: ({ pageParam, signal }): Promise<OrdersPage> =>
      callApi({ path: "/api/v1/orders", query: { cursor: pageParam }, output: ordersPage, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** Takes an order at the price that is shown. */
export const createOrder = (order: {
  sku: string;
  priceFen: number;
  tradeType: "jsapi" | "native" | "h5";
  idempotencyKey: string;
}) => callApi({ path: "/api/v1/orders", body: order, output: orderView });

/** How the order is paid; may be asked again for the same order at any time. */
export const payOrder = (id: string) =>
  callApi({ path: `/api/v1/orders/${id}/pay`, body: {}, output: paymentView });

/** How the order stands, with a question to WeChat Pay where one is due. */
export const checkOrder = (id: string, signal?: AbortSignal) =>
  callApi({ path: `/api/v1/orders/${id}/check`, body: {}, output: orderView, ...(signal ? { signal } : {}) });

/** Gives up an unpaid order; one that was paid meanwhile comes back as paid. */
export const closeOrder = (id: string) =>
  callApi({ path: `/api/v1/orders/${id}`, method: "DELETE", output: orderView });

/** What could go back of an order right now; never from memory, for it changes with every picture. */
export const refundableQuery = (id: string) =>
  queryOptions({
    queryKey: orderKeys.refundable(id),
    queryFn: ({ signal }) =>
      callApi({ path: `/api/v1/orders/${id}/refund-request`, output: refundableView, signal }),
    staleTime: 0,
    gcTime: 0,
  });

/** Asks for the money of what is unused of an order; somebody of the platform decides. */
export const askForRefund = ({ id, ...asked }: { id: string; reason: string; idempotencyKey: string }) =>
  callApi({ path: `/api/v1/orders/${id}/refund-request`, body: asked, output: orderView });
