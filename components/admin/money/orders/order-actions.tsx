import { useTranslations } from "next-intl";
import { ActionDialog } from "@/components/admin/act/action-dialog";
import { formatFen } from "@/components/shell/money";
import type { OrderRecordView } from "@/lib/orders/schema";
import type { PanelAction } from "../panel-action";

export interface OrderWrites {
  check: PanelAction;
  close: PanelAction;
  openRequest: PanelAction;
  /** Makes one press of the button one request, however often it is sent. */
  requestKey: string;
}

const payable = ["created", "prepaying", "paying"];

/** What an admin can do with an order. */
export function OrderActions({ order, writes }: { order: OrderRecordView; writes: OrderWrites }) {
  const t = useTranslations("admin.money.orders");
  const { refundable } = order;
  const isOpen = payable.includes(order.status);
  const hasRequest = order.requests.some(({ state }) => state === "open");
  return (
    <div className="flex flex-wrap gap-2">
      <ActionDialog
        label={t("check")}
        title={t("check")}
        says={t("checkSays")}
        confirmLabel={t("check")}
        action={writes.check}
        input={{ id: order.id }}
        reason
        doneText={t("checked")}
      />
      {isOpen ? (
        <ActionDialog
          label={t("close")}
          title={t("close")}
          says={t("closeSays")}
          confirmLabel={t("close")}
          tone="danger"
          variant="danger"
          action={writes.close}
          input={{ id: order.id }}
          reason
          doneText={t("closed")}
        />
      ) : null}
      {refundable.leftFen > 0 && !hasRequest ? (
        <ActionDialog
          label={t("requestRefund")}
          title={t("requestRefund")}
          says={t("requestRefundSays", {
            left: formatFen(refundable.leftFen),
            unused: formatFen(refundable.unusedFen),
          })}
          confirmLabel={t("requestRefundConfirm")}
          action={writes.openRequest}
          input={{ orderId: order.id, idempotencyKey: writes.requestKey }}
          fields={[
            {
              name: "amountFen",
              label: t("refundFen"),
              kind: "yuan",
              required: true,
              value: String(refundable.unusedFen || refundable.leftFen),
              hint: t("refundFenHint"),
              min: 1,
              max: refundable.leftFen,
            },
            {
              name: "payerReason",
              label: t("payerReason"),
              kind: "text",
              required: true,
              hint: t("payerReasonHint"),
              max: 80,
            },
          ]}
          doneText={t("refundRequested")}
        />
      ) : null}
    </div>
  );
}
