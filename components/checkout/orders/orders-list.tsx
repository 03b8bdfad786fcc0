"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { NextPage } from "@/components/shell/state/next-page";
import { ProblemState } from "@/components/shell/state/problem-state";
import { ordersQuery } from "@/lib/orders/client";
import type { OrdersPage } from "@/lib/orders/schema";
import { CheckoutDialog } from "../dialog/checkout-dialog";
import { type Shop, type Want, wantOf } from "../rules";
import { OrderRow } from "./order-row";

interface OrdersListProps {
  first: { page: OrdersPage; atMs: number };
  shop: Shop;
}

/** The person's orders, newest first; nothing for who never bought. On narrow screens a row becomes a card. */
export function OrdersList({ first, shop }: OrdersListProps) {
  const t = useTranslations("checkout.orders");
  const [want, setWant] = useState<Want | null>(null);
  const list = useInfiniteQuery({
    ...ordersQuery(),
    initialData: { pages: [first.page], pageParams: [undefined] },
    initialDataUpdatedAt: first.atMs,
  });
  const orders = list.data.pages.flatMap((page) => page.items);
  const way = shop.mode === "native" || shop.mode === "h5" ? shop.mode : null;
  if (orders.length === 0 && !list.isError) return null;
  return (
    <section id="orders" aria-labelledby="orders-title" className="flex scroll-mt-20 flex-col gap-3">
      <h2 id="orders-title" className="font-semibold text-lg">
        {t("title")}
      </h2>
      {list.isError && orders.length === 0 ? (
        <ProblemState error={list.error} onRetry={() => void list.refetch()} retrying={list.isRefetching} />
      ) : (
        <table className="w-full border-line border-y max-sm:block">
          <caption className="sr-only">{t("title")}</caption>
          <thead className="max-sm:sr-only">
            <tr className="border-line border-b text-muted text-sm [&>th]:py-2 [&>th]:text-left [&>th]:font-normal">
              <th scope="col">{t("time")}</th>
              <th scope="col">{t("product")}</th>
              <th scope="col">{t("status")}</th>
              <th scope="col">
                <span className="block sm:text-right">{t("amount")}</span>
              </th>
              <th scope="col">
                <span className="sr-only">{t("action")}</span>
              </th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line max-sm:block">
            {orders.map((order) => (
              <OrderRow
                key={order.id}
                order={order}
                onPay={way ? () => setWant(wantOf(order, way)) : undefined}
              />
            ))}
          </tbody>
        </table>
      )}
      {list.hasNextPage ? <NextPage list={list} /> : null}
      {want && way ? (
        <CheckoutDialog want={want} way={way} shop={shop} onClose={() => setWant(null)} />
      ) : null}
    </section>
  );
}
