import Link from "next/link";
import { useTranslations } from "next-intl";
import { requestHref } from "@/components/admin/find/found-href";
import { Facts } from "@/components/admin/kit/facts";
import { Id } from "@/components/admin/kit/id";
import { Moment } from "@/components/admin/kit/moment";
import { formatFen } from "@/components/shell/money";
import type { OrderRecordView } from "@/lib/orders/schema";
import { ProductText } from "../product-text";
import { OrderStatus } from "./order-status";

/** What is known about one order. */
export function OrderFacts({ order }: { order: OrderRecordView }) {
  const t = useTranslations("admin.money.orders");
  const { refundable, transactionId, deviceId, term } = order;
  return (
    <Facts
      items={[
        { label: t("status"), value: <OrderStatus status={order.status} /> },
        { label: t("id"), value: <Id value={order.id} /> },
        { label: t("transaction"), value: transactionId ? <Id value={transactionId} /> : null },
        { label: t("product"), value: <ProductText product={order.product} /> },
        {
          label: t("amount"),
          value: `${formatFen(order.amountFen)} · ${t(`tradeTypes.${order.tradeType}`)}`,
        },
        { label: t("refunded"), value: formatFen(order.refundedFen) },
        {
          label: t("refundable"),
          value: t("refundableText", {
            left: formatFen(refundable.leftFen),
            unused: formatFen(refundable.unusedFen),
          }),
        },
        {
          label: t("user"),
          value: (
            <Link href={`/admin/users/${order.userId}`} className="hover:underline">
              {order.username}
            </Link>
          ),
        },
        { label: t("payer"), value: order.isPaidByOther ? t("paidByOther") : null },
        { label: t("client"), value: deviceId ? <Id value={deviceId} /> : null },
        { label: t("createdAt"), value: <Moment at={order.createdAt} /> },
        { label: t("paidAt"), value: <Moment at={order.paidAt} /> },
        { label: t("fulfilledAt"), value: <Moment at={order.fulfilledAt} /> },
        { label: t("expiresAt"), value: <Moment at={order.expiresAt} /> },
        { label: t("closedAt"), value: <Moment at={order.closedAt} /> },
        {
          label: t("asked"),
          value: (
            <>
              {t("askedTimes", { count: order.queries })}
              {order.queriedAt ? (
                <>
                  {" · "}
                  <Moment at={order.queriedAt} />
                </>
              ) : null}
            </>
          ),
        },
        { label: t("nextQueryAt"), value: <Moment at={order.nextQueryAt} /> },
        {
          label: t("term"),
          value: term ? (
            <>
              {t(`plans.${term.plan === "enterprise" ? "enterprise" : "pro"}`)} ·{" "}
              <Moment at={term.startsAt} /> – <Moment at={term.endedEarlyAt ?? term.endsAt} />
            </>
          ) : null,
        },
        { label: t("request"), value: <Id value={order.requestId} href={requestHref(order.requestId)} /> },
      ]}
    />
  );
}
