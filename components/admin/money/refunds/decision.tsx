import { useTranslations } from "next-intl";
import { ActionDialog } from "@/components/admin/act/action-dialog";
import { formatFen } from "@/components/shell/money";
import { fenOnApproval } from "@/lib/orders/rules";
import type { Refundable, RefundRequestView } from "@/lib/orders/schema";
import type { PanelAction } from "../panel-action";

interface DecisionProps {
  request: RefundRequestView;
  refundable: Refundable;
  approve: PanelAction;
  decline: PanelAction;
}

/** Yes or no to a request, with what is known of what was used. */
export function Decision({ request, refundable, approve, decline }: DecisionProps) {
  const t = useTranslations("admin.money.refunds");
  const unused = formatFen(refundable.unusedFen);
  const goesFen = fenOnApproval(request, refundable.unusedFen);
  const isSpent = refundable.unusedFen < request.amountFen;
  const isLess = goesFen < request.amountFen;
  const says = isLess
    ? t("approveLessSays", { unused, asked: formatFen(request.amountFen) })
    : isSpent
      ? t("approveSpentSays", { unused })
      : t("approveSays");
  return (
    <div className="flex flex-wrap gap-2">
      <ActionDialog
        label={t("approve")}
        title={t("approveTitle", { amount: formatFen(goesFen) })}
        says={says}
        confirmLabel={t("approve")}
        tone="danger"
        action={approve}
        input={{ id: request.id }}
        fields={
          isSpent
            ? [
                {
                  ...{ name: "force", kind: "switch", value: "false" },
                  label: isLess ? t("forceAll") : t("force"),
                  hint: t("forceHint"),
                },
              ]
            : []
        }
        reason
        password
        doneText={t("approved")}
      />
      <ActionDialog
        label={t("decline")}
        title={t("decline")}
        says={t("declineSays")}
        confirmLabel={t("decline")}
        action={decline}
        input={{ id: request.id }}
        reason
        variant="ghost"
        doneText={t("declined")}
      />
    </div>
  );
}
