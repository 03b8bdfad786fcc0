import { useTranslations } from "next-intl";
import type { OrderView, RefundableView } from "@/lib/orders/schema";
import { Cell, Cells } from "../page/cells";
import { buttonLooks } from "../page/looks";
import { MemberPage } from "../page/member-page";
import { yuan } from "../rules";
import { useProductName } from "../shop/product-name";
import { RefundForm, type RefundFormProps } from "./refund-form";

const codes = [
  "invalid_input",
  "refund_request_open",
  "nothing_refundable",
  "refund_too_late",
  "refund_too_many",
  "idempotency_key_reused",
  "rate_limited",
  "unauthenticated",
] as const;

interface RefundPageProps extends Pick<RefundFormProps, "ask" | "idempotencyKey"> {
  order: OrderView;
  /** What could go back right now, or why nothing. */
  refundable: RefundableView;
}

/** Asks for the money of what is unused of an order; somebody of the platform decides. */
export function RefundPage({ order, refundable, ask, idempotencyKey }: RefundPageProps) {
  const t = useTranslations("member.order");
  const nameOf = useProductName();
  const { refundableFen, nothing } = refundable;
  return (
    <MemberPage title={t("refund.ask")}>
      <Cells note={nothing ? t(`refund.refusals.${nothing}`) : t("refund.detail")}>
        <Cell label={t("item")} value={nameOf(order.product)} />
        <Cell label={t("paid")} value={yuan(order.amountFen)} />
        <Cell
          label={t("refund.unused")}
          value={<span className="font-medium text-text whitespace-nowrap">{yuan(refundableFen)}</span>}
        />
      </Cells>
      {nothing ? null : (
        <RefundForm
          orderId={order.id}
          idempotencyKey={idempotencyKey}
          ask={ask}
          texts={{
            reason: t("refund.reason"),
            submit: t("refund.submit"),
            sending: t("refund.sending"),
            refusals: {
              ...Object.fromEntries(codes.map((code) => [code, t(`refund.refusals.${code}`)])),
              other: t("refund.refusals.other"),
              offline: t("refund.refusals.offline"),
            },
          }}
        />
      )}
      <a href={`/m/orders/${order.id}`} className={buttonLooks.plain}>
        {t("refund.back")}
      </a>
    </MemberPage>
  );
}
