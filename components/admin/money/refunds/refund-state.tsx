import { useTranslations } from "next-intl";
import { Status } from "@/components/admin/kit/status";
import type { RefundRequestState, RefundState as State } from "@/lib/orders/schema";

const tones = {
  requested: "warning",
  sending: "warning",
  processing: "warning",
  abnormal: "danger",
  succeeded: "success",
  closed: "muted",
  open: "warning",
  approved: "success",
  declined: "muted",
} as const;

/** Where a request or the refund that it became stands. */
export function RefundState({ state }: { state: State | RefundRequestState }) {
  const t = useTranslations("admin.money.refundState");
  return <Status tone={tones[state]} label={t(state)} />;
}
