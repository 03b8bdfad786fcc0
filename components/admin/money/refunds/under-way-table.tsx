import { useTranslations } from "next-intl";
import { DataTable } from "@/components/admin/kit/data-table";
import { Id } from "@/components/admin/kit/id";
import { Moment } from "@/components/admin/kit/moment";
import { formatFen } from "@/components/shell/money";
import type { OpenRefundView } from "@/lib/orders/schema";
import { RefundState } from "./refund-state";
import { useProblemText } from "./use-problem-text";

interface UnderWayTableProps {
  items: readonly OpenRefundView[];
  /** The address of the page with this order open. */
  hrefOf: (orderId: string) => string;
}

/** Refunds whose money is on its way. */
export function UnderWayTable({ items, hrefOf }: UnderWayTableProps) {
  const t = useTranslations("admin.money.refunds");
  const problemText = useProblemText();
  return (
    <DataTable
      label={t("underWay")}
      columns={[
        { key: "amount", title: t("amount") },
        { key: "state", title: t("state") },
        { key: "refund", title: t("refundNo") },
        { key: "order", title: t("order") },
        { key: "problem", title: t("problem") },
        { key: "queries", title: t("asked"), align: "end" },
        { key: "next", title: t("nextQueryAt") },
        { key: "createdAt", title: t("createdAt") },
      ]}
      rows={items.map((refund) => ({
        key: refund.id,
        href: hrefOf(refund.orderId),
        cells: {
          amount: formatFen(refund.amountFen),
          state: <RefundState state={refund.status} />,
          refund: <Id value={refund.id} />,
          order: <Id value={refund.orderId} />,
          problem: refund.problem === null ? "–" : problemText(refund.problem),
          queries: refund.queries,
          next: <Moment at={refund.nextQueryAt} />,
          createdAt: <Moment at={refund.createdAt} />,
        },
      }))}
      empty={{ title: t("underWayEmpty") }}
    />
  );
}
