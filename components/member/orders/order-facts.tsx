import { useFormatter, useTranslations } from "next-intl";
import type { OrderView, RefundView } from "@/lib/orders/schema";
import { Cell, Cells } from "../page/cells";
import { isReceipt, yuan } from "../rules";
import { useProductName } from "../shop/product-name";

/** What an order is, and what went back for it. */
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
      {order.refunds.length > 0 ? (
        <Cells title={t("refunds")}>
          {order.refunds.map((refund) => (
            <Refund key={refund.id} refund={refund} />
          ))}
        </Cells>
      ) : null}
    </>
  );
}

const refundWords = {
  requested: "open",
  sending: "open",
  processing: "open",
  abnormal: "abnormal",
  succeeded: "succeeded",
  closed: "closed",
} as const;

function Refund({ refund }: { refund: RefundView }) {
  const t = useTranslations("member.order.refundStatus");
  const format = useFormatter();
  const at = new Date(refund.succeededAt ?? refund.createdAt);
  return (
    <Cell
      label={t(refundWords[refund.status])}
      detail={
        <>
          {refund.reason}
          <span className="tabular block">{format.dateTime(at, "minute")}</span>
        </>
      }
      value={<span className="font-medium text-text whitespace-nowrap">{yuan(refund.amountFen)}</span>}
    />
  );
}
