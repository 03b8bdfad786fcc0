import { useFormatter, useTranslations } from "next-intl";
import type { OrderView } from "@/lib/orders/schema";
import { Cell, Cells } from "../page/cells";
import { hasOpenRefund, isReceipt, phaseOf, yuan } from "../rules";
import { useProductName } from "../shop/product-name";

interface OrderListProps {
  orders: readonly OrderView[];
  /** False leaves out the prices of what was not paid. */
  isShopOpen: boolean;
  now: Date;
}

export function OrderList({ orders, isShopOpen, now }: OrderListProps) {
  const t = useTranslations("member.orders");
  const format = useFormatter();
  const nameOf = useProductName();
  const wordOf = (order: OrderView) => {
    if (hasOpenRefund(order)) return t("refunding");
    return order.refundRequest?.state === "open" ? t("refundAsked") : null;
  };
  return (
    <Cells>
      {orders.map((order) => {
        const phase = phaseOf(order, { isReturning: false, now });
        const isOpen = phase === "unpaid" || phase === "confirming";
        return (
          <Cell
            key={order.id}
            href={`/m/orders/${order.id}`}
            label={nameOf(order.product)}
            detail={<span className="tabular">{format.dateTime(new Date(order.createdAt), "minute")}</span>}
            value={
              <span className="flex flex-col">
                {isShopOpen || isReceipt(order) ? (
                  <span className="text-text whitespace-nowrap">{yuan(order.amountFen)}</span>
                ) : null}
                <span className={isOpen ? "text-base text-warning" : "text-base"}>
                  {wordOf(order) ?? t(`status.${phase}`)}
                </span>
              </span>
            }
          />
        );
      })}
    </Cells>
  );
}
