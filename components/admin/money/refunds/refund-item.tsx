import { useFormatter, useTranslations } from "next-intl";
import { ActionDialog } from "@/components/admin/act/action-dialog";
import { Facts } from "@/components/admin/kit/facts";
import { Id } from "@/components/admin/kit/id";
import { Moment } from "@/components/admin/kit/moment";
import { formatFen } from "@/components/shell/money";
import type { AdminRefundView } from "@/lib/orders/schema";
import type { PanelAction } from "../panel-action";
import { RefundState } from "./refund-state";
import { useProblemText } from "./use-problem-text";

const DAY_MS = 86_400_000;

interface RefundItemProps {
  refund: AdminRefundView;
  /** Gives it up; null for who may not. */
  abandon: PanelAction | null;
}

/** Money on its way back, how far it is, and what was taken for it. */
export function RefundItem({ refund, abandon }: RefundItemProps) {
  const t = useTranslations("admin.money.refunds");
  const format = useFormatter();
  const problemText = useProblemText();
  const { take } = refund;
  const taken = [
    take.credits > 0 ? t("tookCredits", { credits: take.credits }) : null,
    take.membershipMs > 0
      ? t("tookDays", { days: format.number(take.membershipMs / DAY_MS, { maximumFractionDigits: 1 }) })
      : null,
    take.forgivenCredits > 0 ? t("forgave", { credits: take.forgivenCredits }) : null,
  ].filter((text) => text !== null);
  return (
    <article className="flex flex-col gap-3 rounded-lg border border-line p-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="tabular font-medium">{formatFen(refund.amountFen)}</span>
        <RefundState state={refund.status} />
      </div>
      <Facts
        items={[
          { label: t("refundNo"), value: <Id value={refund.id} /> },
          { label: t("reason"), value: refund.reason },
          { label: t("taken"), value: taken.join(t("listMark")) },
          { label: t("asked"), value: t("askedTimes", { count: refund.queries }) },
          { label: t("nextQueryAt"), value: <Moment at={refund.nextQueryAt} /> },
          { label: t("succeededAt"), value: <Moment at={refund.succeededAt} /> },
          { label: t("problem"), value: refund.problem && problemText(refund.problem) },
        ]}
      />
      {abandon && refund.status === "abnormal" ? (
        <div>
          <ActionDialog
            label={t("abandon")}
            title={t("abandon")}
            says={t("abandonSays")}
            confirmLabel={t("abandon")}
            tone="danger"
            variant="danger"
            action={abandon}
            input={{ refundId: refund.id }}
            reason
            password
            doneText={t("abandoned")}
          />
        </div>
      ) : null}
    </article>
  );
}
