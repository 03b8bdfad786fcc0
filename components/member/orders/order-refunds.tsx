import { useFormatter, useTranslations } from "next-intl";
import type { OrderView, RefundView } from "@/lib/orders/schema";
import { Cell, Cells } from "../page/cells";
import { mayAskForRefund, yuan } from "../rules";

/** What went back of an order, what was asked for, and the way to ask. */
export function OrderRefunds({ order }: { order: OrderView }) {
  const t = useTranslations("member.order");
  const { refunds, refundRequest: request } = order;
  // What was approved goes on as a refund, which stands here already.
  const asked = request && request.state !== "approved" ? { ...request, state: request.state } : null;
  const mayAsk = mayAskForRefund(order);
  if (refunds.length === 0 && !asked && !mayAsk) return null;
  return (
    <Cells title={t("refunds")}>
      {refunds.map((refund) => (
        <Line
          key={refund.id}
          label={t(`refundStatus.${refundWords[refund.status]}`)}
          detail={refund.reason}
          at={refund.succeededAt ?? refund.createdAt}
          amountFen={refund.amountFen}
        />
      ))}
      {asked ? (
        <Line label={t(`refund.states.${asked.state}`)} at={asked.createdAt} amountFen={asked.amountFen} />
      ) : null}
      {mayAsk ? <Cell label={t("refund.ask")} href={`/m/orders/${order.id}/refund`} /> : null}
    </Cells>
  );
}

const refundWords = {
  requested: "open",
  sending: "open",
  processing: "open",
  abnormal: "abnormal",
  succeeded: "succeeded",
  closed: "closed",
} as const satisfies Record<RefundView["status"], string>;

interface LineProps {
  label: string;
  detail?: string;
  /** ISO time. */
  at: string;
  amountFen: number;
}

function Line({ label, detail, at, amountFen }: LineProps) {
  const format = useFormatter();
  return (
    <Cell
      label={label}
      detail={
        <>
          {detail}
          <span className="tabular block">{format.dateTime(new Date(at), "minute")}</span>
        </>
      }
      value={<span className="font-medium text-text whitespace-nowrap">{yuan(amountFen)}</span>}
    />
  );
}
