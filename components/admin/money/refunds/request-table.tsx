import Link from "next/link";
import { useTranslations } from "next-intl";
import { DataTable } from "@/components/admin/kit/data-table";
import { Id } from "@/components/admin/kit/id";
import { Moment } from "@/components/admin/kit/moment";
import { formatFen } from "@/components/shell/money";
import { isOwnRequest } from "@/lib/orders/rules";
import type { RefundRequestView } from "@/lib/orders/schema";
import { RefundState } from "./refund-state";

interface RequestTableProps {
  items: readonly RefundRequestView[];
  openId: string | undefined;
  /** The address of the page with this order open. */
  hrefOf: (orderId: string) => string;
}

/** Requests for refunds and how the money is on its way. */
export function RequestTable({ items, openId, hrefOf }: RequestTableProps) {
  const t = useTranslations("admin.money.refunds");
  return (
    <DataTable
      label={t("title")}
      columns={[
        { key: "amount", title: t("amount") },
        { key: "state", title: t("state") },
        { key: "refund", title: t("refund") },
        { key: "reason", title: t("reason"), isWide: true },
        { key: "requestedBy", title: t("requestedBy") },
        { key: "user", title: t("user") },
        { key: "order", title: t("order") },
        { key: "createdAt", title: t("createdAt") },
        { key: "decidedAt", title: t("decidedAt") },
      ]}
      rows={items.map((request) => ({
        key: request.id,
        href: hrefOf(request.orderId),
        isOpen: request.orderId === openId,
        cells: {
          amount: formatFen(request.amountFen),
          state: <RefundState state={request.state} />,
          refund: request.refund ? <RefundState state={request.refund.status} /> : "–",
          reason: request.reason,
          requestedBy: isOwnRequest(request)
            ? t("byBuyer")
            : (request.requester ?? <Id value={request.requestedBy} />),
          user: (
            <Link href={`/admin/users/${request.userId}`} className="hover:underline">
              {request.username}
            </Link>
          ),
          order: <Id value={request.orderId} href={`/admin/money/orders?open=${request.orderId}`} />,
          createdAt: <Moment at={request.createdAt} />,
          decidedAt: <Moment at={request.decidedAt} />,
        },
      }))}
      empty={{ title: t("emptyTitle"), detail: t("emptyDetail") }}
    />
  );
}
