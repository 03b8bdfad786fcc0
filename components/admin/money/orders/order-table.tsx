import Link from "next/link";
import { useTranslations } from "next-intl";
import { DataTable } from "@/components/admin/kit/data-table";
import { Id } from "@/components/admin/kit/id";
import { Moment } from "@/components/admin/kit/moment";
import { formatFen } from "@/components/shell/money";
import type { AdminOrderView } from "@/lib/orders/schema";
import { ProductText } from "../product-text";
import { OrderStatus } from "./order-status";

interface OrderTableProps {
  items: readonly AdminOrderView[];
  openId: string | undefined;
  hrefOf: (id: string) => string;
  /** Said where no filter can be the cause. */
  empty?: { title: string };
}

/** Orders, one a line. */
export function OrderTable({ items, openId, hrefOf, empty }: OrderTableProps) {
  const t = useTranslations("admin.money.orders");
  return (
    <DataTable
      label={t("title")}
      columns={[
        { key: "product", title: t("product") },
        { key: "status", title: t("status") },
        { key: "amount", title: t("amount"), align: "end" },
        { key: "refunded", title: t("refunded"), align: "end" },
        { key: "user", title: t("user") },
        { key: "id", title: t("id") },
        { key: "createdAt", title: t("createdAt") },
        { key: "paidAt", title: t("paidAt") },
      ]}
      rows={items.map((order) => ({
        key: order.id,
        href: hrefOf(order.id),
        isOpen: order.id === openId,
        cells: {
          product: <ProductText product={order.product} />,
          status: <OrderStatus status={order.status} />,
          amount: formatFen(order.amountFen),
          refunded: order.refundedFen === 0 ? "–" : formatFen(order.refundedFen),
          user: (
            <Link href={`/admin/users/${order.userId}`} className="hover:underline">
              {order.username}
            </Link>
          ),
          id: <Id value={order.id} />,
          createdAt: <Moment at={order.createdAt} />,
          paidAt: <Moment at={order.paidAt} />,
        },
      }))}
      empty={empty ?? { title: t("emptyTitle"), detail: t("emptyDetail") }}
    />
  );
}
