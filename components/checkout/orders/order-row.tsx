"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { formatFen } from "@/components/shell/money";
import { Badge } from "@/components/ui/feedback/badge";
import { toast } from "@/components/ui/feedback/toast-store";
import { Button } from "@/components/ui/form/button";
import { closeOrder, orderKeys } from "@/lib/orders/client";
import { isPaid, isPayable } from "@/lib/orders/rules";
import type { OrderStatus, OrderView } from "@/lib/orders/schema";
import { useProductName } from "../use-product-name";
import { RefundDialog } from "./refund-dialog";

const tones: Partial<Record<OrderStatus, "success" | "warning">> = {
  created: "warning",
  prepaying: "warning",
  paying: "warning",
  fulfilled: "success",
};

interface OrderRowProps {
  order: OrderView;
  /** Left out where nothing is sold. */
  onPay: (() => void) | undefined;
}

/** One order, what became of its money, and what can still be done. */
export function OrderRow({ order, onPay }: OrderRowProps) {
  const t = useTranslations("checkout.orders");
  const format = useFormatter();
  const nameOf = useProductName();
  return (
    <tr className="max-sm:grid max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:items-center max-sm:gap-x-4 max-sm:gap-y-1.5 max-sm:py-3 sm:[&>td]:py-2.5">
      <td className="tabular whitespace-nowrap text-muted max-sm:order-3 max-sm:text-sm sm:pr-6">
        <time dateTime={order.createdAt}>{format.dateTime(new Date(order.createdAt), "minute")}</time>
      </td>
      <td className="min-w-0 font-medium max-sm:order-1 sm:pr-6">{nameOf(order.product)}</td>
      <td className="max-sm:order-4 max-sm:text-right sm:pr-6">
        <Badge tone={tones[order.status] ?? "plain"}>{t(`statuses.${order.status}`)}</Badge>
      </td>
      <td className="tabular whitespace-nowrap text-right font-medium max-sm:order-2">
        {formatFen(order.amountFen)}
      </td>
      <td className="max-sm:order-5 max-sm:col-span-2 sm:w-px sm:pl-6">
        {order.refunds.map((refund) => (
          <p key={refund.id} className="text-muted text-sm sm:whitespace-nowrap sm:text-right">
            {t(`refunds.${refund.status}`, { amount: formatFen(refund.amountFen) })}
          </p>
        ))}
        <RefundRequest order={order} />
        {isPayable(order.status) ? <Actions order={order} onPay={onPay} /> : null}
      </td>
    </tr>
  );
}

/** What was asked for, or the way to ask. An approved request goes on as a refund, which stands above. */
function RefundRequest({ order }: Pick<OrderRowProps, "order">) {
  const t = useTranslations("checkout.orders.refund");
  const nameOf = useProductName();
  const { refundRequest: request } = order;
  const isOpen = request?.state === "open";
  return (
    <>
      {request && request.state !== "approved" ? (
        <p className="text-muted text-sm sm:whitespace-nowrap sm:text-right">
          {t(`states.${request.state}`, { amount: formatFen(request.amountFen) })}
        </p>
      ) : null}
      {isPaid(order.status) && order.status !== "refunded" && !isOpen ? (
        <div className="flex sm:justify-end">
          <RefundDialog orderId={order.id} product={nameOf(order.product)} />
        </div>
      ) : null}
    </>
  );
}

function Actions({ order, onPay }: OrderRowProps) {
  const t = useTranslations("checkout");
  const nameOf = useProductName();
  const client = useQueryClient();
  const cancel = useMutation({
    networkMode: "always",
    mutationFn: () => closeOrder(order.id),
    onError: () => toast({ title: t("cancelFailed"), tone: "danger" }),
    onSettled: () => client.invalidateQueries({ queryKey: orderKeys.list }),
  });
  const product = nameOf(order.product);
  return (
    <div className="flex gap-2 sm:justify-end">
      <Button
        size="sm"
        variant="ghost"
        loading={cancel.isPending}
        onClick={() => cancel.mutate()}
        aria-label={t("orders.cancelNamed", { product })}
      >
        {t("orders.cancel")}
      </Button>
      {onPay ? (
        <Button size="sm" onClick={onPay} aria-label={t("orders.payNamed", { product })}>
          {t("orders.pay")}
        </Button>
      ) : null}
    </div>
  );
}
