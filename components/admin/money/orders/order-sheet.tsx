import { useTranslations } from "next-intl";
import { RecordSheet } from "@/components/admin/kit/record-sheet";
import { Section } from "@/components/admin/kit/section";
import type { LedgerRecordView } from "@/lib/credits/schema";
import type { OrderRecordView } from "@/lib/orders/schema";
import { EntryList } from "../ledger/entry-list";
import type { PanelAction } from "../panel-action";
import { Decision } from "../refunds/decision";
import { RefundItem } from "../refunds/refund-item";
import { RequestItem } from "../refunds/request-item";
import { OrderActions, type OrderWrites } from "./order-actions";
import { OrderFacts } from "./order-facts";
import { OrderHistory } from "./order-history";

interface OrderSheetProps {
  order: OrderRecordView;
  entries: readonly LedgerRecordView[];
  /** Null for who may only look. */
  writes: (OrderWrites & { approve: PanelAction; decline: PanelAction; abandon: PanelAction }) | null;
  closeHref: string;
}

/** One order with everything that happened to it. */
export function OrderSheet({ order, entries, writes, closeHref }: OrderSheetProps) {
  const t = useTranslations("admin.money.orders");
  return (
    <RecordSheet title={t("one")} closeHref={closeHref}>
      {writes ? <OrderActions order={order} writes={writes} /> : null}
      <OrderFacts order={order} />
      {order.requests.length > 0 ? (
        <Section title={t("requests")}>
          {order.requests.map((request) => (
            <RequestItem key={request.id} request={request}>
              {writes && request.state === "open" ? (
                <Decision
                  request={request}
                  refundable={order.refundable}
                  approve={writes.approve}
                  decline={writes.decline}
                />
              ) : null}
            </RequestItem>
          ))}
        </Section>
      ) : null}
      {order.refunds.length > 0 ? (
        <Section title={t("refunds")}>
          {order.refunds.map((refund) => (
            <RefundItem key={refund.id} refund={refund} abandon={writes?.abandon ?? null} />
          ))}
        </Section>
      ) : null}
      <OrderHistory order={order} />
      <Section title={t("entries")}>
        <EntryList entries={entries} />
      </Section>
    </RecordSheet>
  );
}
