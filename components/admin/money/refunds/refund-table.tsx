import Link from "next/link";
import { useTranslations } from "next-intl";
import { DataTable } from "@/components/admin/kit/data-table";
import { Id } from "@/components/admin/kit/id";
import { Moment } from "@/components/admin/kit/moment";
import { formatFen } from "@/components/shell/money";
import type { ListedRefundView } from "@/lib/orders/schema";
import { RefundState } from "./refund-state";
import { useProblemText } from "./use-problem-text";

interface RefundTableProps {
  items: readonly ListedRefundView[];
  openId: string | undefined;
  /** The address of the page with this order open. */
  hrefOf: (orderId: string) => string;
}

/** Every refund, also those that the platform makes for accounts that are closed. */
export function RefundTable({ items, openId, hrefOf }: RefundTableProps) {
  const t = useTranslations("admin.money.refunds");
  const problemText = useProblemText();
  return (
    <DataTable
      label={t("viewAll")}
      columns={[
        { key: "amount", title: t("amount") },
        { key: "state", title: t("state") },
        // What holds one up stands beside its state, and is in sight also where the table is cut.
        { key: "problem", title: t("problem") },
        { key: "reason", title: t("reason"), isWide: true },
        { key: "by", title: t("letGoBy") },
        { key: "user", title: t("user") },
        { key: "order", title: t("order") },
        { key: "refund", title: t("refundNo") },
        { key: "decided", title: t("decidedAt") },
        { key: "succeeded", title: t("succeededAt") },
      ]}
      rows={items.map((refund) => ({
        key: refund.id,
        href: hrefOf(refund.orderId),
        isOpen: refund.orderId === openId,
        cells: {
          amount: formatFen(refund.amountFen),
          state: <RefundState state={refund.status} />,
          reason: refund.reason,
          by: refund.requester ?? <span title={refund.requestedBy}>{t("byPlatform")}</span>,
          user: (
            <Link href={`/admin/users/${refund.userId}`} className="hover:underline">
              {refund.username}
            </Link>
          ),
          order: <Id value={refund.orderId} href={`/admin/money/orders?open=${refund.orderId}`} />,
          refund: <Id value={refund.id} />,
          decided: <Moment at={refund.createdAt} />,
          succeeded: <Moment at={refund.succeededAt} />,
          problem: refund.problem ? <span title={refund.problem}>{problemText(refund.problem)}</span> : "–",
        },
      }))}
      empty={{ title: t("allEmptyTitle"), detail: t("allEmptyDetail") }}
    />
  );
}
