import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Facts } from "@/components/admin/kit/facts";
import { Id } from "@/components/admin/kit/id";
import { Moment } from "@/components/admin/kit/moment";
import { formatFen } from "@/components/shell/money";
import { isOwnRequest } from "@/lib/orders/rules";
import type { RefundRequestView } from "@/lib/orders/schema";
import { RefundState } from "./refund-state";

/** One request: what is asked for and why, and what was decided. */
export function RequestItem({ request, children }: { request: RefundRequestView; children?: ReactNode }) {
  const t = useTranslations("admin.money.refunds");
  return (
    <article className="flex flex-col gap-3 rounded-lg border border-line p-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="tabular font-medium">{formatFen(request.amountFen)}</span>
        <RefundState state={request.state} />
      </div>
      <Facts
        items={[
          {
            label: t("requestedBy"),
            value: isOwnRequest(request)
              ? t("byBuyer")
              : (request.requester ?? <Id value={request.requestedBy} />),
          },
          { label: t("reason"), value: request.reason },
          { label: t("createdAt"), value: <Moment at={request.createdAt} /> },
          { label: t("decidedAt"), value: <Moment at={request.decidedAt} /> },
          { label: t("note"), value: request.note },
          { label: t("refund"), value: request.refund ? formatFen(request.refund.amountFen) : null },
        ]}
      />
      {children}
    </article>
  );
}
