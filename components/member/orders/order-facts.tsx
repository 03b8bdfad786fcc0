import { useFormatter, useTranslations } from "next-intl";
import type { OrderView } from "@/lib/orders/schema";
import { Cell, Cells } from "../page/cells";
import { isReceipt, yuan } from "../rules";
import { useProductName } from "../shop/product-name";
import { OrderRefunds } from "./order-refunds";

/** What an order is, what went back for it, and the way to ask for more. */
export function OrderFacts({ order, isShopOpen }: { order: OrderView; isShopOpen: boolean }) {
  const t = useTranslations("member.order");
  const format = useFormatter();
  const nameOf = useProductName();
  const minute = (iso: string) => format.dateTime(new Date(iso), "minute");
  const hasReceipt = isReceipt(order);
  return (
    <>
      <Cells>
        <Cell label={t("item")} value={nameOf(order.product)} />
        {hasReceipt || isShopOpen ? (
          <Cell
            label={hasReceipt ? t("paid") : t("amount")}
            value={<span className="font-medium text-text whitespace-nowrap">{yuan(order.amountFen)}</span>}
          />
        ) : null}
        <Cell label={t("createdAt")} value={minute(order.createdAt)} />
        {order.paidAt ? <Cell label={t("paidAt")} value={minute(order.paidAt)} /> : null}
        <Cell
          label={t("number")}
          detail={<span className="select-all break-all font-mono">{order.id}</span>}
        />
      </Cells>
      <OrderRefunds order={order} />
    </>
  );
}
